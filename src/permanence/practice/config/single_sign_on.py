"""Single sign-on with the council's own accounts (OpenID Connect, as Entra ID speaks it)."""

from __future__ import annotations

from typing import Any

from permanence.practice.config.environment import Environment


def provider(environment: Environment) -> dict[str, Any]:
    """The provider the environment names, or none. Its app roles become posts at each sign-in (staff/adapters.py)."""
    issuer = environment.text("PERMANENCE_OIDC_ISSUER")
    if not issuer:
        return {}
    app = {
        "provider_id": "council",
        "name": environment.text("PERMANENCE_OIDC_NAME", "your council account"),
        "client_id": environment.needed("PERMANENCE_OIDC_CLIENT", "the app's number at the provider"),
        "secret": environment.needed("PERMANENCE_OIDC_SECRET", "the app's key at the provider"),
        "settings": {"server_url": issuer, "fetch_userinfo": False, "oauth_pkce_enabled": True},
    }
    environment.refuse_if_missing()
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}

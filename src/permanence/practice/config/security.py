"""What a page may load and where its forms may go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from permanence.practice.config.environment import Environment


def content_security_policy(environment: Environment) -> dict[str, Any]:
    """Everything from this site alone; pictures also from the page itself (the QR code of a second factor)."""
    issuer = urlsplit(environment.text("PERMANENCE_OIDC_ISSUER"))
    sign_in = [f"{issuer.scheme}://{issuer.netloc}"] if issuer.netloc else []
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "font-src": [SELF],
            "connect-src": [SELF],
            "form-action": [SELF, *sign_in],
            "frame-ancestors": [NONE],
            "object-src": [NONE],
            "base-uri": [NONE],
        }
    }

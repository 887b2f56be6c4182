"""The whole way through the council's own sign-in, against a provider that is made up."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client, override_settings
from django.urls import reverse

from permanence.practice.config.environment import Environment
from permanence.practice.config.security import content_security_policy
from permanence.practice.config.single_sign_on import provider
from permanence.practice.staff.adapters import SingleSignOn
from permanence.practice.staff.models import Person

pytestmark = pytest.mark.django_db
ISSUER = "https://login.example/t-1"
SETTINGS = {
    "PERMANENCE_OIDC_ISSUER": ISSUER,
    "PERMANENCE_OIDC_CLIENT": "app-1",
    "PERMANENCE_OIDC_SECRET": "not so",
    "PERMANENCE_MODE": "demo",
}
PROVIDERS = provider(Environment(SETTINGS))


class MadeUpProvider:
    """Answers as a provider does: where its pages are, and who signed in."""

    def __init__(self, **claims: Any) -> None:
        now = int(time.time())
        always = {"iss": ISSUER, "aud": "app-1", "iat": now, "exp": now + 600, "sub": "s-1", "oid": "o-1", "tid": "t-1"}
        self.token = jwt.encode({**always, **claims}, "k" * 32)
        self.asked: list[Any] = []

    def __enter__(self) -> MadeUpProvider:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def get(self, address: str, **_: Any) -> Answer:
        pages = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "userinfo_endpoint": "me",
        }
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"], "issuer": ISSUER}
        return Answer({name: f"{ISSUER}/{page}" for name, page in pages.items()} | methods)

    def request(self, method: str, address: str, **sent: Any) -> Answer:
        self.asked.append((method, address, sent))
        return Answer({"access_token": "a-1", "id_token": self.token, "token_type": "Bearer"})


class Answer:
    """An answer in JSON."""

    status_code = 200
    headers = {"content-type": "application/json"}  # noqa: RUF012 - as of an answer that is only read

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said

    def json(self) -> dict[str, Any]:
        return self.said

    def raise_for_status(self) -> None:
        pass


def _sign_in(client: Client, monkeypatch: pytest.MonkeyPatch, **claims: Any) -> tuple[Any, MadeUpProvider]:
    made_up = MadeUpProvider(**claims)
    monkeypatch.setattr(SingleSignOn, "get_requests_session", lambda _: made_up)
    with override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDERS, SECOND_FACTOR_REQUIRED=True):
        away = client.post(reverse("openid_connect_login", args=["council"]))
        asked = parse_qs(urlsplit(away["Location"]).query)
        assert "code_challenge" in asked
        back = {"code": "c-1", "state": asked["state"][0]}
        answer = client.get(reverse("openid_connect_callback", args=["council"]), back)
        client.get(reverse("staff:me"))
        return answer, made_up


def test_one_comes_in_with_the_posts_of_one_s_app_roles(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, made_up = _sign_in(
        client, monkeypatch, name="Sam Reed", email="sam@council.example", roles=["social_worker"]
    )
    person = Person.objects.get(directory_key="t-1:o-1")
    assert (answer.status_code, [role.code for role in person.roles]) == (302, ["social_worker"])
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        assert client.get(reverse("staff:me")).status_code == 200
    assert made_up.asked[0][2]["data"]["code_verifier"]


def test_one_is_known_again_and_follows_the_app_roles(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(client, monkeypatch, name="Sam Reed", email="sam@council.example", roles=["social_worker"])
    _sign_in(Client(), monkeypatch, name="Sam Reed", email="new@council.example", roles=["reviewing_officer"])
    person = Person.objects.get()
    assert [role.code for role in person.roles] == ["reviewing_officer"]


def test_without_a_role_one_stays_outside_and_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, _ = _sign_in(client, monkeypatch, name="Sam Reed", email="sam@council.example", roles=[])
    assert (answer.status_code, b"gives you no role here" in answer.content) == (403, True)
    assert not Person.objects.exists()


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDERS)
def test_the_page_offers_it(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "Sign in with your council account" in page


def test_the_page_may_send_its_form_to_the_provider() -> None:
    policy = content_security_policy(Environment(SETTINGS))
    assert "https://login.example" in policy["DIRECTIVES"]["form-action"]
    assert provider(Environment({})) == {}

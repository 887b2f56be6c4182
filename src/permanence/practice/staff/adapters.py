"""Our ways told to the sign-in package: no self sign-up, enciphered second factors, posts from the directory."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from permanence.practice.refusals import Refusal
from permanence.practice.staff.actions.directory import Claims, sign_in_from_directory


class Accounts(DefaultAccountAdapter):
    """Accounts are made by the system administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class SecondFactor(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps enciphered, so that a copy of the database opens no door."""

    def encrypt(self, text: str) -> str:
        """The text, enciphered with a key that is not in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text in the clear."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SingleSignOn(DefaultSocialAccountAdapter):
    """Knows a person by tenant and object, never by e-mail, and gives them the posts their app roles name."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Before the session begins: the person of these claims, made if new, with their posts brought up to date."""
        try:
            person = sign_in_from_directory(by=None, claims=Claims.of(_data(sociallogin)))
            if sociallogin.is_existing and sociallogin.user != person:
                raise Refusal("The council's sign-in has changed who you are. Tell the system administrator.")
        except Refusal as refusal:
            page = render(request, "design/refused.html", {"refusal": refusal}, status=403)
            raise ImmediateHttpResponse(page) from refusal
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: whoever the directory vouches for has been made a person before this is asked."""
        return False


def _data(sociallogin: Any) -> dict[str, Any]:
    """What the provider said: the userinfo, else the token that says who signed in."""
    said = sociallogin.account.extra_data
    found: dict[str, Any] = said.get("userinfo") or said.get("id_token") or said
    return found

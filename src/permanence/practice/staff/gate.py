"""No page before a second factor, where settings ask for one: an app, a passkey, or the council's own sign-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN = ("account_", "mfa_", "socialaccount_", "openid_connect_")
"""The beginnings of names of pages where a second factor is set up, or one signs out."""


class SecondFactorFirst:
    """Sends a person without a second factor to the page where they set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The way to the set-up page, or None to go on."""
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated or _may_pass(request):
            return None
        messages.info(request, "Before you go on, set up a second way to show that it is you.")
        return redirect("mfa_index")


def _may_pass(request: HttpRequest) -> bool:
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return name.startswith(OPEN) or _by_directory(request) or is_mfa_enabled(request.user)


def _by_directory(request: HttpRequest) -> bool:
    """Whether the council's own sign-in let them in, which asks for a second factor itself."""
    return any(how.get("method") == "socialaccount" for how in get_authentication_records(request, request.user))

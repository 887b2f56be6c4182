"""A session ends when nobody has touched it for a while, and after a working day in any case."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user, logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse

STEP = 60
"""Seconds: how finely idle time is kept. Finer would write the session on every page."""


class SignedInNow(AuthenticationMiddleware):
    """Who is asking, found at once: every page needs to know, and what is found late is found anew at each look."""

    def process_request(self, request: HttpRequest) -> None:
        """Puts the person of the session, or nobody, on the request."""
        super().process_request(request)
        request.user = get_user(request)


class SessionLimits:
    """Signs out a session that is too old or was idle too long, before the page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ends the session or notes that it is in use, then passes the request on."""
        if request.user.is_authenticated:
            if _is_over(request, time()):
                logout(request)
                messages.info(request, "You were signed out to keep records safe. Sign in to go on where you were.")
            else:
                _note(request, time())
        return self.get_response(request)


def _is_over(request: HttpRequest, now: float) -> bool:
    began, seen = request.session.get("began", now), request.session.get("seen", now)
    return bool(
        now - began > settings.SESSION_LIMIT.total_seconds() or now - seen > settings.SESSION_IDLE_LIMIT.total_seconds()
    )


def _note(request: HttpRequest, now: float) -> None:
    if now - request.session.get("seen", 0) >= STEP:
        request.session.setdefault("began", now)
        request.session["seen"] = now

"""The two questions in front of every page about a child: does it exist for this person, and may they do this?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def needs(may: Callable[..., bool]) -> Callable[[View], View]:
    """Shows a page only where the predicate holds for the person signed in; else "not for your role" (403)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.needs = may  # type: ignore[attr-defined]
        return guarded

    return guard


def require(is_so: bool) -> None:
    """Stops with "not for your role" (403) where a predicate about a child does not hold."""
    if not is_so:
        raise PermissionDenied

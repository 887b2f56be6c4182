"""Pages of the sign-in package that nobody here needs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """Not found, for everyone."""
    raise Http404

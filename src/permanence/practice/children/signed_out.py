"""What someone sends after they were signed out: it is kept as their draft, so that it is there when they are back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from permanence.practice.children.actions.drafts import keep_draft
from permanence.practice.children.forms.kept import words_of
from permanence.practice.children.views.kept import child_of
from permanence.practice.children.writers import writer_of


class KeepsWhatWasTyped:
    """Before the sign-in page is shown: keeps a form sent by who is signed out, for who opened it and nobody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Keeps the draft; the sign-in comes next in any case."""
        if request.method != "POST" or request.user.is_authenticated:
            return
        person = writer_of(request.POST.get("writer", ""), request.path)
        if person is None:
            return
        try:
            child = child_of(person, request.path)
        except Http404:
            return
        keep_draft(by=person, page=request.path, written=words_of(request.POST), child=child)
        messages.info(request, "Nothing was recorded, and what you wrote is kept. Sign in to find it in the form.")

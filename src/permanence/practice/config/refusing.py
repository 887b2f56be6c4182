"""A refusal no page has caught becomes a page that says it, and so does an address without a page, not an error."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from permanence.practice.refusals import Refusal


class Refusing:
    """Shows a refusal in its own words, with status 409: the request was understood and cannot be done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes the request on. An address that only a button sends to, opened as a page, says so."""
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            page = render(request, "design/only_sent.html", status=answer.status_code)
            page["Allow"] = answer["Allow"]
            return page
        return answer

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """The page for a refusal; anything else is Django's to handle."""
        if not isinstance(wrong, Refusal):
            return None
        return render(request, "design/refused.html", {"refusal": wrong}, status=409)

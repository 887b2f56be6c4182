"""The minutes as a Word document and as a tagged PDF."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from permanence.practice.meetings.minutes import Minutes
from permanence.practice.meetings.printed.pdf import as_pdf
from permanence.practice.meetings.printed.word import as_word

_MAKERS = {
    "docx": (as_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}

__all__ = ["answer_with", "as_pdf", "as_word"]


def answer_with(minutes: Minutes, form: str, name: str) -> HttpResponse:
    """The document to download in this form (docx or pdf). Raises Http404 for another."""
    if form not in _MAKERS:
        raise Http404
    make, kind = _MAKERS[form]
    answer = HttpResponse(make(minutes), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer

"""Files of comma-separated values, as spreadsheet programs open them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse


def csv_answer(name: str) -> HttpResponse:
    """An empty file of this name to write to; its first sign tells a spreadsheet program that it is UTF-8."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def harmless(value: Any) -> Any:
    """A cell that a spreadsheet program would take for a formula, made text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value

"""What a person types in the forms about facts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from permanence.practice.children.models import Child


def typed(name: str, day: date | None) -> dict[str, str]:
    """A day in its three boxes."""
    parts = (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


def a_form(start: date | None, end: date | None = None, **words: Any) -> dict[str, Any]:
    """A form about a fact as it is posted."""
    return {**typed("start", start), **typed("end", end), "note": "", "once": str(uuid4()), **words}


def record(client: Client, child: Child, kind: str, start: date, **words: Any) -> Any:
    """Posts the form that records a fact."""
    return client.post(reverse("children:record", args=[child.pk, kind]), a_form(start, **words))

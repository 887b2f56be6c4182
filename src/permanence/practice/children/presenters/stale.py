"""What a person is shown whose form came after another's: both versions, side by side, and a way on with either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from permanence.practice.children.forms.child import details_of
from permanence.practice.children.models import Child, Fact
from permanence.practice.children.presenters.facts import line
from permanence.practice.children.words import local_words
from permanence.practice.design.wording import day, moment

Pair = tuple[str, str, str]
"""A field's label, how it stands now, and what this person wrote."""


def stale_fact(told: Sequence[Fact], form: Any, written: Mapping[str, list[str]]) -> dict[str, Any]:
    """A fact that another has changed since its page was opened."""
    latest = told[-1]
    changer = latest.withdrawn_by if latest.withdrawn_at else latest.recorded_by
    at = latest.withdrawn_at or latest.recorded_at
    now = line(latest, local_words())
    return {
        "now": now, "who": changer.name if changer else "A file that was brought in", "at": moment(at),
        "why": _why(told), "withdrawn": bool(latest.withdrawn_at), "written": list(_written(form, written)),
        "posted": list(_posted(written)),
        "go_on": reverse("children:correct", args=[latest.child_id, latest.pk]) if latest.stands else "",
        "look": reverse("children:fact", args=[latest.child_id, latest.pk]),
    }  # fmt: skip


def _why(told: Sequence[Fact]) -> str:
    return told[-1].why or (told[-2].why if len(told) > 1 else "")


def _written(form: Any, written: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """What this person wrote, field by field, in the words of the form."""
    for name, field in form.fields.items():
        typed = field.widget.value_from_datadict(form.data, {}, name) if written else None
        words = _in_words(field, typed)
        if words and name != "once":
            yield field.label or name.capitalize(), words


def _in_words(field: Any, typed: Any) -> str:
    if isinstance(typed, tuple):
        return " ".join(typed)
    names = dict(getattr(field, "choices", ()))
    if isinstance(typed, list):
        return ", ".join(str(names.get(one, one)) for one in typed)
    return str(names.get(typed, typed)) if typed else ""


def _posted(written: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((name, word) for name, words in written.items() for word in words)


# --- a child's details -------------------------------------------------------------------------------------------


def stale_details(child: Child, form: Any, mark: str) -> dict[str, Any]:
    """Details that another has changed since the page was opened: only those on which the two differ."""
    pairs = [pair for pair in _pairs(child, form) if pair[1] != pair[2]]
    written = [
        (name, word)
        for name, word in _posted(dict(form.data.lists()))
        if name not in ("csrfmiddlewaretoken", "seen", "once")
    ]
    return {"pairs": pairs, "posted": [*written, ("seen", mark)], "look": reverse("children:people", args=[child.pk])}


def _pairs(child: Child, form: Any) -> Iterator[Pair]:
    for name, value in details_of(child).items():
        field = form.fields[name]
        mine = form.cleaned_data.get(name) if hasattr(form, "cleaned_data") else None
        yield field.label or name.replace("_", " ").capitalize(), _said(child, name, value), _said(child, name, mine)


def _said(child: Child, name: str, value: Any) -> str:
    if name == "sex":
        return str(dict(Child._meta.get_field("sex").choices or ()).get(value, value or ""))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return day(value) if name == "born" and value else str(value or "")

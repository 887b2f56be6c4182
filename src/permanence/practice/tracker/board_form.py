"""The form that narrows a board: its lists of values, kept as they are drawn, since every board shows all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from permanence.policy.duties import Evaluator
from permanence.policy.terms import terms
from permanence.practice.kept import Kept
from permanence.practice.prepared import prepared_cells
from permanence.practice.procedures.policy import policy_name
from permanence.practice.staff.models import Team
from permanence.practice.tracker.boards import COLOUR_WORDS
from permanence.practice.tracker.filters import AGES, LISTS, STATUSES, Filters
from permanence.tracker.names import title, words

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Select:
    """A filter with a list of values: its name in the address, its label, and the options as they are drawn."""

    name: str
    label: str
    options: SafeString


LABELS = {
    "colour": "Colour", "list": "List", "q": "Search", "team": "Team", "worker": "Worker", "duty": "What is owed",
    "status": "How it stands", "clause": "Paragraph", "legal": "Legal status", "placement": "Lives in", "age": "Age",
}  # fmt: skip


def selects(filters: Filters, ready: Evaluator) -> list[Select]:
    """The filters with a list of values, each with the chosen one marked."""
    return [
        Select(name, LABELS[name], _drawn(_options(name, ready), getattr(filters, name)))
        for name in (*_OPTIONS, "team")
    ]


def value_words(name: str, value: str, ready: Evaluator) -> str:
    """A chosen value in words."""
    fixed: Mapping[str, Mapping[str, str]] = {"colour": COLOUR_WORDS, "list": LISTS}
    known = fixed[name] if name in fixed else dict(_options(name, ready))
    return known.get(value, value)


@lru_cache(maxsize=256)
def _drawn(options: Options, chosen: str) -> SafeString:
    marks = (("", " selected")[value == chosen] for value, _ in options)
    parts = ((value, mark, text) for (value, text), mark in zip(options, marks, strict=True))
    return format_html(
        '<option value="">Any</option>{}', format_html_join("", '<option value="{}"{}>{}</option>', parts)
    )


def _options(name: str, ready: Evaluator) -> Options:
    if name == "team":
        return tuple((str(pk), called) for pk, called in _teams())
    if name not in _OPTIONS:
        return ()
    return _kept.get((policy_name(ready.pack), name), lambda: tuple(_OPTIONS[name](ready)))


@prepared_cells
def _teams() -> Any:
    return Team.objects.values_list("pk", "name")


_kept: Kept[Options] = Kept(256)
"""Options by policy and name: a policy that says something else has another name."""


def _duties(ready: Evaluator) -> Iterable[tuple[str, str]]:
    local = terms(ready.pack.code).local
    return sorted({kind.duty: title(kind.duty, local) for kind in ready.kinds}.items(), key=lambda one: one[1])


_OPTIONS: Mapping[str, Callable[[Evaluator], Any]] = {
    "duty": _duties,
    "clause": lambda ready: [(clause, clause) for clause in dict.fromkeys(kind.clause for kind in ready.kinds)],
    "status": lambda _: STATUSES.items(),
    "legal": lambda _: words("legal_status").items(),
    "placement": lambda _: words("placement").items(),
    "age": lambda _: [(band, band.replace("-", " to ").replace("+", " and over")) for band in AGES],
}

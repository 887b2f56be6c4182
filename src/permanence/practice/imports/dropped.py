"""Facts that an earlier file brought and these files, though they tell of that time, no longer have.

A case system in which an episode was put right sends the new one and is silent about the old. What is gone from the
return stays recorded here unless a person chooses, child by child, to withdraw it: a file may also be only a part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from permanence.practice.children.models import Fact
from permanence.practice.imports.lines import CONFLICTING, DROPPED, Line, said
from permanence.returns.frames import Reading

IN_EVERY_RETURN = ("in_care", "legal_status", "placement", "review")
"""Facts a return tells in full for its year."""

Times = Mapping[str, tuple[date, date]]
"""By kind of fact, the first and last day of which the files tell."""


def times_told(reading: Reading, known_to: Mapping[str, date]) -> Times:
    """The collection year that the files of a return reach into, for each kind of fact they have any of."""
    if not known_to:
        return {}
    last = max(known_to.values())
    first = date(last.year - (last.month < 4), 4, 1)
    tokens = reading.facts.filter(reading.facts["file"].is_in(list(known_to)))["token"].unique()
    kinds = {token.partition(".")[0] for token in tokens}
    return {kind: (first, last) for kind in IN_EVERY_RETURN if kind in kinds}


def dropped(versions: Iterable[Fact], met: Collection[int], times: Times) -> Iterator[Line]:
    """A line for each fact that a file brought, that no stated fact ``met``, and that begins in the time told of."""
    for version in versions:
        if version.stands and version.pk not in met and _came_with_a_return(version) and _is_told_of(version, times):
            yield Line(CONFLICTING, {}, said(version), version.pk, why=DROPPED)


def _came_with_a_return(version: Fact) -> bool:
    """Whether a return stated it: time in care too, of which it may infer the first day (``returns/give_way.py``)."""
    is_stated = not version.basis or version.fact == "in_care"
    return bool(version.file) and is_stated and not version.file.lower().endswith(".xlsx")


def _is_told_of(version: Fact, times: Times) -> bool:
    first, last = times.get(version.fact, (date.max, date.min))
    return first <= version.start <= last

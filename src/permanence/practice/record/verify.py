"""Finds tampering: walks the whole chain and says at which entry it no longer holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef

from permanence.practice.record.chain import BEFORE_THE_FIRST, head, seal_of
from permanence.practice.record.models import Concern, Entry
from permanence.practice.record.triggers import missing

STEP = 2_000


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written: at which entry, and what is wrong."""

    number: int
    wrong: str

    def __str__(self) -> str:
        return f"Entry {self.number}: {self.wrong}" if self.number else self.wrong


def faults(known_head: tuple[int, str] | None = None) -> Iterator[Fault]:
    """Every fault in the record. ``known_head``: a number and seal kept elsewhere, which the chain must still hold."""
    for name in missing(connection):
        yield Fault(0, f"The trigger {name} is not there, so the database would let entries be changed. Run migrate.")
    yield from _chain_faults()
    yield from _lost_concerns()
    if known_head:
        yield from _head_faults(*known_head)


def _chain_faults() -> Iterator[Fault]:
    expected, seal_before = 1, BEFORE_THE_FIRST
    for entry, children in _entries():
        if entry.number != expected:
            yield Fault(entry.number, f"{_between(expected, entry.number)} missing just before it.")
        elif entry.seal != seal_of(entry, children, seal_before):
            yield Fault(entry.number, "its seal does not fit: it, or the list of children it concerns, was changed.")
        expected, seal_before = entry.number + 1, entry.seal


def _between(expected: int, found: int) -> str:
    return f"entry {expected} is" if found == expected + 1 else f"entries {expected} to {found - 1} are"


def _entries() -> Iterator[tuple[Entry, list[int]]]:
    """Every entry in order, with the children it concerns."""
    last = -1
    while page := list(Entry.objects.filter(number__gt=last).order_by("number")[:STEP]):
        concerned = defaultdict(list)
        rows = Concern.objects.filter(entry__gte=page[0].number, entry__lte=page[-1].number)
        for entry, child in rows.values_list("entry_id", "child_id"):
            concerned[entry].append(child)
        yield from ((entry, concerned[entry.number]) for entry in page)
        last = page[-1].number


def _lost_concerns() -> Iterator[Fault]:
    """Lines that belong to an entry no longer there."""
    its_entry = Entry.objects.filter(number=OuterRef("entry_id"))
    lost = Concern.objects.filter(~Exists(its_entry)).values_list("entry_id", flat=True)
    yield from (Fault(number, "it is gone, but the children it concerned still stand.") for number in lost.distinct())


def _head_faults(number: int, seal: str) -> Iterator[Fault]:
    last, _ = head()
    stands = Entry.objects.filter(number=number).values_list("seal", flat=True).first()
    if last < number:
        yield Fault(
            number, f"the chain ends at entry {last}, but entry {number} was written: the last ones were removed."
        )
    elif stands != seal:
        yield Fault(number, "its seal is not the one kept elsewhere: the chain was built anew.")

"""``permanence explain CHILD``: everything one child is owed, in sentences, and what was inferred."""

from __future__ import annotations

import argparse
import textwrap
from datetime import date

import polars as pl

from permanence.policy.duties import DUE, LAPSED, LATE, MET, MISSED, OVERDUE, UNTIMED
from permanence.policy.explain import Explainer, short_day
from permanence.policy.terms import terms

from . import DONE
from .council import Council, evaluator_of, read_council

_GROUPS = (
    ("Overdue", (OVERDUE,)),
    ("Due", (DUE,)),
    ("Open, with no number of days set", (UNTIMED,)),
    ("Missed", (MISSED,)),
    ("Done", (MET, LATE)),
    ("No longer owed", (LAPSED,)),
)


def run(given: argparse.Namespace) -> int:
    """Prints the child's duties, those that need doing first."""
    ready, council = evaluator_of(given), read_council(given)
    place = council.place(given.child)
    alone = council.timeline.part(place, place + 1)
    duties = ready.duties(alone, council.as_at)
    explainer = Explainer(ready, alone, duties, council.as_at, terms(given.pack).local)
    print(f"{_who(council, place)}\n{ready.pack.name}, as at {short_day(council.as_at)}")
    for title, statuses in _GROUPS:
        rows = [row for row in range(len(duties)) if int(duties.status[row]) in statuses]
        rows.sort(key=lambda row: (int(duties.due[row]) or 1 << 30, int(duties.kind[row])))
        if rows:
            print(f"\n{title} ({len(rows)})")
        for row in rows:
            print(textwrap.fill(explainer.sentence(row), 100, initial_indent="  ", subsequent_indent="    "))
    if not len(duties):
        print("\nNothing is owed by this policy.")
    _inferred(council, place)
    return DONE


def _who(council: Council, place: int) -> str:
    child = council.reading.children.row(place, named=True)
    born: date | None = child["born"]
    if born is None:
        return f"Child {child['id']}, date of birth not known"
    had_birthday = (council.as_at.month, council.as_at.day) >= (born.month, born.day)
    return f"Child {child['id']}, aged {council.as_at.year - born.year - (not had_birthday)}"


def _inferred(council: Council, place: int) -> None:
    facts = council.reading.facts
    if "basis" not in facts.columns:
        return
    rows = facts.filter((pl.col("child") == place) & pl.col("basis").is_not_null())
    if rows.height:
        print("\nNot stated anywhere, but inferred from the return; state it in the facts sheet to put it right")
    for fact in rows.iter_rows(named=True):
        until = f" to {short_day(fact['end'])}" if fact["end"] else ""
        print(f"  {fact['token']} from {short_day(fact['start'])}{until}: {fact['basis']}")

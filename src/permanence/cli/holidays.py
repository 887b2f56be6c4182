"""``permanence holidays``: which due dates a late-declared bank holiday moves."""

from __future__ import annotations

import argparse

import numpy as np

from permanence.policy.duties import STATUS, evaluator
from permanence.policy.pack import read_pack
from permanence.policy.timeline import as_date

from . import DONE, Unusable
from .council import calendar_of, read_council


def run(given: argparse.Namespace) -> int:
    """Lists the children, clauses and days that move, and how each row stands afterwards."""
    if not given.holidays:
        raise Unusable(
            "Name the file of late-declared bank holidays with --holidays: a .csv with the columns date and name."
        )
    council, pack = read_council(given), read_pack(given.pack)
    clauses = [kind.clause for kind in evaluator(pack).kinds]
    before = evaluator(pack).duties(council.timeline, council.as_at)
    after = evaluator(pack, calendar_of(given)).duties(council.timeline, council.as_at)
    if len(before) != len(after):
        raise Unusable(
            "These bank holidays change which duties there are, not only their days; compare the two trackers instead."
        )
    moved = np.flatnonzero(before.due != after.due)
    print(f"{len(moved)} due dates move")
    for row in moved.tolist():
        was, now = as_date(before.due[row]), as_date(after.due[row])
        child, status = council.timeline.ids[int(after.child[row])], STATUS[int(after.status[row])]
        print(f"  {child:12} {clauses[int(after.kind[row])]:20} {was} -> {now}  {status}")
    return DONE

"""``permanence track``: the main job - who is owed what, by when, and why."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

from permanence.policy.terms import terms

from . import DONE
from .council import Council, evaluator_of, read_council

if TYPE_CHECKING:
    from permanence.policy.spells import Keys
    from permanence.tracker.names import Local
    from permanence.tracker.tally import Tally

_STALE = timedelta(days=60)


def run(given: argparse.Namespace) -> int:
    """Writes what was asked for and shows the counts."""
    from permanence.tracker.track import track

    ready, council = evaluator_of(given), read_council(given)
    inputs = [path for path in (*given.ssda903, given.facts, given.holidays) if path]
    local = terms(given.pack).local
    _warn_if_stale(council)
    begun = None if given.quiet else _begun_before(council)
    if not any(path.suffix.lower() == ".xlsx" for path in given.output):
        council = council.without_facts()  # only a workbook shows them; the duties come from the timeline
    tally = track(council.reading, council.timeline, ready, council.as_at, given.output, inputs, local)
    if begun is not None:
        _show(tally, council, local, begun)
    for path in given.output:
        print(f"Wrote {path}")
    return DONE


def _warn_if_stale(council: Council) -> None:
    known = council.reading.facts["start"]
    newest = known.filter(known <= council.as_at).max()
    if isinstance(newest, date) and council.as_at - newest > _STALE:
        print(
            f"The newest fact in these files is of {newest}. To see what was owed that day, add --as-at {newest}.",
            file=sys.stderr,
        )


def _show(tally: Tally, council: Council, local: Local, begun_before: Keys) -> None:
    from rich.console import Console

    from permanence.tracker.summary import summary
    from permanence.tracker.time_sheets import yearly
    from permanence.tracker.time_to_permanence import in_a_sentence

    summary(Console(), tally, local)
    print(in_a_sentence(yearly(council.timeline, council.as_at, begun_before)))
    totals = council.reading.totals
    read, used, aside = (int(totals[name].sum()) for name in ("read", "used", "set_aside"))
    problems = council.reading.problems.height
    print(f"Rows read {read:,} = used {used:,} + set aside {aside:,}. Problems named: {problems:,}.")


def _begun_before(council: Council) -> Keys:
    from permanence.tracker.time_sheets import begun_before

    return begun_before(council.reading.facts)

"""``permanence track``: the main job - who is owed what, by when, and why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from permanence.policy.terms import terms

from . import DONE
from .council import Council, evaluator_of, read_council

if TYPE_CHECKING:
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
    show = None if given.quiet else _shown(council, local)
    if not any(path.suffix.lower() == ".xlsx" for path in given.output):
        council = council.without_facts()  # only a workbook shows them; the duties come from the timeline
    tally = track(council.reading, council.timeline, ready, council.as_at, given.output, inputs, local)
    if show:
        show(tally)
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


def _shown(council: Council, local: Local) -> Callable[[Tally], None]:
    """What shows the counts, once they are known. It keeps what it needs of the facts, which may be let go by then."""
    from rich.console import Console

    from permanence.tracker.summary import summary
    from permanence.tracker.time_sheets import begun_before, yearly
    from permanence.tracker.time_to_permanence import in_a_sentence

    timeline, as_at, reading = council.timeline, council.as_at, council.reading
    begun, totals, problems = begun_before(reading.facts), reading.totals, reading.problems.height
    del reading

    def show(tally: Tally) -> None:
        summary(Console(), tally, local)
        print(in_a_sentence(yearly(timeline, as_at, begun)))
        read, used, aside = (int(totals[name].sum()) for name in ("read", "used", "set_aside"))
        print(f"Rows read {read:,} = used {used:,} + set aside {aside:,}. Problems named: {problems:,}.")

    return show

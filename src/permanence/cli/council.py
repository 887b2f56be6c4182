"""A council's files and policy, read as the command line was asked to."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from permanence.policy.days import Calendar, calendar_with
from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.late_holidays import read_holidays
from permanence.policy.pack import read_pack
from permanence.policy.timeline import Timeline
from permanence.returns.frames import Reading, timeline
from permanence.tracker.progress import progress

from . import Unusable
from .left_out import left_out
from .loading import size_of


@dataclass(frozen=True)
class Council:
    """What was read: the reading, its timeline, and the day asked about."""

    reading: Reading
    timeline: Timeline
    as_at: date

    def without_facts(self) -> Council:
        """The same without the table of facts, to keep memory low; the timeline holds what duties need of them."""
        return replace(self, reading=replace(self.reading, facts=self.reading.facts.clear()))

    def place(self, child: str) -> int:
        """Where this child stands in the timeline. Raises Unusable where nobody has the id."""
        ids = self.reading.children["id"]
        found = ids.index_of(child)
        if found is None:
            raise Unusable(
                f"No child has the id '{child}'. The files hold {len(ids)} children; the ids are those of the return."
            )
        return int(found)


def read_council(given: argparse.Namespace) -> Council:
    """The return and the facts sheet the command named. Raises Unusable where one of them holds nothing to use."""
    reading = read_files(given)
    return Council(reading, timeline(reading.children, reading.facts), given.as_at or date.today())


def read_files(given: argparse.Namespace) -> Reading:
    """The files as one reading; stated facts lead inferred ones. Raises Unusable where a return has no child, or a
    facts sheet no row, that can be used."""
    for path in (*given.ssda903, *([given.facts] if given.facts else [])):
        if not Path(path).exists():
            raise Unusable(f"{path} is not there. Check the name; nothing was written.")
    readings = [*_returns(given), *_sheets(given)]
    if len(readings) == 1:
        return readings[0]
    from permanence.returns.merge import combine

    return combine(readings)


def _returns(given: argparse.Namespace) -> list[Reading]:
    """The return, where one was named. Each file of it that was left out is named on standard error, always: the rest
    of a run may look whole without it."""
    if not given.ssda903:
        return []
    from permanence.returns.ssda903.read import read_return

    leave = [given.facts] if given.facts else []
    with progress("Reading the return", size_of(given.ssda903)) as advance:
        read = read_return(given.ssda903, given.unregistered, _newest_day(given), leave, advance)
    if not read.children.height:
        raise Unusable(f"No child could be read from the return. {_why(read) or 'Check they are SSDA903 files.'}")
    for line in left_out(read):
        print(f"{line} See 'Problems in the data' in a tracker written as .xlsx.", file=sys.stderr)
    return [read]


def _sheets(given: argparse.Namespace) -> list[Reading]:
    """The facts sheet, where one was named."""
    if not given.facts:
        return []
    from permanence.returns.spreadsheet.read import read_facts

    read = read_facts(given.facts)
    if not read.totals["used"].sum():
        remedy = "It has no rows. Fill it in, or leave out --facts."
        raise Unusable(f"No row of the facts sheet {given.facts} can be used. {_why(read) or remedy}")
    return [read]


def _why(reading: Reading) -> str:
    """The first problems that were named, where any was: nothing else of the run will show them."""
    return " ".join(
        f"{one['file']}{f', line {line}' if (line := one['line']) else ''}: {one['wrong'].rstrip('.')}. {one['done']}"
        for one in reading.problems.head(_FIRST).iter_rows(named=True)
    )


_FIRST = 3
"""Problems named in an error, which is one paragraph."""


def _newest_day(given: argparse.Namespace) -> date:
    """The day after which nothing can have happened: today or, where someone looks ahead, the day they look at."""
    return max(date.today(), given.as_at or date.min)


def calendar_of(given: argparse.Namespace) -> Calendar:
    """The published bank holidays, and those of the file named by --holidays."""
    return calendar_with(read_holidays(given.holidays) if given.holidays else {})


def evaluator_of(given: argparse.Namespace) -> Evaluator:
    """The evaluator of the pack named by --pack."""
    return evaluator(read_pack(given.pack), calendar_of(given))

"""A council's files and policy, read as the command line was asked to."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from permanence.policy.days import Calendar, calendar_with, read_holidays
from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.pack import read_pack
from permanence.policy.timeline import Timeline
from permanence.returns.frames import Reading, timeline
from permanence.tracker.progress import progress

from . import Unusable


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
    """The return and the facts sheet the command named. Raises Unusable where it named neither."""
    reading = read_files(given)
    if not reading.children.height:
        raise Unusable(f"No child could be read from these files. {_why(reading)}")
    return Council(reading, timeline(reading.children, reading.facts), given.as_at or date.today())


def _why(reading: Reading) -> str:
    """The first problems that were named, where any was: nothing else of the run will show them."""
    named = [
        f"{one['file']}{f', line {line}' if (line := one['line']) else ''}: {one['wrong']} {one['done']}"
        for one in reading.problems.head(_FIRST).iter_rows(named=True)
    ]
    return " ".join(named) or "Check they are SSDA903 files or a facts sheet."


_FIRST = 3
"""Problems named in an error, which is one paragraph."""


def read_files(given: argparse.Namespace) -> Reading:
    """The files as one reading; stated facts lead inferred ones."""
    if not given.ssda903 and not given.facts:
        raise Unusable(
            "Name the files to read: --ssda903 with the folders of the return, or --facts with a facts sheet, or both."
        )
    for path in (*given.ssda903, *([given.facts] if given.facts else [])):
        if not Path(path).exists():
            raise Unusable(f"{path} is not there. Check the name; nothing was written.")
    readings = []
    if given.ssda903:
        from permanence.returns.ssda903.files import size_of
        from permanence.returns.ssda903.read import read_return

        leave = [given.facts] if given.facts else []
        with progress("Reading the return", size_of(given.ssda903)) as advance:
            readings.append(read_return(given.ssda903, _approvals(given), _newest_day(given), leave, advance))
    if given.facts:
        from permanence.returns.spreadsheet.read import read_facts

        readings.append(read_facts(given.facts))
    if len(readings) == 1:
        return readings[0]
    from permanence.returns.merge import combine

    return combine(readings)


def _newest_day(given: argparse.Namespace) -> date:
    """The day after which nothing can have happened: today or, where someone looks ahead, the day they look at."""
    return max(date.today(), given.as_at or date.min)


def _approvals(given: argparse.Namespace) -> dict[str, str] | None:
    """The placement codes that mean a home is unregistered or unapproved, where the command named them."""
    if given.unregistered is None:
        return None
    pairs = (code.partition("=") for code in given.unregistered.upper().split(",") if code.strip() not in ("", "NONE"))
    return {code.strip(): word.strip().lower() or "unregistered" for code, _, word in pairs}


def calendar_of(given: argparse.Namespace) -> Calendar:
    """The published bank holidays, and those of the file named by --holidays."""
    return calendar_with(read_holidays(given.holidays) if given.holidays else {})


def evaluator_of(given: argparse.Namespace) -> Evaluator:
    """The evaluator of the pack named by --pack."""
    return evaluator(read_pack(given.pack), calendar_of(given))

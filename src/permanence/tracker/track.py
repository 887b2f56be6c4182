"""``permanence track``: from a reading and a policy to the files asked for, and the counts for a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from permanence.policy.duties import OVERDUE, SLICE, Duties, Evaluator
from permanence.policy.timeline import Timeline

from .progress import progress
from .tally import Tally
from .writing import CannotWrite, check_folder

if TYPE_CHECKING:
    from permanence.returns.frames import Reading

    from .names import Local


@dataclass(frozen=True)
class Run:
    """What one run works on. ``inputs`` are the files and folders read; ``local`` gives the authority's own words."""

    reading: Reading
    timeline: Timeline
    ready: Evaluator
    as_at: date
    inputs: tuple[Path, ...] = ()
    local: Local = str


def track(
    reading: Reading,
    timeline: Timeline,
    ready: Evaluator,
    as_at: date,
    outputs: Sequence[Path] = (),
    inputs: Sequence[Path] = (),
    local: Local = str,
) -> Tally:
    """Works out every duty as at a day, writes each output by the ending of its name, and gives the counts.

    Endings are .xlsx, .parquet, .csv and .json; with no output the duties are counted only. ``timeline`` is that of
    ``reading``. Raises CannotWrite, before any work, on another ending or a folder that is not there.
    """
    run = Run(reading, timeline, ready, as_at, tuple(inputs), local)
    for path in outputs:
        check_output(path)
    tally = Tally(ready, as_at, len(timeline.ids))
    if not outputs:
        _pass_by(_slices(run, tally))
    for path in outputs:
        tally = Tally(ready, as_at, len(timeline.ids))
        WRITERS[path.suffix.lower()](path, run, tally)
    return tally


def check_output(path: Path) -> None:
    """Raises CannotWrite on an ending that none of the writers has, or a folder that is not there."""
    if path.suffix.lower() not in WRITERS:
        raise CannotWrite(
            f"{path}: its name does not say what kind of file to write. End it with {', '.join(WRITERS)}."
        )
    check_folder(path)


def _slices(run: Run, tally: Tally) -> Iterator[Duties]:
    """The duties of the run, a slice of children at a time, counted as they pass."""
    children = len(run.timeline.ids)
    with progress("Working out duties", children) as advance:
        for duties in tally.passing(run.ready.in_slices(run.timeline, run.as_at, _at_a_time(children))):
            yield duties
            advance(int(duties.child[-1]) - int(duties.child[0]) + 1 if len(duties) else 0)


def _at_a_time(children: int) -> int:
    """Of a council, a sixteenth of its children at a time but 512 at least, so that their duties take little memory
    beside what was read; of far more children than any council has, as many as are quickest."""
    return max(512, children // 16) if children <= 2 * SLICE else SLICE


def _pass_by(slices: Iterable[Duties]) -> None:
    for _ in slices:
        continue


def _parquet(path: Path, run: Run, tally: Tally) -> None:
    from .tables import Rows, notes, write_parquet

    write_parquet(path, Rows(run.ready, run.timeline.ids), _slices(run, tally), notes(run.ready, run.as_at))


def _csv(path: Path, run: Run, tally: Tally) -> None:
    from .tables import Rows, write_csv

    write_csv(path, Rows(run.ready, run.timeline.ids), _slices(run, tally))


def _json(path: Path, run: Run, tally: Tally) -> None:
    from .tables import Rows, write_json

    write_json(path, Rows(run.ready, run.timeline.ids), _slices(run, tally))


def _workbook(path: Path, run: Run, tally: Tally) -> None:
    from .about import about
    from .board import board
    from .sheets import board_sheet, duty_rows, duty_sheets, problem_sheet
    from .time_sheets import begun_before, time_sheets, yearly
    from .workbook import write_workbook

    duties = run.ready.duties(run.timeline, run.as_at)
    tally.add(duties)
    begun = begun_before(run.reading.facts)
    waits = time_sheets(yearly(run.timeline, run.as_at, begun), run.reading.children["id"])
    lines = 2 * len(duties) + tally.of_status(OVERDUE) + int(tally.soon.sum()) + tally.children
    lines += sum(sheet.rows.height for sheet in waits)
    with progress("Writing the workbook", lines + run.reading.problems.height) as advance:
        rows = duty_rows(run.reading, run.ready, duties, _sentences(run, duties, advance), run.local)
        first = board_sheet(board(run.reading, run.ready, duties, run.as_at, run.local))
        sheets = [first, *duty_sheets(rows, duties, run.as_at), *waits, problem_sheet(run.reading)]
        write_workbook(path, sheets, about(run.reading, tally, run.inputs), advance)


def _sentences(run: Run, duties: Duties, advance: Callable[[int], None]) -> Callable[[int], str]:
    from permanence.policy.explain import Explainer

    explainer = Explainer(run.ready, run.timeline, duties, run.as_at, run.local)

    def sentence(row: int) -> str:
        advance(1)
        return explainer.sentence(row)

    return sentence


WRITERS: dict[str, Callable[[Path, Run, Tally], None]] = {
    ".xlsx": _workbook, ".parquet": _parquet, ".csv": _csv, ".json": _json,
}  # fmt: skip
"""What writes a file of each ending."""

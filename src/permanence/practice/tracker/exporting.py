"""A board as the workbook of ``permanence track``: the same sheets, made from the database in place of files.

Limits are those that count. Where another was agreed, a column says what the policy's own limit is, and a sheet of its
own lists all that was agreed, with who agreed it, why, and until when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from permanence.policy.duties import DUE, OVERDUE, Duties, Evaluator
from permanence.policy.explain import Explainer
from permanence.policy.terms import terms
from permanence.policy.timeline import day_number
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.tracker.models import Agreement, Duty
from permanence.practice.tracker.reading import Children, reading_of
from permanence.practice.tracker.words import new_limit_words
from permanence.returns.frames import Reading, timeline
from permanence.tracker.about import about
from permanence.tracker.board import board
from permanence.tracker.names import Local
from permanence.tracker.sheets import Column, Sheet, board_sheet, duty_rows, duty_sheets, problem_sheet
from permanence.tracker.tally import Tally
from permanence.tracker.time_sheets import begun_before, time_sheets, yearly
from permanence.tracker.workbook import write_workbook

_AGREED = (
    Column("child", "Child"), Column("clause", "Clause"), Column("under", "Agreed under"),
    Column("due", "Policy's limit", "date"), Column("limit", "Agreed limit", "date"),
    Column("what", "What was agreed", "long"), Column("by", "Who agreed"),
    Column("on", "Agreed on", "date"), Column("end", "Holds until", "date"), Column("why", "Why", "long"),
)  # fmt: skip
_BESIDE = (Column("agreed", "Agreed otherwise", "long"), Column("own_limit", "Policy's own limit", "date"))


def workbook_of(children: Any, agreed: Sequence[Duty], day: date) -> bytes:
    """The workbook about these children, as the bytes of an .xlsx file.

    ``children`` are those a person may see, and ``agreed`` their open duty rows that have an agreement.
    """
    ready = current_evaluator(day)
    local = terms(ready.pack.code).local
    kept = reading_of(children)
    sheets, tally = _sheets(kept, ready, agreed, day, local)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tracker.xlsx"
        write_workbook(file, sheets, about(kept.reading, tally))
        return file.read_bytes()


def _sheets(
    kept: Children, ready: Evaluator, agreed: Sequence[Duty], day: date, local: Local
) -> tuple[list[Sheet], Tally]:
    reading, lives = kept.reading, timeline(kept.reading.children, kept.reading.facts)
    by_policy = ready.duties(lives, day)
    changed = _places(by_policy, ready, kept, agreed)
    counted, which = _as_agreed(by_policy, changed, day)
    tally = Tally(ready, day, len(lives.ids))
    tally.add(counted)
    explainer = Explainer(ready, lives, by_policy, day, local)
    rows = _with_agreed(reading, ready, counted, local, which, explainer, changed)
    sheets = [
        board_sheet(board(reading, ready, counted, day, local)),
        *(replace(sheet, columns=(*sheet.columns, *_BESIDE)) for sheet in duty_sheets(rows, counted, day)),
        _agreed_sheet(kept, agreed),
        *time_sheets(yearly(lives, day, begun_before(reading.facts)), reading.children["id"]),
        problem_sheet(reading),
    ]
    return sheets, tally


def _with_agreed(
    reading: Reading, ready: Evaluator, counted: Duties, local: Local, which: NDArray[np.intp], explainer: Explainer,
    changed: dict[int, Duty],
) -> pl.DataFrame:  # fmt: skip
    """The rows of the duty sheets, with what was agreed beside them. ``which`` are their places among all rows."""
    sentence: Callable[[int], str] = lambda row: explainer.sentence(int(which[row]))  # noqa: E731
    rows = duty_rows(reading, ready, counted, sentence, local)
    beside = [changed.get(int(place)) for place in which]
    return rows.with_columns(
        pl.Series("agreed", [_words(duty) if duty else None for duty in beside], pl.String),
        pl.Series("own_limit", [duty.due if duty else None for duty in beside], pl.Date),
    )


def _words(duty: Duty) -> str:
    assert duty.agreement is not None  # noqa: S101 - only such rows are asked about
    return f"{duty.agreement.under}: {new_limit_words(duty.agreement, duty.limit)}"


# --- the limits that count ---------------------------------------------------------------------------------------


def _places(duties: Duties, ready: Evaluator, kept: Children, agreed: Sequence[Duty]) -> dict[int, Duty]:
    """The rows for which another limit was agreed, by their place."""
    found: dict[int, Duty] = {}
    for duty in agreed:
        kinds = [
            number for number, kind in enumerate(ready.kinds) if (kind.clause, kind.duty) == (duty.clause, duty.duty)
        ]
        anchor = day_number(duty.anchor) if duty.anchor else 0
        rows = (duties.child == kept.place[duty.child_id]) & np.isin(duties.kind, kinds) & (duties.anchor == anchor)
        found |= {int(place): duty for place in np.flatnonzero(rows & np.isin(duties.status, (DUE, OVERDUE)))}
    return found


def _as_agreed(duties: Duties, changed: dict[int, Duty], day: date) -> tuple[Duties, NDArray[np.intp]]:
    """The rows with the limits that count, without those a child is exempt from; and their places among all rows."""
    due, status, late = duties.due.copy(), duties.status.copy(), duties.days_late.copy()
    keep, as_at = np.ones(len(duties), bool), day_number(day)
    for place, duty in changed.items():
        keep[place] = duty.limit is not None
        if duty.limit is not None:
            due[place] = day_number(duty.limit)
            status[place] = OVERDUE if due[place] < as_at else DUE
            late[place] = max(as_at - int(due[place]), 0)
    return replace(duties, due=due, status=status, days_late=late).only(keep), np.flatnonzero(keep)


def _agreed_sheet(kept: Children, agreed: Sequence[Duty]) -> Sheet:
    lines = [_agreed_line(kept, duty, duty.agreement) for duty in agreed if duty.agreement]
    kinds = {"date": pl.Date}
    schema = {column.name: kinds.get(column.kind, pl.String) for column in _AGREED}
    return Sheet("Agreed otherwise", _AGREED, pl.DataFrame(lines, schema, orient="row"))


def _agreed_line(kept: Children, duty: Duty, agreement: Agreement) -> dict[str, Any]:
    who = (
        f"{agreement.decider.capitalize()}: {agreement.decided_by.name}" if agreement.decided_by else agreement.decider
    )
    return {
        "child": kept.reading.children["id"][kept.place[duty.child_id]], "clause": duty.clause,
        "under": agreement.under, "due": duty.due, "limit": duty.limit,
        "what": new_limit_words(agreement, duty.limit), "by": who,
        "on": agreement.agreed_on, "end": agreement.end, "why": agreement.why,
    }  # fmt: skip

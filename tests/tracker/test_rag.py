"""The colours: the day before, the day, and the day after each line between them."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from permanence.policy.duties import DUE, MET, OVERDUE, UNTIMED, Duties
from permanence.policy.timeline import day_number
from permanence.tracker.rag import AMBER, GREEN, NOTHING, RED, colours_of_children, colours_of_rows, nothing_booked
from tracker.council import AS_AT, pg

READY = pg()
_COLUMNS = Duties.__dataclass_fields__


def _row(strength: str = "must", duty: str = "meeting.permanence", **columns: Any) -> Duties:
    kind = next(n for n, one in enumerate(READY.kinds) if one.strength == strength and (duty == "" or one.duty == duty))
    days = {name: day_number(day) for name, day in columns.items() if isinstance(day, date)}
    values = {"kind": kind, **columns, **days}
    return Duties(**{name: np.array([values.get(name, 0)], np.int32) for name in _COLUMNS})


def _in(days: int) -> date:
    return AS_AT + timedelta(days=days)


@pytest.mark.parametrize(
    ("strength", "status", "due", "booked", "colour"),
    [
        ("must", OVERDUE, _in(-1), None, RED),
        ("must", OVERDUE, _in(-1), _in(1), RED),
        ("should", OVERDUE, _in(-1), None, AMBER),
        ("may", OVERDUE, _in(-1), None, NOTHING),
        ("must", DUE, _in(0), None, AMBER),
        ("must", DUE, _in(14), None, AMBER),
        ("must", DUE, _in(15), None, GREEN),
        ("must", DUE, _in(14), _in(14), GREEN),
        ("must", DUE, _in(14), _in(15), AMBER),
        ("should", UNTIMED, None, None, AMBER),
        ("should", UNTIMED, None, _in(20), GREEN),
        ("must", MET, _in(-9), None, NOTHING),
    ],
)
def test_a_row_gives_its_child_a_colour(strength: str, status: int, due: Any, booked: Any, colour: int) -> None:
    row = _row(strength, duty="", status=status, due=due or 0, booked=booked or 0)
    assert colours_of_rows(READY, row, AS_AT).tolist() == [colour]


@pytest.mark.parametrize(
    ("duty", "status", "due", "booked", "flagged"),
    [
        ("meeting.permanence", OVERDUE, _in(-1), None, True),
        ("meeting.permanence", DUE, _in(14), None, True),
        ("meeting.permanence", DUE, _in(15), None, False),
        ("meeting.permanence", OVERDUE, _in(-1), _in(3), False),
        ("review", DUE, _in(3), None, True),
        ("plan.identified", OVERDUE, _in(-1), None, False),  # nobody books a plan
        ("meeting.permanence", UNTIMED, None, None, False),
    ],
)
def test_nothing_booked(duty: str, status: int, due: Any, booked: Any, flagged: bool) -> None:
    row = _row(duty=duty, status=status, due=due or 0, booked=booked or 0)
    assert nothing_booked(READY, row, AS_AT).tolist() == [flagged]


def test_a_child_has_the_worst_colour_of_its_rows() -> None:
    rows = _row(status=DUE, due=_in(90)).only([0, 0, 0])
    rows.child[:] = (3, 3, 7)
    child, colour = colours_of_children(rows, np.array([GREEN, RED, AMBER], np.int8))
    assert (child.tolist(), colour.tolist()) == ([3, 7], [RED, AMBER])


def test_no_rows_no_colours() -> None:
    child, colour = colours_of_children(_row().only([]), np.zeros(0, np.int8))
    assert (len(child), len(colour)) == (0, 0)

"""Every rule with a limit, the day before its last good day, on it, and the day after: undone, done, and cut short.

The histories and their due days are written by hand in ``openers.yaml``. A rule without an entry there fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from permanence.policy import rules as r
from permanence.policy.contract import work_out
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.timeline import timeline_of
from policy.reference import reference

DAY = timedelta(days=1)
DAY_0 = date(2026, 2, 2)
Facts = list[dict[str, Any]]
OPENERS: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "openers.yaml").read_text(encoding="utf-8"))
ADOPTS = str(Path(__file__).parent / "adopts.yaml")
"""A council that counts the reviews of the adoption regulations."""
TIMED = {
    rule.clause: name
    for name in (ADOPTS, *reversed(BUILT_IN))
    for rule in read_pack(name).rules
    if not isinstance(rule.limit, r.Untimed)
}


@dataclass(frozen=True)
class Edge:
    """A clause, the history that opens it, and how that goes on."""

    clause: str
    due: date
    facts: Facts
    do: Facts
    ends: str | None = None
    known: date | None = None
    opens: date = DAY_0
    from_due: bool = False

    def done_on(self, day: date) -> Facts:
        """The history with what is owed done that day."""
        if "end" in self.do[0]:
            return ended(self.facts, self.do[0]["end"], day)
        return [*self.facts, *({**one, "date": day} for one in self.do)]

    def settled(self, facts: Facts, as_at: date) -> set[tuple[str, int]]:
        """The status and days late of the rows due on the due day, in which engine and referee agree."""
        child = {"id": "c1", "born": date(2015, 6, 1), "facts": facts}
        pack = read_pack(TIMED[self.clause])
        rows = work_out(pack, timeline_of([child]), as_at)
        assert statuses(rows, self) == statuses(reference(pack, child, as_at), self)
        return statuses(rows, self)


def statuses(rows: Iterable[Mapping[str, Any]], edge: Edge) -> set[tuple[str, int]]:
    mine = [row for row in rows if row["clause"] == edge.clause and row["due"] == edge.due]
    return {(row["status"], row["days_late"]) for row in mine}


def ended(facts: Facts, fact: str, day: date) -> Facts:
    """The facts with the spans of this name that still hold ended that day."""
    return [
        {**one, "to": day} if one["fact"] == fact and "date" not in one and "to" not in one else one for one in facts
    ]


def edge_of(clause: str, entry: Mapping[str, Any]) -> Edge:
    do = entry["do"] if isinstance(entry["do"], list) else [entry["do"]]
    return Edge(clause, **{**entry, "do": do})


EDGES = [pytest.param(edge_of(*one), id=one[0]) for one in OPENERS["clauses"].items()]
CUT_SHORT = [one for one in EDGES if one.id != "ENGLAND-26-weeks"]  # whose reason ends only by being done
NO_EXCUSE = [one for one in EDGES if one.id in ("SP-212", "SP-213", "SP-214", "SP-215")]


def test_every_rule_with_a_limit_has_an_edge() -> None:
    assert TIMED.keys() == OPENERS["clauses"].keys()


@pytest.mark.parametrize("edge", EDGES)
def test_undone(edge: Edge) -> None:
    for days, status in ((-1, ("due", 0)), (0, ("due", 0)), (1, ("overdue", 1))):
        as_at = edge.due + days * DAY
        if as_at >= edge.opens:
            assert edge.settled(edge.facts, as_at) == {status}, f"as at {as_at}"


@pytest.mark.parametrize("edge", EDGES)
def test_done(edge: Edge) -> None:
    as_at = max(edge.due + 2 * DAY, edge.opens)
    for days, status in ((-1, ("met", 0)), (0, ("met", 0)), (1, ("late", 1))):
        day = edge.due + days * DAY
        counts = day >= (edge.due if edge.from_due else DAY_0)
        assert edge.settled(edge.done_on(day), as_at) == {status if counts else ("overdue", 2)}, f"done {day}"


@pytest.mark.parametrize("edge", CUT_SHORT)
def test_the_reason_ends(edge: Edge) -> None:
    """Lapsed when it ends on or before the due day, missed after; one that leans on a known day ends after that day."""
    assert edge.ends is not None
    ends = [edge.due - DAY, edge.due, edge.due + DAY] if edge.known is None else [edge.known + DAY]
    for day in ends:
        if day > DAY_0:
            late = max((day - edge.due).days, 0)
            expected = ("missed", late) if late else ("lapsed", 0)
            assert edge.settled(ended(edge.facts, edge.ends, day), max(day, edge.due) + DAY) == {expected}, (
                f"ends {day}"
            )


# --- edges of the readings --------------------------------------------------------------------------------------


@pytest.mark.parametrize("edge", NO_EXCUSE)
def test_leaving_care_by_the_very_order_is_no_excuse(edge: Edge) -> None:
    assert edge.known is not None
    late = (edge.known - edge.due).days
    assert edge.settled(ended(edge.facts, "in_care", edge.known), edge.known + DAY) == {("missed", late)}


def test_a_final_hearing_that_ends_the_proceedings_leaves_the_meeting_missed() -> None:
    """The meeting was owed the day before it; that the hearing was the last day of the reason takes no date away."""
    edge = edge_of("SP-083", OPENERS["clauses"]["SP-083"])
    assert edge.known is not None
    assert edge.settled(ended(edge.facts, "proceedings", edge.known), edge.known) == {("missed", 1)}


# --- edges between one reading and another: the day before, the day, the day after ------------------------------


def rows_of(pack: str, clause: str, facts: Facts, as_at: date = date(2026, 12, 31)) -> list[tuple[date, Any, str]]:
    """Anchor, due day and status of each row of a clause, in which engine and referee agree."""
    child = {"id": "c1", "born": date(2015, 6, 1), "facts": facts}
    found = []
    for rows in (work_out(read_pack(pack), timeline_of([child]), as_at), reference(read_pack(pack), child, as_at)):
        mine = (row for row in rows if row["clause"] == clause)
        found.append([(row["anchor"], row["due"], row["status"]) for row in mine])
    assert found[0] == found[1]
    return found[0]


def section_20(*more: dict[str, Any]) -> Facts:
    return [{"fact": "in_care", "from": DAY_0}, {"fact": "legal_status", "code": "s20", "from": DAY_0}, *more]


@pytest.mark.parametrize(("days", "status"), [(-1, "overdue"), (0, "untimed"), (1, "untimed")])
def test_a_change_of_plan_about_the_day_of_review_2(days: int, status: str) -> None:
    """Before the review there is a day to meet by; on it and after it there is none (PG-076)."""
    review = date(2026, 5, 20)
    held = [{"fact": "review", "date": date(2026, 2, 20)}, {"fact": "review", "date": review}]
    change = {"fact": "change", "code": "care_plan", "date": review + days * DAY}
    [(_, due, found)] = rows_of("PG", "PG-076", section_20(*held, change))
    assert (due, found) == (review - DAY if days < 0 else None, status)


@pytest.mark.parametrize(("days", "rows"), [(-1, 0), (0, 0), (1, 1)])
def test_an_overrun_needs_the_first_day_beyond(days: int, rows: int) -> None:
    """What ends on the first day beyond does not hold on it, and so has not run over."""
    beyond = date(2026, 5, 2)
    home = {"fact": "placement", "code": "foster", "from": DAY_0, "to": beyond + days * DAY}
    odd = str(Path(__file__).parent / "odd.yaml")
    assert len(rows_of(odd, "O-22", section_20(home))) == rows


@pytest.mark.parametrize("second", [DAY_0 - DAY, DAY_0, DAY_0 + DAY])
def test_the_panel_that_ratified_the_first_plan(second: date) -> None:
    """The last before pre-proceedings began; one on the day they began is the first while they run (PP-04)."""
    first = date(2026, 1, 20)
    panels = [{"fact": "panel", "code": "permanence", "outcome": "ratified", "date": day} for day in (first, second)]
    [(anchor, _, _)] = rows_of(
        "PP", "PP-04", [{"fact": "proceedings", "code": "pre_proceedings", "from": DAY_0}, *panels]
    )
    assert anchor == (second if second < DAY_0 else first)


@pytest.mark.parametrize(("days", "moves"), [(-1, 0), (0, 0), (1, 1)])
def test_the_first_home_in_care_is_no_move(days: int, moves: int) -> None:
    """Nor is it where a home from before care had ended by the day care began; one that lasted into care was left."""
    before = {"fact": "placement", "code": "with_parents", "from": date(2025, 1, 1), "to": DAY_0 + days * DAY}
    home = {"fact": "placement", "code": "foster", "from": DAY_0 + 3 * DAY}
    assert len(rows_of("PG", "PG-118", section_20(before, home))) == moves


def test_a_home_that_begins_as_care_begins_is_no_move_even_where_another_is_not_closed() -> None:
    before = {"fact": "placement", "code": "with_parents", "from": date(2025, 1, 1), "to": DAY_0 + 5 * DAY}
    assert rows_of("PG", "PG-118", section_20(before, {"fact": "placement", "code": "foster", "from": DAY_0})) == []


def test_a_home_recorded_twice_is_one_home() -> None:
    first = {"fact": "placement", "code": "foster", "from": DAY_0 + DAY, "to": DAY_0 + 9 * DAY}
    second = {"fact": "placement", "code": "secure", "from": DAY_0 + 9 * DAY}
    [(anchor, _, _)] = rows_of("PG", "PG-118", section_20(first, first, second, second))
    assert anchor == DAY_0 + 9 * DAY


@pytest.mark.parametrize(
    ("home_again", "moves"),
    [
        ({}, 0),
        ({"from": DAY_0 + 20 * DAY}, 1),  # not straight from the stay
        ({"code": "residential"}, 1),
        ({"provider": "in_house"}, 1),
        ({"kin": False}, 1),
        ({"approval": "unapproved"}, 1),
        ({"same_carers": False}, 1),
        ({"code": "residential", "same_carers": True}, 0),
    ],
)
def test_the_return_from_a_temporary_stay(home_again: dict[str, Any], moves: int) -> None:
    """No move where it is to a home like the one the stay interrupted, unless the carers are said to be others."""
    home = {"fact": "placement", "code": "foster", "provider": "agency", "kin": True, "approval": "unregistered"}
    stay = {"fact": "placement", "code": "temporary", "from": DAY_0 + 9 * DAY, "to": DAY_0 + 12 * DAY}
    first = {**home, "from": DAY_0, "to": DAY_0 + 9 * DAY}
    assert (
        len(rows_of("PG", "PG-118", section_20(first, stay, {**home, "from": DAY_0 + 12 * DAY, **home_again}))) == moves
    )


@pytest.mark.parametrize(("entered", "rows"), [(date(2026, 2, 28), 1), (date(2026, 3, 1), 0), (date(2026, 3, 2), 0)])
def test_the_age_on_entering_care(entered: date, rows: int) -> None:
    """Born on 1 March 2011, fifteen on 1 March 2026: fourteen is the oldest age for SP-049."""
    child = {"id": "c1", "born": date(2011, 3, 1), "facts": [{"fact": "in_care", "from": entered}]}
    found = work_out(read_pack("SP"), timeline_of([child]), entered)
    assert sum(row["clause"] == "SP-049" for row in found) == rows


@pytest.mark.parametrize(("issued", "rows"), [(-1, 1), (0, 0), (14, 0)])
def test_proceedings_bring_an_older_child_in_only_while_in_care(issued: int, rows: int) -> None:
    """Review 2 is still ahead on paper, but a child of 16 who has left care is brought in by nothing (SP-049)."""
    left = date(2026, 3, 9)
    care = {"fact": "in_care", "from": DAY_0, "to": left}
    proceedings = {"fact": "proceedings", "code": "care", "from": left + issued * DAY}
    child = {"id": "c1", "born": date(2009, 6, 1), "facts": [care, proceedings]}
    pack, as_at = read_pack("SP"), left + 30 * DAY
    for found in (work_out(pack, timeline_of([child]), as_at), reference(pack, child, as_at)):
        assert sum(row["clause"] == "SP-049" for row in found) == rows


# --- what is booked ---------------------------------------------------------------------------------------------


def booked(pack: str, clause: str, facts: Facts, as_at: date) -> list[date | None]:
    child = {"id": "c1", "born": date(2015, 6, 1), "facts": facts}
    rows = [row for row in work_out(read_pack(pack), timeline_of([child]), as_at) if row["clause"] == clause]
    assert rows
    assert rows == [row for row in reference(read_pack(pack), child, as_at) if row["clause"] == clause]
    return [row["booked"] for row in rows]


def booking(day: date, code: str = "permanence") -> dict[str, Any]:
    return {"fact": "booked", "code": code, "date": day}


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (1, True)])
def test_a_booking_is_open_on_its_day_and_before(days: int, is_open: bool) -> None:
    as_at = DAY_0 + 9 * DAY
    day = as_at + days * DAY
    assert booked("PG", "PG-074", section_20(booking(day)), as_at) == [day if is_open else None]


def test_a_row_that_is_over_has_nothing_booked() -> None:
    left = DAY_0 + 9 * DAY
    assert booked("PG", "PG-068", [{"fact": "in_care", "from": DAY_0, "to": left}, booking(left)], left) == [None]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_booking_that_would_not_count_is_not_shown(days: int) -> None:
    """A meeting on the day of review 1, or before it, is not between the reviews (SP-049); the next one booked is."""
    review, better = date(2026, 2, 20), date(2026, 3, 20)
    facts = section_20(booking(review, "review"), booking(review + days * DAY), booking(better))
    assert booked("SP", "SP-049", facts, DAY_0 + DAY) == [review + DAY if days > 0 else better]


def test_the_first_of_several_bookings_is_shown_whatever_its_kind() -> None:
    """A three-monthly review of a placement with parents may be either meeting (PG-032)."""
    home = [
        {"fact": "in_care", "from": DAY_0},
        {"fact": "legal_status", "code": "care_order", "from": DAY_0},
        {"fact": "placement", "code": "with_parents", "from": DAY_0},
    ]
    first, second = DAY_0 + 10 * DAY, DAY_0 + 20 * DAY
    assert booked("PG", "PG-032", [*home, booking(second, "with_parents_review"), booking(first)], DAY_0) == [first]

"""The facts of a life that no return holds, as the council's own sheet tells them, line by line."""

from __future__ import annotations

from .chance import Chance, weekday
from .council import Window
from .court_facts import record_adoption, record_court, record_pre_proceedings
from .episodes import episodes_of
from .home_facts import record_events, record_homes
from .lives import Care, Life
from .placements import record_placements
from .planning import plan_care
from .sheet import HEADER, Sheet

__all__ = ["HEADER", "facts_before_care", "facts_of"]

STATUS = {
    "V2": "s20",
    "C1": "interim_care_order",
    "C2": "care_order",
    "E1": "placement_order",
    "L1": "emergency",
    "L2": "emergency",
    "J1": "remand",
}


def facts_of(chance: Chance, life: Life, window: Window) -> list[str]:
    """The child's lines. Short breaks are no permanence case and have none; nor has a time the files do not reach."""
    sheet = Sheet(life.child.number, window.today)
    for care in life.cares:
        if care.route == "short_breaks" or care.end < window.first or care.start > window.today:
            continue
        shown = next(episode.start for episode in episodes_of(care) if episode.end >= window.first)
        _before_the_files(care, sheet, shown, window.first)
        record_placements(chance, care, sheet, shown)
        record_court(chance, care, sheet)
        plan_care(chance, life.child, care, sheet)
        record_adoption(chance, care, sheet)
        record_homes(chance, life.child, care, sheet, window.first)
        record_events(chance, care, sheet, window.first)
        _next_review(chance, care, sheet)
    return sheet.rows


def facts_before_care(chance: Chance, number: str, window: Window) -> list[str]:
    """The lines of a child in pre-proceedings who is not in care: the return does not know them."""
    considered = window.today - chance.number(5, 200)
    issued = None if chance.happens(70) else considered + chance.number(60, 150)
    sheet = Sheet(number, window.today, born=considered - chance.number(20, 5000))
    record_pre_proceedings(chance, sheet, considered, issued)
    if issued:
        sheet.span("proceedings", issued, None, "care")
        sheet.plan("hearing", weekday(issued + chance.number(11, 18)), "case_management")
    if chance.happens(60):
        sheet.meeting(chance, "permanence", considered + chance.days(20, 60, 160))
    return sheet.rows


def _next_review(chance: Chance, care: Care, sheet: Sheet) -> None:
    """The next review: booked for most children, within two months."""
    ahead = [day for day in care.reviews if day > sheet.today]
    if ahead and ahead[0] < care.end and chance.happens(80):
        sheet.plan("booked", ahead[0], "review")


def _before_the_files(care: Care, sheet: Sheet, shown: int, first: int) -> None:
    """What older returns held, up to the first episode the two years show: care, orders and reviews."""
    sheet.span("in_care", care.start, shown)
    ends = [day for day, _ in care.orders[1:]] + [care.end]
    for (day, status), end in zip(care.orders, ends, strict=True):
        sheet.span("legal_status", day, min(end, shown), STATUS[status])
    for day in care.reviews:
        if day < first:
            sheet.event("review", day)

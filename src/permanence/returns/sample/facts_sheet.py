"""The facts of a life that no return holds, as the council's own sheet tells them, line by line."""

from __future__ import annotations

from .chance import Chance
from .council import Window
from .court_facts import record_adoption, record_court, record_pre_proceedings
from .episodes import episodes_of
from .home_facts import record_events, record_homes
from .lives import Care, Home, Life
from .planning import plan_care
from .sheet import HEADER, Sheet

__all__ = ["HEADER", "facts_before_care", "facts_of"]

STATUS = {
    "V2": "s20", "C1": "interim_care_order", "C2": "care_order", "E1": "placement_order", "L1": "emergency",
    "L2": "emergency", "J1": "remand",
}
PLACEMENT = {
    "U": "foster", "A": "adoptive", "K1": "secure", "K2": "residential", "K3": "independent", "R3": "residential",
    "R5": "secure", "S1": "residential", "P1": "with_parents", "T1": "temporary", "Z13": "residential",
}
PROVIDER = {"PR1": "in_house", "PR4": "agency", "PR5": "agency"}
YES_NO = {True: "yes", False: "no"}


def facts_of(chance: Chance, life: Life, window: Window) -> list[str]:
    """The child's lines. Short breaks are no permanence case and have none; nor has a time the files do not reach."""
    sheet = Sheet(life.child.number, window.today)
    for care in life.cares:
        if care.route == "short_breaks" or care.end < window.first or care.start > window.today:
            continue
        _before_the_files(care, sheet, window.first)
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
    if chance.happens(60):
        sheet.meeting(chance, "permanence", considered + chance.days(20, 60, 160))
    return sheet.rows


def _next_review(chance: Chance, care: Care, sheet: Sheet) -> None:
    """The next review: booked for most children, within two months."""
    ahead = [day for day in care.reviews if day > sheet.today]
    if ahead and ahead[0] < care.end and chance.happens(80):
        sheet.plan("booked", ahead[0], "review")


def _before_the_files(care: Care, sheet: Sheet, first: int) -> None:
    """What older returns held, up to the first episode the two years show: care, orders, homes and reviews."""
    shown = next(episode.start for episode in episodes_of(care) if episode.end >= first)
    if shown == care.start:
        return
    sheet.span("in_care", care.start, shown)
    ends = [day for day, _ in care.orders[1:]] + [care.end]
    for (day, status), end in zip(care.orders, ends, strict=True):
        sheet.span("legal_status", day, min(end, shown), STATUS[status])
    for home, end in care.stays():
        code = PLACEMENT.get(home.place) or PLACEMENT[home.place[0]]
        sheet.span("placement", home.start, min(end, shown), code, **_told(home))
    for day in care.reviews:
        if day < first:
            sheet.event("review", day)


def _told(home: Home) -> dict[str, str]:
    """A home's attributes, as the return's codes would have told them."""
    told = {"provider": PROVIDER.get(home.provider, ""), "same_carers": "yes" if home.same_carers else ""}
    if home.place[0] == "U":
        told |= {"long_term": YES_NO[home.place in ("U1", "U4")], "kin": YES_NO[home.place in ("U1", "U2", "U3")]}
    return told | ({"approval": "unregistered"} if home.place == "Z13" else {})

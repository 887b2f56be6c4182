"""Permanence planning as it goes: meetings mostly in time, some late, some never; plans that narrow to one option."""

from __future__ import annotations

from .chance import Chance, Odds, friday
from .lives import Care, Child
from .sheet import Sheet

FIRST_MEETING = Odds({"in time": 76, "late": 16, "never": 8})
FIRST_AFTER = {"in time": (6, 20, 28), "late": (29, 44, 130), "never": (150, 220, 400)}
"""Days from entering care, against a limit of four weeks; some of those who never had one get one much later."""

BETWEEN = {
    "order": (35, 44, 84),
    "long_term": (160, 330, 365),
    "residential": (75, 150, 182),
    "with_parents": (60, 88, 180),
    "other": (49, 84, 91),
}
"""Days from one meeting to the next when it is in time: least, usual, most."""

OPTIONS_OF: dict[str, tuple[str, ...]] = {
    "unaccompanied": ("long_term_fostering", "independence"),
    "remand": ("reunification", "residential"),
    "relinquished": ("adoption", "kinship"),
}
END_OPTIONS = {"E41": "kinship", "E4A": "reunification", "E4B": "reunification", "E13": "kinship"}


def plan_care(chance: Chance, child: Child, care: Care, sheet: Sheet) -> None:
    """Record the meetings of one period of care, their papers, the plan and what became of it."""
    held = _meetings(chance, care, sheet)
    single = _plans(chance, child, care, sheet, held)
    _care_plans(care, sheet, single)
    if single:
        _to_panel(chance, care, sheet, single)


def _care_plans(care: Care, sheet: Sheet, single: int | None) -> None:
    """A care plan in the first weeks, and again once one option is left; one child in nine has none.

    Told by the day and not by chance, so that all other stories stay as they are.
    """
    if care.start % 9 == 0:
        return
    sheet.document("care_plan", "approved", care.start + 8)
    if care.start % 4:
        sheet.event("supervision", care.start + 30)
    if single and care.start % 5:
        sheet.document("care_plan", "approved", single + 6)
        sheet.event("explained", single + 9)


def option(child: Child, care: Care) -> str:
    """The option the plan comes down to, known from how the story goes on."""
    if care.adoption:
        return "adoption"
    if care.end_code in ("E45", "E46", "E47", "E48"):
        return "special_guardianship"
    if care.end_code in END_OPTIONS and care.end < child.birthday(18):
        return END_OPTIONS[care.end_code]
    place = care.homes[-1].place
    if place in ("K2", "K1", "S1"):
        return "residential"
    return "independence" if place == "K3" else "long_term_fostering"


def _meetings(chance: Chance, care: Care, sheet: Sheet) -> list[int]:
    """The permanence planning meetings, and their papers."""
    first = chance.pick(FIRST_MEETING)
    held: list[int] = []
    if first == "never" and chance.happens(60):
        return held
    day = care.start + chance.days(*FIRST_AFTER[first])
    while day < min(care.end, sheet.today + 60):
        day = max(sheet.meeting(chance, "permanence", day), care.start)
        if day <= sheet.today:
            held.append(day)
            _papers(chance, sheet, day)
        if chance.happens(3):
            break
        day += _gap(chance, care, day)
    return held


def _gap(chance: Chance, care: Care, day: int) -> int:
    """Days until the next meeting: by what the child's situation asks, and sometimes late."""
    place, order = care.home_on(day).place, care.order_on(day)
    kind = "order" if order == "E1" else {"U4": "long_term", "U1": "long_term", "P1": "with_parents"}.get(place, "")
    kind = kind or ("residential" if place[0] in "KS" else "other")
    gap = chance.days(*BETWEEN[kind])
    return gap if chance.happens(82) else BETWEEN[kind][2] + chance.days(2, 25, 120)


def _papers(chance: Chance, sheet: Sheet, day: int) -> None:
    """Minutes, mostly within five working days; a plan sent to the chair some days before."""
    if chance.happens(25):
        sheet.document("meeting_request", "sent", day - chance.number(10, 25), day)
    if chance.happens(70):
        sheet.document("permanence_plan", "sent", day - chance.days(1, 4, 8), day)
    if not chance.happens(94):
        return
    written = day + (chance.number(1, 7) if chance.happens(80) else chance.number(8, 25))
    sheet.document("minutes", "approved", written, day)
    if chance.happens(85):
        sheet.document("minutes", "distributed", written + chance.number(0, 3), day)


def _plans(chance: Chance, child: Child, care: Care, sheet: Sheet, held: list[int]) -> int | None:
    """The plan in force: parallel at first, later one option. Gives the day it became one, or None."""
    if chance.happens(6):
        return None
    second = care.reviews[1] if len(care.reviews) > 1 else care.start + 110
    begun = second - chance.number(1, 30) if chance.happens(80) else second + chance.number(3, 120)
    if held and chance.happens(70):
        begun = min(begun, held[0])
    single = max(_settled(chance, care, second), begun + 1)
    _parallel(child, care, sheet, begun, min(single, care.end))
    if single >= care.end or single > sheet.today or chance.happens(7):
        return None
    sheet.span("plan", single, care.end, primary=option(child, care))
    sheet.document("permanence_plan", "approved", single + chance.number(0, 6))
    endorsed = [day for day in care.reviews if day >= single]
    if endorsed and chance.happens(80):
        sheet.event("endorsement", endorsed[0])
    return single


def _settled(chance: Chance, care: Care, second: int) -> int:
    """The day one option is left: before the final hearing where there is a court, else around the second review."""
    if care.court:
        return care.court.concluded - chance.days(8, 24, 60)
    return second + chance.days(-10, 4, 200)


def _parallel(child: Child, care: Care, sheet: Sheet, start: int, end: int) -> None:
    """The plan while more than one option is open."""
    young = child.age(care.start) < 6 and care.court
    usual = ("reunification", "kinship", "adoption" if young else "long_term_fostering")
    options: tuple[str, ...] = OPTIONS_OF.get(care.route, usual)
    sheet.document("permanence_plan", "drafted", start)
    if start < end:
        sheet.span("plan", start, end, primary=options[0], parallel=";".join(options[1:]))


def _to_panel(chance: Chance, care: Care, sheet: Sheet, single: int) -> None:
    """The permanence panel hears the plan on a Friday; what it defers comes back two weeks later."""
    sitting = friday(single + chance.days(5, 21, 90))
    if sitting >= care.end or sitting == care.long_term_panel or not chance.happens(78):
        return
    sheet.document("panel_referral", "sent", sitting - (chance.number(5, 9) if chance.happens(80) else 2), sitting)
    outcome = "ratified" if chance.happens(82) else "deferred" if chance.happens(75) else "declined"
    hear(sheet, "permanence", sitting, outcome)
    if outcome == "deferred" and sitting + 14 < care.end:
        hear(sheet, "permanence", sitting + 14, "ratified")


def hear(sheet: Sheet, panel: str, day: int, outcome: str = "ratified") -> None:
    """A panel's sitting: with its outcome once held, without when only listed."""
    if day <= sheet.today:
        sheet.plan("panel", day, panel, outcome=outcome)
    else:
        sheet.plan("panel", day, panel)

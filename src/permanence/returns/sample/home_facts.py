"""What the sheet says of the homes: notice, strain, visits, panels, reviews of homes that need a manager's eye."""

from __future__ import annotations

from .chance import Chance, friday
from .lives import Care, Child, Home
from .planning import hear
from .sheet import Sheet

ACHIEVED = {
    "E45": "special_guardianship",
    "E46": "special_guardianship",
    "E47": "special_guardianship",
    "E48": "special_guardianship",
    "E41": "kinship",
    "E4A": "reunification",
    "E5": "independence",
    "E6": "independence",
}
"""Permanence as it was achieved by leaving care; adoption is told with its hearing."""


def record_homes(chance: Chance, child: Child, care: Care, sheet: Sheet, kept_since: int) -> None:
    """Facts of every home, of consent, and of leaving care. Visits are on the sheet only from ``kept_since`` on."""
    for home, end in care.stays():
        if home.start > sheet.today:
            _ahead(care, home, sheet)
            break
        HOMES.get(home.place, _other)(chance, care, home, end, sheet)
        _notice(chance, home, end, sheet)
        if home.place in ("U1", "U4"):
            _visits(chance, max(home.start, kept_since), min(end, sheet.today), sheet)
    if care.orders[0][1] == "V2":
        _agreement(chance, care, sheet)
    if care.end_code in ACHIEVED:
        sheet.event("permanence_achieved", care.end, ACHIEVED[care.end_code])
    turned_16 = child.birthday(16)
    if care.start < turned_16 < care.end and chance.happens(85):
        sheet.event("transfer", turned_16 + chance.days(0, 30, 150), "leaving_care")


def _ahead(care: Care, home: Home, sheet: Sheet) -> None:
    """Of a home not yet begun only the panel that will hear of it is known."""
    if home.start == care.long_term_panel:
        hear(sheet, "permanence", home.start)


def record_events(chance: Chance, care: Care, sheet: Sheet, kept_since: int) -> None:
    """What does not happen to every child: a formulation meeting, drift found, contact stopped, siblings kept apart."""
    if chance.happens(30):
        sheet.meeting(chance, "formulation", care.start + chance.days(5, 14, 40))
    since = max(care.start, kept_since)
    _news(chance, care, since, sheet)
    if chance.happens(2):
        _contact_stopped(chance, since + chance.number(10, 300), care.end, sheet)
    if chance.happens(8):
        _tracked(chance, max(since, sheet.today - 300), min(care.end, sheet.today + 35), sheet)


def _news(chance: Chance, care: Care, since: int, sheet: Sheet) -> None:
    """What may reopen planning, while the child is in care."""
    heard = {("change", code): often for code, often in CHANGES.items()}
    heard |= {(fact, ""): often for fact, often in SIBLINGS.items()}
    for (fact, code), often in heard.items():
        if chance.happens(often):
            day = since + chance.number(20, 500)
            if day < care.end:
                sheet.event(fact, day, code)


CHANGES = {
    "circumstances": 10,
    "assessment": 9,
    "drift": 5,
    "care_plan": 6,
    "child_wish": 4,
    "undecided": 4,
    "reflection": 2,
    "sibling_separation": 2,
    "option_discounted": 4,
}
SIBLINGS = {"sibling_group_staying": 3, "sibling_permanence": 2}
"""How often, in a hundred periods of care."""


def _contact_stopped(chance: Chance, day: int, end: int, sheet: Sheet) -> None:
    if day < end:
        sheet.span("contact_suspended", day, min(day + chance.days(3, 7, 40), end))
        if chance.happens(70):
            sheet.event("legal_advice", day + chance.number(0, 5))


def _tracked(chance: Chance, day: int, end: int, sheet: Sheet) -> None:
    """Monthly tracking."""
    while day < end:
        sheet.meeting(chance, "tracking", day)
        day += chance.days(24, 30, 45)


def _agreement(chance: Chance, care: Care, sheet: Sheet) -> None:
    """Section 20: consent given, and asked again every year or forgotten; a panel after twelve weeks."""
    until = next((day for day, status in care.orders if status != "V2"), care.end)
    day = care.start
    while day < until:
        sheet.event("consent", day)
        day += chance.days(300, 355, 365) if chance.happens(75) else chance.number(370, 600)
    sitting = friday(care.start + chance.days(75, 88, 130))
    if sitting < until and chance.happens(75):
        hear(sheet, "entry_to_care", sitting)


def _notice(chance: Chance, home: Home, end: int, sheet: Sheet) -> None:
    """Carers who ask for a move give notice; a moving on meeting mostly follows within the week."""
    if home.left_because not in ("CREQB", "CREQO", "CLOSE") or home.start + 10 > end:
        return
    notice = max(home.start + 3, end - chance.days(3, 24, 28))
    strained = max(home.start, notice - chance.number(5, 40))
    if strained <= sheet.today and chance.happens(50):
        sheet.event("placement_difficulty", strained)
        meeting = "supporting_placement" if chance.happens(60) else "placement_stability"
        sheet.meeting(chance, meeting, strained + chance.days(2, 8, 30))
    if notice > sheet.today:
        return
    sheet.event("notice", notice)
    if chance.happens(75):
        sheet.meeting(chance, "moving_on", min(notice + chance.days(1, 5, 14), end))


def _visits(chance: Chance, start: int, end: int, sheet: Sheet) -> None:
    """Visits to a long-term home, every twelve weeks at the latest, mostly."""
    day = start + chance.number(3, 40)
    while day < end:
        sheet.event("visit", day)
        day += chance.days(30, 56, 84) if chance.happens(92) else chance.number(85, 140)


def _long_term(chance: Chance, care: Care, home: Home, end: int, sheet: Sheet) -> None:
    """Matched, ratified by the panel that day, permanence achieved; the team around the child meets twice a year."""
    sheet.event("match", home.start - chance.number(3, 25), "long_term_foster")
    if home.start == care.long_term_panel:
        hear(sheet, "permanence", home.start)
        hear(sheet, "long_term_fostering" if chance.happens(40) else "fostering", home.start)
    if chance.happens(90):
        sheet.event("permanence_achieved", home.start, "long_term_fostering")
    day = home.start + chance.days(60, 150, 183)
    while day < min(end, sheet.today + 60):
        day = sheet.meeting(chance, "team_around_child", day)
        day += chance.days(100, 172, 183) if chance.happens(85) else chance.number(186, 300)


def _with_parents(chance: Chance, care: Care, home: Home, end: int, sheet: Sheet) -> None:
    """At home under an order: agreed by a panel first, then reviewed every three months."""
    if chance.happens(70):
        hear(sheet, "permanence", friday(home.start - 12))
    day = home.start + chance.days(50, 84, 92)
    while day < min(end, sheet.today + 60):
        day = sheet.meeting(chance, "with_parents_review", day)
        day += chance.days(60, 85, 92) if chance.happens(80) else chance.number(95, 160)


def _unregistered(chance: Chance, care: Care, home: Home, end: int, sheet: Sheet) -> None:
    """A home nobody has registered: a senior manager looks every week."""
    day = home.start + chance.number(1, 7)
    while day < min(end, sheet.today + 14):
        day = sheet.meeting(chance, "placement_review", day)
        day += 7 if chance.happens(85) else chance.number(9, 20)


def _residential(chance: Chance, care: Care, home: Home, end: int, sheet: Sheet) -> None:
    """Paid for with Health and Education for some; agreed by the care planning panel."""
    if chance.happens(35):
        sheet.span("jointly_funded", home.start + chance.number(0, 60), end)
    if chance.happens(55):
        hear(sheet, "care_planning", friday(home.start + chance.days(-10, 12, 60)))


def _secure(chance: Chance, care: Care, home: Home, end: int, sheet: Sheet) -> None:
    sheet.event("change", max(home.start, end - chance.number(12, 35)), "exit_planned")


def _other(chance: Chance, care: Care, home: Home, end: int, sheet: Sheet) -> None:
    """Nothing of its own is recorded for these homes."""


HOMES = {
    "U1": _long_term,
    "U4": _long_term,
    "P1": _with_parents,
    "Z13": _unregistered,
    "K2": _residential,
    "K1": _secure,
}

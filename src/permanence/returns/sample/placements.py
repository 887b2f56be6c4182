"""What the sheet says of placements: those older returns held, and those the codes of a return only hint at."""

from __future__ import annotations

from .chance import Chance
from .lives import Care, Home
from .sheet import Sheet

PLACEMENT = {
    "U": "foster",
    "A": "adoptive",
    "K1": "secure",
    "K2": "residential",
    "K3": "independent",
    "R3": "residential",
    "R5": "secure",
    "S1": "residential",
    "P1": "with_parents",
    "T1": "temporary",
    "Z13": "residential",
}
PROVIDER = {"PR1": "in_house", "PR4": "agency", "PR5": "agency"}
YES_NO = {True: "yes", False: "no"}

ONLY_HINTED = ("U1", "U4", "Z13", "R5")
"""Long-term homes agreed by a panel, unregistered homes, youth custody: the council states these itself."""

REVIEWED_EVERY = 28
"""Days between reviews of relatives who foster before they are approved, as set at sign-off."""


def record_placements(chance: Chance, care: Care, sheet: Sheet, shown: int) -> None:
    """Homes up to the first episode the files show (``shown``); after it, what a return cannot say."""
    for home, end in care.stays():
        if home.start > sheet.today:
            break
        if home.place in ONLY_HINTED:
            _state(sheet, home, end)
        elif home.start < shown:
            _state(sheet, home, min(end, shown))
        elif home.place == "U3" and chance.happens(9):
            _not_yet_approved(chance, sheet, home, end)


def _state(sheet: Sheet, home: Home, end: int, **more: str) -> None:
    code = PLACEMENT.get(home.place) or PLACEMENT[home.place[0]]
    sheet.span("placement", home.start, end, code, **_told(home), **more)


def _told(home: Home) -> dict[str, str]:
    """A home's attributes, as the return's codes would have told them."""
    told = {"provider": PROVIDER.get(home.provider, ""), "same_carers": "yes" if home.same_carers else ""}
    if home.place[0] == "U":
        told |= {"long_term": YES_NO[home.place in ("U1", "U4")], "kin": YES_NO[home.place in ("U1", "U2", "U3")]}
    return told | ({"approval": "unregistered"} if home.place == "Z13" else {})


def _not_yet_approved(chance: Chance, sheet: Sheet, home: Home, end: int) -> None:
    """A relative the child went to at once: a senior manager looks at it until the approval comes."""
    _state(sheet, home, end, approval="unapproved", review_every_days=str(REVIEWED_EVERY))
    day = home.start + chance.number(2, 9)
    while day < min(end, sheet.today + 30):
        sheet.meeting(chance, "placement_review", day)
        day += chance.number(21, 28) if chance.happens(85) else chance.number(30, 60)

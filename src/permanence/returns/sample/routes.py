"""How a period of care goes in law: agreement, court, adoption, remand. Each route ends in a way its story allows."""

from __future__ import annotations

from .chance import Chance, Odds, weekday
from .lives import Adoption, Care, Child, Court

ROUTES = Odds(
    {
        "court": 560,
        "agreement": 250,
        "unaccompanied": 95,
        "remand": 30,
        "short_breaks": 35,
        "relinquished": 8,
    }
)

NEEDS = {
    "court": Odds({"N1": 78, "N5": 12, "N3": 4, "N4": 4, "N8": 2}),
    "agreement": Odds({"N1": 45, "N5": 18, "N4": 16, "N2": 8, "N3": 7, "N6": 6}),
    "unaccompanied": Odds({"N8": 1}),
    "remand": Odds({"N6": 4, "N5": 2, "N1": 1}),
    "short_breaks": Odds({"N2": 1}),
    "relinquished": Odds({"N8": 3, "N4": 1}),
}
OUTCOMES = Odds({"care_order": 62, "special_guardianship": 16, "home": 15, "arrangements": 7})
OUTCOMES_YOUNG = Odds(
    {
        "care_order": 34,
        "placement_order": 36,
        "special_guardianship": 18,
        "home": 9,
        "arrangements": 3,
    }
)
AGREEMENT = Odds({"home": 52, "stays": 22, "court": 22, "moves": 4})
HOME = Odds({"E4A": 70, "E4B": 18, "E13": 12})
MOVES = Odds({"E3": 6, "E8": 5, "E16": 1})
ADULT = Odds({"E17": 34, "E5": 36, "E6": 10, "E7": 6, "E4A": 9, "E8": 5})
OF_REMAND = Odds({"E14": 68, "E9": 24, "E4A": 8})
SPECIAL_GUARDIANSHIP = "SGO"
"""Stands for E45 to E48 until it is known who the child lived with."""


def care_of(chance: Chance, child: Child, route: str, start: int) -> Care:
    """The period of care that begins on ``start`` by this route: its orders, its court and how it ends."""
    need = chance.pick(NEEDS[route])
    care = Care(route, start, need, [(start, "V2")], child.birthday(18), chance.pick(ADULT))
    WAYS[route](chance, child, care)
    _end_by(care, care.end)
    return care


def _agreement(chance: Chance, child: Child, care: Care) -> None:
    way = chance.pick(AGREEMENT)
    if way == "court":
        _court(chance, child, care, care.start + chance.days(12, 45, 260))
    elif way == "home":
        _leave(care, care.start + chance.days(2, 60, 420), chance.pick(HOME))
    elif way == "moves":
        _leave(care, care.start + chance.days(30, 150, 700), chance.pick(MOVES))


def _through_court(chance: Chance, child: Child, care: Care) -> None:
    if chance.happens(22):
        care.orders = [(care.start, "L2")]
        _court(chance, child, care, care.start + chance.number(4, 8))
    elif chance.happens(7):
        care.orders = [(care.start, "L1")]
        _court(chance, child, care, care.start + chance.number(1, 3))
    else:
        care.orders = []
        _court(chance, child, care, care.start)


def _court(chance: Chance, child: Child, care: Care, interim: int) -> None:
    """Proceedings: 26 weeks are the usual length, and many run over."""
    if interim >= care.end - 60:
        care.orders = care.orders or [(care.start, "C1")]
        return
    issued = weekday(interim - chance.number(0, 9))
    court = care.court = Court(issued, weekday(max(issued + chance.days(130, 180, 400), interim + 60)))
    if chance.happens(45):
        court.considered = issued - chance.days(50, 110, 240)
    care.orders.append((interim, "C1"))
    if court.concluded < care.end - 30:
        young = child.age(court.concluded) < 5
        OUTCOME[chance.pick(OUTCOMES_YOUNG if young else OUTCOMES)](chance, care, court)


def _care_order(chance: Chance, care: Care, court: Court) -> None:
    court.care_order = True
    care.orders.append((court.concluded, "C2"))
    if chance.happens(14):
        way = SPECIAL_GUARDIANSHIP if chance.happens(45) else chance.pick(HOME)
        _leave(care, court.concluded + chance.days(200, 600, 2200), way)


def _special_guardianship(chance: Chance, care: Care, court: Court) -> None:
    _leave(care, court.concluded, SPECIAL_GUARDIANSHIP)


def _home(chance: Chance, care: Care, court: Court) -> None:
    _leave(care, court.concluded, "E4A")


def _arrangements(chance: Chance, care: Care, court: Court) -> None:
    _leave(care, court.concluded, "E41")


def _placement_order(chance: Chance, care: Care, court: Court) -> None:
    ordered = court.concluded
    court.care_order = True
    care.orders.append((ordered, "E1"))
    adoption = care.adoption = Adoption(ordered - chance.number(8, 40), ordered, with_carers=chance.happens(18))
    if chance.happens(14):
        adoption.reversed = ordered + chance.days(300, 480, 800)
        care.orders.append((adoption.reversed, "C2"))
    else:
        _placed_and_adopted(chance, care, adoption, ordered, "E12")


def _relinquished(chance: Chance, child: Child, care: Care) -> None:
    adoption = care.adoption = Adoption(care.start + chance.number(45, 80), with_carers=chance.happens(30))
    _placed_and_adopted(chance, care, adoption, adoption.decided, "E11")


def _placed_and_adopted(chance: Chance, care: Care, adoption: Adoption, since: int, end_code: str) -> None:
    adoption.matched = since + (chance.days(20, 50, 110) if adoption.with_carers else chance.days(40, 190, 620))
    adoption.placed = adoption.matched + chance.number(12, 45)
    _leave(care, adoption.placed + chance.days(100, 190, 420), end_code)


def _remand(chance: Chance, child: Child, care: Care) -> None:
    care.orders = [(care.start, "J1")]
    _leave(care, care.start + chance.days(9, 60, 190), chance.pick(OF_REMAND))


def _unaccompanied(chance: Chance, child: Child, care: Care) -> None:
    if chance.happens(8):
        _leave(care, care.start + chance.days(20, 90, 400), "E8" if chance.happens(60) else "E15")


def _short_breaks(chance: Chance, child: Child, care: Care) -> None:
    care.orders = [(care.start, "V4")]
    _leave(care, care.start + chance.days(150, 500, 1500), "E8")


def _leave(care: Care, day: int, end_code: str) -> None:
    """Leave care on a day, unless the eighteenth birthday comes first. Courts and social workers act on weekdays."""
    if day < care.end - 14:
        care.end, care.end_code = max(weekday(day), care.start + 1), end_code


def _end_by(care: Care, end: int) -> None:
    """Nothing begins after care has ended; an adoption the eighteenth birthday overtakes never happens."""
    care.orders = [(day, status) for day, status in care.orders if day < end]
    adoption = care.adoption
    if adoption and (adoption.decided >= end or (adoption.placed or 0) >= end):
        care.adoption = None


WAYS = {
    "court": _through_court,
    "agreement": _agreement,
    "unaccompanied": _unaccompanied,
    "remand": _remand,
    "short_breaks": _short_breaks,
    "relinquished": _relinquished,
}
OUTCOME = {
    "care_order": _care_order,
    "placement_order": _placement_order,
    "special_guardianship": _special_guardianship,
    "home": _home,
    "arrangements": _arrangements,
}

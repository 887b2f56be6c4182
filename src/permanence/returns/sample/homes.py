"""Where children live, from home to home: fostering, kin, long-term homes, residential care, adoption, short stays."""

from __future__ import annotations

from .chance import Chance, Odds, friday
from .children import postcode
from .lives import Adoption, Care, Child, Home

FIRST = Odds({"U6": 74, "U3": 20, "U5": 2, "R3": 4})
FIRST_OLDER = Odds({"U6": 60, "U3": 12, "K2": 24, "Z13": 4})
FIRST_OF = {
    "unaccompanied": Odds({"U6": 60, "K2": 15, "K3": 25}),
    "remand": Odds({"R5": 45, "K2": 25, "K1": 15, "U6": 15}),
    "short_breaks": Odds({"K2": 45, "U6": 55}),
    "relinquished": Odds({"U6": 1}),
}
NEXT = Odds({"U6": 72, "U3": 16, "P1": 8, "R3": 1, "K2": 3})
NEXT_OLDER = Odds({"U6": 50, "U3": 9, "K2": 30, "P1": 5, "Z13": 3, "K1": 2, "S1": 1})
NEXT_OF_16 = Odds({"U6": 26, "K2": 22, "K3": 48, "Z13": 3, "K1": 1})
STAYS = {
    "U6": (5, 60, 800),
    "U3": (20, 150, 1300),
    "U5": (60, 250, 600),
    "R3": (40, 84, 120),
    "K2": (15, 120, 900),
    "K3": (20, 150, 700),
    "P1": (40, 180, 700),
    "K1": (28, 70, 150),
    "R5": (15, 60, 150),
    "S1": (100, 300, 900),
    "Z13": (9, 40, 130),
    "U4": (400, 1900, 5000),
    "U1": (500, 2400, 6000),
}
"""Days in a home of each kind: least, usual, most."""

PROVIDERS = {
    "U": Odds({"PR1": 55, "PR4": 31, "PR5": 14}),
    "A": Odds({"PR1": 70, "PR5": 18, "PR2": 12}),
    "K2": Odds({"PR4": 76, "PR1": 17, "PR5": 7}),
    "K3": Odds({"PR4": 82, "PR5": 18}),
    "K1": Odds({"PR2": 60, "PR4": 40}),
    "R3": Odds({"PR4": 70, "PR5": 30}),
    "R5": Odds({"PR3": 70, "PR4": 30}),
    "S1": Odds({"PR4": 1}),
    "P1": Odds({"PR0": 1}),
}
PLANNED = Odds({"CARPL": 70, "OTHER": 8, "LAREQ": 22})
UNPLANNED = Odds({"CREQB": 30, "CREQO": 22, "CHILD": 16, "STAND": 9, "ALLEG": 9, "CLOSE": 6, "APPRR": 2, "OTHER": 6})
OWN_FOSTERING = "1255501"


def find_homes(chance: Chance, child: Child, care: Care) -> None:
    """Fill the period of care with homes, and settle what waits on them (the kind of special guardian)."""
    adoption = care.adoption
    until = (adoption.placed if adoption else None) or care.end
    care.homes.append(_home(chance, child, care.start, _first(chance, child, care), ""))
    while (day := _next_change(chance, care)) < until - 21:
        _move(chance, child, care, day)
    if adoption and adoption.placed:
        _place_for_adoption(chance, child, care, adoption, adoption.placed)
    if care.end_code == "SGO":
        care.end_code = _guardian(chance, care.homes[-1].place)


def _first(chance: Chance, child: Child, care: Care) -> str:
    age = child.age(care.start)
    odds = FIRST_OF.get(care.route) or (FIRST_OLDER if age >= 11 else FIRST)
    place = chance.pick(odds)
    if place == "K3" and age < 16:
        return "U6"
    return "U6" if place == "R3" and age > 1 else place


def _next_change(chance: Chance, care: Care) -> int:
    """The day the home changes: when its time is up, or for some the very day an order is made."""
    since = care.homes[-1].start
    day = since + _stay(chance, care)
    orders = [made for made, _ in care.orders if since + 5 < made < day]
    return orders[0] if orders and chance.happens(20) else day


def _stay(chance: Chance, care: Care) -> int:
    """How long a home lasts; a home of short breaks lasts as long as the breaks."""
    if care.route == "short_breaks":
        return care.end - care.start
    return chance.days(*STAYS[care.homes[-1].place])


def _move(chance: Chance, child: Child, care: Care, day: int) -> None:
    """The next home: agreed as long-term with the same carers, or a short stay and back, or a move."""
    last = care.homes[-1]
    order = care.order_on(day)
    if last.place in ("U3", "U6") and order == "C2" and 3 <= child.age(day) <= 16 and chance.happens(62):
        _stay_for_good(care, last, friday(day))
    elif last.place[0] in "UK" and last.place != "K1" and chance.happens(9) and day + 30 < care.end:
        _short_stay(chance, care, last, day)
    else:
        _leave_for(chance, child, care, day, _next(chance, child, order, day, last.place, bool(care.adoption)))


def _stay_for_good(care: Care, last: Home, panel: int) -> None:
    """The long-term panel ratifies the home the child is in: another code, the same carers."""
    last.left_because = "CARPL"
    care.long_term_panel = panel
    place = {"U3": "U1", "U6": "U4"}[last.place]
    care.homes.append(Home(panel, place, last.provider, last.post, last.urn, same_carers=True))


def _short_stay(chance: Chance, care: Care, last: Home, day: int) -> None:
    """In hospital for a while, then back to the same home; neither is a change of home with a reason."""
    back = day + chance.number(2, 16)
    care.homes.append(Home(day, "T1", post=postcode(chance, own=False)))
    care.homes.append(Home(back, last.place, last.provider, last.post, last.urn))


def _leave_for(chance: Chance, child: Child, care: Care, day: int, place: str) -> None:
    last = care.homes[-1]
    planned = place in ("P1", "K3", "K1", "U3") or last.place in ("R3", "Z13", "K1", "R5", "P1")
    last.left_because = chance.pick(PLANNED if planned else UNPLANNED)
    care.homes.append(_home(chance, child, day, place, last.post))


def _next(chance: Chance, child: Child, order: str, day: int, last: str, to_be_adopted: bool) -> str:
    age = child.age(day)
    place = chance.pick(NEXT_OF_16 if age >= 16 else NEXT_OLDER if age >= 10 else NEXT)
    if place == "P1" and (order not in ("C1", "C2") or last == "P1" or to_be_adopted):
        return "U6"
    if (place == "R3" and age > 1) or (place == "K2" and age < 7):
        return "U6"
    return place


def _place_for_adoption(chance: Chance, child: Child, care: Care, adoption: Adoption, day: int) -> None:
    """Placed with adopters: with the carers the child lives with (by consent A3, by order A5), or with others."""
    last = care.homes[-1]
    last.left_because = "CARPL"
    adoption.with_carers = adoption.with_carers and last.place[0] == "U"
    consent = adoption.ordered is None
    if adoption.with_carers:
        place = "A3" if consent else "A5"
        care.homes.append(Home(day, place, last.provider, last.post, last.urn, same_carers=True))
    else:
        care.homes.append(_home(chance, child, day, "A4" if consent else "A6", last.post))


def _home(chance: Chance, child: Child, day: int, place: str, last_post: str) -> Home:
    """A home of this kind somewhere else than the last, with what its kind has: provider, postcode, registration."""
    if place == "Z13":
        return Home(day, place, post=postcode(chance, own=False))
    provider = chance.pick(PROVIDERS.get(place) or PROVIDERS[place[0]])
    if place == "P1":
        return Home(day, place, provider, child.home_post)
    near = provider in ("PR1", "PR2") or chance.happens(35)
    post = postcode(chance, own=near)
    while post in (child.home_post, last_post):
        post = postcode(chance, own=near)
    return Home(day, place, provider, post, _registration(chance, place, provider))


def _registration(chance: Chance, place: str, provider: str) -> str:
    """The provider's Ofsted number: an agency or a regulated setting has one."""
    if place == "R5":
        return ""
    if place in ("K1", "K2"):
        return f"SC{chance.number(40, 48)}{chance.number(1000, 9999)}"
    if provider == "PR1":
        return OWN_FOSTERING
    return f"{chance.number(12, 27)}{chance.number(10, 99)}{chance.number(100, 999)}"


def _guardian(chance: Chance, place: str) -> str:
    """E45 and E46: who fostered the child, kin or not; E47 and E48: others, kin or not."""
    if place in ("U1", "U2", "U3"):
        return "E45"
    if place[0] == "U" and chance.happens(35):
        return "E46"
    return "E47" if chance.happens(85) else "E48"

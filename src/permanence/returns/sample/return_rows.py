"""The rows of an SSDA903 return for one year: what the council reports of a life, in the codes of that year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from .chance import Chance, Odds
from .episodes import Episode, episodes_of
from .health import review_code, year_of_health
from .lives import Adoption, Care, Child, Life

COLUMNS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "previous_permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
}
"""The tables of a year's return, each with its columns in order."""

STILL_THEIRS = date.max.toordinal()
"""The last worker goes on working with the family after care."""

ADOPTERS = Odds({"2,MF,L3": 46, "2,MF,L2": 18, "2,MM,L4": 9, "2,FF,L4": 8, "1,F1,L0": 16, "1,M1,L0": 3})
NOT_TO_BE_PLACED = Odds({"RD3": 60, "RD1": 30, "RD4": 10})
BEFORE = Odds({"Z1": 88, "P2": 5, "P1": 3, "P3": 3, "P4": 1})
COUNCILS = Odds({"865": 7, "866": 1, "803": 1, "916": 1})
"""Council numbers, as LA_PERM writes them."""

IN_TOUCH = Odds({"YES": 91, "NO": 5, "REFU": 3, "NREQ": 1})
ACTIVITY = Odds({"F1": 7, "F2": 26, "F4": 12, "F5": 14, "P2": 4, "P5": 5, "G4": 14, "G5": 15, "G6": 3})
LIVES_IN = Odds(
    {
        "U1": 34,
        "V1": 16,
        "B1": 12,
        "K1": 8,
        "T1": 8,
        "D1": 6,
        "E1": 4,
        "C1": 4,
        "R1": 3,
        "S2": 2,
        "X2": 2,
        "Y2": 1,
    }
)


@dataclass(frozen=True)
class Year:
    """A collection year, 1 April to 31 March, as known on its last day or before it. Days are ``date.toordinal()``."""

    first: int
    last: int

    @property
    def name(self) -> str:
        """The year as the field writes it: "2025-26"."""
        year = date.fromordinal(self.first).year
        return f"{year}-{(year + 1) % 100:02}"

    def touches(self, start: int, end: int) -> bool:
        """Whether a time from ``start`` to ``end`` has a day in this year."""
        return start <= self.last and end >= self.first

    def holds(self, day: int) -> bool:
        """Whether the day is in this year."""
        return self.first <= day <= self.last

    def ended(self, day: int) -> str:
        """An end as the return writes it: blank when it was not yet known."""
        return written(day) if day <= self.last else ""


@cache
def written(day: int) -> str:
    """A day as the return writes it, 31/03/2026."""
    return date.fromordinal(day).strftime("%d/%m/%Y")


def rows_of(chance: Chance, life: Life, year: Year) -> dict[str, list[str]]:
    """The life's rows in the year's tables, without line ends; no row for a life the year does not touch."""
    cares = [care for care in life.cares if year.touches(care.start, care.end)]
    if not cares:
        return _leaver(chance, life, year)
    who = f"{life.child.number},{written(life.child.born)}"
    return {
        "header": [_header(life.child, year, cares[-1])],
        "episodes": [_episode(life, care, episode, year) for care, episode in _episodes(cares, year)],
        "reviews": [
            f"{who},{written(day)},{review_code(chance, life.child, day)}"
            for care in cares
            for day in care.reviews
            if year.holds(day)
        ],
        "uasc": _unaccompanied(life, year),
        "oc2": [f"{who},{row}" for row in year_of_health(chance, life.child, cares, year.first, year.last)],
        "ad1": [f"{who},{row}" for care in cares for row in _adopted(chance, care, year)],
        "placed_for_adoption": [f"{who},{row}" for care in cares for row in _decisions(chance, care, year)],
        "previous_permanence": [
            f"{who},{_before(chance, life.child, care.start)}" for care in cares if year.holds(care.start)
        ][:1],
        "missing": [
            f"{who},{kind},{written(start)},{year.ended(end)}"
            for kind, start, end in life.missing
            if year.touches(start, end)
        ],
        "sw_episodes": [f"{who},{row}" for row in _workers(life, year)],
    }


def leaver_rows(chance: Chance, child: Child, year: Year) -> dict[str, list[str]]:
    """The rows of a young person known only as a care leaver, 17 to 21: header and oc3."""
    if not child.birthday(17) <= year.last or child.birthday(22) <= year.first:
        return {}
    who = f"{child.number},{written(child.born)}"
    touch = chance.pick(IN_TOUCH)
    doing, living = (chance.pick(ACTIVITY), chance.pick(LIVES_IN)) if touch == "YES" else ("0", "0")
    header = f"{child.number},{child.sex},{written(child.born)},{child.ethnic},{child.upn},,"
    return {"header": [header], "oc3": [f"{who},{touch},{doing},{living}"]}


def _leaver(chance: Chance, life: Life, year: Year) -> dict[str, list[str]]:
    """Those who left as adults come back in the next year's return as care leavers."""
    care, child = life.cares[-1], life.child
    grew_up = care.end_code in ("E17", "E5", "E6", "E8") and care.end >= child.birthday(18)
    return leaver_rows(chance, child, year) if grew_up and care.end < year.first else {}


def _header(child: Child, year: Year, care: Care) -> str:
    at_school = child.age(year.last) >= 5
    mother = ","
    if care.route != "short_breaks":
        known = child.mother_since and child.mother_since <= min(year.last, care.end)
        mother = f"1,{written(child.mother_since or 0)}" if known else "0,"
    upn = child.upn if at_school else "UN1"
    return f"{child.number},{child.sex},{written(child.born)},{child.ethnic},{upn},{mother}"


def _episodes(cares: list[Care], year: Year) -> Iterator[tuple[Care, Episode]]:
    for care in cares:
        for episode in episodes_of(care):
            if year.touches(episode.start, episode.end):
                yield care, episode


def _episode(life: Life, care: Care, episode: Episode, year: Year) -> str:
    home = episode.home
    closed = episode.end <= year.last
    ending = f"{written(episode.end)},{episode.ended},{episode.reason}" if closed else ",,"
    where = ",," if care.route == "short_breaks" else f"{life.child.home_post},{home.post},{home.urn}"
    place = "Z1" if home.place == "Z13" and year.name < "2025-26" else home.place
    return (
        f"{life.child.number},{written(episode.start)},{episode.began},{episode.status},{care.need},"
        f"{place},{home.provider},{ending},{where}"
    )


def _unaccompanied(life: Life, year: Year) -> list[str]:
    until, child = life.unaccompanied_until, life.child
    if until is None or until < year.first:
        return []
    return [f"{child.number},{child.sex},{written(child.born)},{year.ended(until)}"]


def _adopted(chance: Chance, care: Care, year: Year) -> Iterator[str]:
    adoption = care.adoption
    if adoption and adoption.matched and care.end_code in ("E11", "E12") and year.holds(care.end):
        carers = int(adoption.with_carers)
        yield f"{written(adoption.decided)},{written(adoption.matched)},{carers},{chance.pick(ADOPTERS)}"


def _decisions(chance: Chance, care: Care, year: Year) -> Iterator[str]:
    adoption = care.adoption
    if adoption and year.touches(adoption.decided, _plan_ended(adoption, care)):
        ended = adoption.reversed is not None and adoption.reversed <= year.last
        yield f"{written(adoption.decided)}," + (_not_to_be_placed(chance, adoption) if ended else ",")


def _plan_ended(adoption: Adoption, care: Care) -> int:
    return adoption.reversed or care.end


def _not_to_be_placed(chance: Chance, adoption: Adoption) -> str:
    return f"{written(adoption.reversed or 0)},{chance.pick(NOT_TO_BE_PLACED)}"


def _before(chance: Chance, child: Child, start: int) -> str:
    """Whether the child had a permanent home by order before: most had not. Some dates are half remembered."""
    order = chance.pick(BEFORE)
    if order == "Z1" or start - child.born < 700:
        return "Z1,,"
    day = written(child.born + chance.number(100, 600))
    return f"{order},{chance.pick(COUNCILS)},{f'zz{day[2:]}' if chance.happens(30) else day}"


def _workers(life: Life, year: Year) -> Iterator[str]:
    ends = [worker.start for worker in life.workers[1:]] + [STILL_THEIRS]
    for worker, end in zip(life.workers, ends, strict=True):
        if year.touches(worker.start, end):
            yield f"{worker.number},{written(worker.start)},{year.ended(end)},{worker.reason}"

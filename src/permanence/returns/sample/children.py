"""Invented children: ages, ethnic groups and addresses as a council might see them. Nobody here is real."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .chance import Chance, Odds
from .lives import Child

ETHNIC = Odds(
    {
        "WBRI": 690,
        "WOTH": 35,
        "WROM": 12,
        "WIRI": 5,
        "MWBC": 35,
        "MWBA": 14,
        "MWAS": 14,
        "MOTH": 35,
        "BCRB": 22,
        "BAFR": 40,
        "BOTH": 16,
        "APKN": 18,
        "ABAN": 10,
        "AIND": 6,
        "AOTH": 16,
        "CHNE": 3,
        "OOTH": 20,
        "REFU": 3,
        "NOBT": 6,
    }
)
ETHNIC_UNACCOMPANIED = Odds({"OOTH": 38, "BAFR": 30, "AOTH": 14, "WOTH": 12, "BOTH": 6})
STARTS = {
    "court": Odds(
        {
            "0": 25,
            "1": 7,
            "2": 6,
            "3": 6,
            "4": 5,
            "5": 5,
            "6": 5,
            "7": 5,
            "8": 5,
            "9": 5,
            "10": 5,
            "11": 5,
            "12": 5,
            "13": 4,
            "14": 4,
            "15": 3,
        }
    ),
    "agreement": Odds(
        {"0": 7, "2": 6, "4": 6, "6": 6, "8": 7, "10": 9, "12": 11, "13": 12, "14": 14, "15": 15, "16": 15, "17": 8}
    ),
    "unaccompanied": Odds({"14": 4, "15": 20, "16": 46, "17": 30}),
    "remand": Odds({"12": 1, "13": 2, "14": 6, "15": 12, "16": 16, "17": 10}),
    "short_breaks": Odds({"5": 2, "7": 2, "9": 3, "11": 3, "13": 3, "15": 2}),
    "relinquished": Odds({"0": 1}),
}
"""Age in whole years on entering care, by route."""


def new_child(chance: Chance, number: str, route: str, start: int) -> Child:
    """A child who enters care on ``start`` by this route. ``number`` is the child's id, with "@" for its block."""
    years = int(chance.pick(STARTS[route]))
    days = chance.number(0, 3) if route == "relinquished" else chance.number(2, 340)
    born = start - years * 365 - days
    alone = route == "unaccompanied"
    boy = chance.happens({"unaccompanied": 95, "remand": 88}.get(route, 55))
    ethnic = chance.pick(ETHNIC_UNACCOMPANIED if alone else ETHNIC)
    child = Child(number, born, "M" if boy else "F", ethnic, "", "" if alone else postcode(chance, own=True))
    if not boy and years >= 14 and chance.happens(4):
        child.mother_since = start + chance.number(60, 700)
    child.upn = _pupil_number(chance, number)
    return child


def younger_or_older(chance: Chance, child: Child, number: str) -> Child:
    """A brother or sister of the child, from the same home."""
    apart = chance.days(330, 760, 2200)
    born = child.born + (apart if chance.happens(50) else -apart)
    pupil = _pupil_number(chance, number)
    return Child(number, born, "M" if chance.happens(51) else "F", child.ethnic, pupil, child.home_post)


def postcode(chance: Chance, own: bool) -> str:
    """A postcode in the council's own area, or outside it."""
    chosen = _postcodes()[own]
    return chosen[int(chance.random() * len(chosen))]


def _pupil_number(chance: Chance, number: str) -> str:
    """A letter and twelve figures; those of the child's id keep it unlike any other child's."""
    return f"{'ABCDEFGHJKLMNPQRTUVWXYZ'[chance.number(0, 22)]}{chance.number(1000, 9999)}{number[1:]}@"


@cache
def _postcodes() -> dict[bool, tuple[str, ...]]:
    lines = files(__package__).joinpath("postcodes.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines if not line.startswith("#")][1:]
    return {own: tuple(post for where, post in rows if (where == "own") is own) for own in (True, False)}

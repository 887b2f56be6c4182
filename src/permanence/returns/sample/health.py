"""What the return says of a child's health and part in reviews."""

from __future__ import annotations

from collections.abc import Iterator

from .chance import Chance, Odds
from .lives import Care, Child

TAKES_PART = Odds({"PN1": 38, "PN2": 6, "PN3": 7, "PN4": 7, "PN5": 8, "PN6": 25, "PN7": 9})
NO_SCORE = Odds({"SDQ2": 40, "SDQ3": 30, "SDQ4": 20, "SDQ5": 10})


def review_code(chance: Chance, child: Child, day: int) -> str:
    """How the child took part in a review; PN0 before the fourth birthday."""
    return "PN0" if day < child.birthday(4) else chance.pick(TAKES_PART)


def year_of_health(chance: Chance, child: Child, cares: list[Care], first: int, last: int) -> Iterator[str]:
    """The oc2 row of a child looked after for the whole of a year, from ``first`` to ``last``."""
    care = cares[-1]
    whole_year = len(cares) == 1 and care.start <= first and care.end >= last and care.route != "short_breaks"
    if not whole_year:
        return
    age = child.age(last)
    score = ","
    if child.birthday(4) <= last and child.birthday(17) > first:
        score = f"{chance.days(0, 12, 38)}," if chance.happens(78) else f",{chance.pick(NO_SCORE)}"
    convicted = str(int(chance.happens(3))) if age >= 10 else ""
    checked = str(int(chance.happens(91))) if age < 5 else ""
    misuse = f"1,{'1,' if chance.happens(60) else '0,1'}" if age >= 11 and chance.happens(4) else "0,,"
    checks = ",".join(str(int(chance.happens(often))) for often in (84, 78, 92))
    yield f"{score},{convicted},{checked},{checks},{misuse}"

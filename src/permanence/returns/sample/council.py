"""An invented council: families one after another, until there are as many children as asked for."""

from __future__ import annotations

from dataclasses import dataclass

from .chance import Chance, Odds, weekday
from .children import new_child, younger_or_older
from .homes import find_homes
from .lives import Care, Child, Life, Worker
from .routes import ROUTES, care_of

YEARS_BACK = 11 * 365
"""Entries to care are spread evenly over this long, so that the council looks the same in any year."""

FAMILY = Odds({"1": 72, "2": 17, "3": 8, "4": 3})
CHANGES = Odds({"LEFTRL": 40, "ORGRST": 22, "MANAGE": 14, "TSPROC": 12, "ABSENC": 8, "CHCHAN": 2, "OTHERS": 2})
BACK_AGAIN = Odds({"agreement": 40, "court": 60})


@dataclass(frozen=True)
class Window:
    """The time the files cover: two collection years, from ``first`` to ``today``; ``this`` begins the second."""

    first: int
    this: int
    today: int


class Council:
    """Draws lives that touch the window. The same chance gives the same lives, the first ones first."""

    def __init__(self, chance: Chance, window: Window) -> None:
        self.chance = chance
        self.window = window
        self.numbers: set[int] = set()

    def lives(self, children: int) -> list[Life]:
        """As many lives with time in care inside the window."""
        lives: list[Life] = []
        while len(lives) < children:
            lives += self._family()
        return lives[:children]

    def leaver(self) -> Child:
        """A young person of 17 to 21 who left care before the window: known to the return only as a care leaver."""
        child = new_child(self.chance, self.number(), "agreement", self.window.first)
        child.born = self.window.this - self.chance.number(6300, 7600)
        return child

    def number(self) -> str:
        """A child's id nobody else has. The "@" stands for the number of the block the life is written in."""
        while (drawn := self.chance.number(10_000, 99_999)) in self.numbers:
            pass
        self.numbers.add(drawn)
        return f"@{drawn}"

    def _family(self) -> list[Life]:
        chance = self.chance
        start = self.window.today - chance.number(0, YEARS_BACK)
        route = chance.pick(ROUTES)
        eldest = new_child(chance, self.number(), route, start)
        children = [eldest]
        if route in ("court", "agreement"):
            brothers_and_sisters = int(chance.pick(FAMILY)) - 1
            children += [younger_or_older(chance, eldest, self.number()) for _ in range(brothers_and_sisters)]
        lives = [self._life(child, route, start) for child in children if self._may_enter(child, start)]
        return [life for life in lives if life]

    def _may_enter(self, child: Child, start: int) -> bool:
        return child.born <= start < child.birthday(17) + 300 and child.birthday(18) > self.window.first

    def _life(self, child: Child, route: str, start: int) -> Life | None:
        life = Life(child, [care_of(self.chance, child, route, start)])
        self._maybe_back_again(life)
        if life.cares[-1].end < self.window.first:
            return None
        for care in life.cares:
            find_homes(self.chance, child, care)
            _hold_reviews(self.chance, care, self.window.today)
        if route == "unaccompanied":
            life.unaccompanied_until = life.cares[0].end
        self._workers(life)
        self._missing(life)
        return life

    def _maybe_back_again(self, life: Life) -> None:
        """Some who went home come back."""
        first, chance = life.cares[0], self.chance
        start = first.end + chance.days(30, 180, 900)
        if first.end_code in ("E4A", "E4B", "E13") and start < life.child.birthday(17) and chance.happens(16):
            life.cares.append(care_of(chance, life.child, chance.pick(BACK_AGAIN), start))

    def _workers(self, life: Life) -> None:
        """Workers change every year or so."""
        chance, reason, day = self.chance, "FCONTA", life.cares[0].start
        while day < min(life.cares[-1].end, self.window.today + 1):
            life.workers.append(Worker(day, f"SW{chance.number(100_000, 999_999)}", reason))
            day, reason = day + chance.days(50, 330, 1000), chance.pick(CHANGES)

    def _missing(self, life: Life) -> None:
        """Some young people go missing, some of them often, and come back."""
        chance, care = self.chance, life.cares[-1]
        first = max(care.start + 10, life.child.birthday(12), self.window.first)
        if care.route == "short_breaks" or not chance.happens(14):
            return
        for _ in range(chance.days(1, 2, 9)):
            if first + 5 > min(care.end, self.window.today):
                return
            end = first + chance.days(0, 0, 4)
            life.missing.append(("M" if chance.happens(70) else "A", first, end))
            first = end + chance.days(2, 30, 200)


def _hold_reviews(chance: Chance, care: Care, today: int) -> None:
    """Statutory reviews, mostly in time (20 working days, three months, six months). None for short breaks."""
    if care.route == "short_breaks":
        return
    day = care.start + (chance.days(12, 24, 27) if chance.happens(90) else chance.number(29, 50))
    gaps = iter([(60, 84, 90)])
    until = min(care.end, today + 200)
    while day < until:
        care.reviews.append(weekday(day))
        least, usual, most = next(gaps, (120, 172, 180))
        day += chance.days(least, usual, most) if chance.happens(90) else chance.number(most + 2, most + 60)

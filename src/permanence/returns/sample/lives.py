"""The shape of an invented life. Every life is lived to its end; the files tell only what was known on their day.

Days are whole numbers, ``date.toordinal()``. Codes are those of the SSDA903 return.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Child:
    """Who the child is, as the header says it. ``mother_since`` is the birthday of a girl's own child, or None."""

    number: str
    born: int
    sex: str
    ethnic: str
    upn: str
    home_post: str
    mother_since: int | None = None

    def birthday(self, age: int) -> int:
        """The day the child is this old; a child of 29 February is older on 1 March in a common year."""
        born = date.fromordinal(self.born)
        if (born.month, born.day) == (2, 29):
            return date(born.year + age, 3, 1).toordinal() - (1 if (born.year + age) % 4 == 0 else 0)
        return born.replace(year=born.year + age).toordinal()

    def age(self, day: int) -> int:
        """Whole years old on a day; -1 before birth."""
        born, on = date.fromordinal(self.born), date.fromordinal(day)
        return max(on.year - born.year - ((on.month, on.day) < (born.month, born.day)), -1)


@dataclass(slots=True)
class Home:
    """A place lived in from ``start``, until the next. ``left_because`` is why it ended, for a change of home."""

    start: int
    place: str
    provider: str = ""
    post: str = ""
    urn: str = ""
    same_carers: bool = False
    left_because: str = ""


@dataclass(slots=True)
class Court:
    """Care proceedings, and the pre-proceedings work before them (``considered``) if there was any."""

    issued: int
    concluded: int
    considered: int | None = None
    care_order: bool = False


@dataclass(slots=True)
class Adoption:
    """The way to adoption: each step is None when it is never reached. ``reversed`` ends the plan."""

    decided: int
    ordered: int | None = None
    matched: int | None = None
    placed: int | None = None
    with_carers: bool = False
    reversed: int | None = None


@dataclass(slots=True)
class Care:
    """A period of care. ``route`` names its story, ``orders`` its legal statuses, each from a day."""

    route: str
    start: int
    need: str
    orders: list[tuple[int, str]]
    end: int
    end_code: str
    court: Court | None = None
    adoption: Adoption | None = None
    homes: list[Home] = field(default_factory=list)
    reviews: list[int] = field(default_factory=list)
    long_term_panel: int | None = None

    def order_on(self, day: int) -> str:
        """The legal status on a day in care."""
        return [status for since, status in self.orders if since <= day][-1]

    def home_on(self, day: int) -> Home:
        """The home on a day in care."""
        return [home for home in self.homes if home.start <= day][-1]

    def stays(self) -> list[tuple[Home, int]]:
        """Each home with the day it ended."""
        ends = [home.start for home in self.homes[1:]] + [self.end]
        return list(zip(self.homes, ends, strict=True))


@dataclass(slots=True)
class Worker:
    """A social worker's time with the child, with the return's reason for the change that brought them."""

    start: int
    number: str
    reason: str


@dataclass(slots=True)
class Life:
    """A child with every period of care and what else the two files tell. ``unaccompanied_until`` is a day, or None."""

    child: Child
    cares: list[Care] = field(default_factory=list)
    unaccompanied_until: int | None = None
    workers: list[Worker] = field(default_factory=list)
    missing: list[tuple[str, int, int]] = field(default_factory=list)
    facts: str = ""

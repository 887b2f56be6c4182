"""The sample's files. A big council is a block of lives written again and again, each time with other ids.

A life is written once, with "@" where the number of its block goes in an id; a block of the finished text is the
same text with a number for the "@". So 800,000 children cost little more to write than the bytes themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .chance import Chance
from .council import Council, Window
from .facts_sheet import HEADER, facts_before_care, facts_of
from .lives import Child, Life
from .return_rows import COLUMNS, Year, leaver_rows, rows_of

BLOCK = 10_000
"""Lives in a block; a council up to this size has no life twice."""

FIRST_BLOCK, LAST_BLOCK = 100, 999
EARLIEST = date(2025, 4, 1)


def write_sample(folder: Path, children: int, seed: int = 1, as_at: date = date(2026, 3, 31)) -> None:
    """Write two years of SSDA903 files and ``facts.csv`` for an invented council of this many children.

    ``folder`` gets a folder for the collection year of ``as_at`` and one for the year before, each with every usual
    table. Besides the children in care there are care leavers (two for every five) and a few children in
    pre-proceedings who are only in ``facts.csv``. Raises ValueError for fewer than one child, more than nine
    million, or a day before 1 April 2025 (the codes written are those of 2024-25 and later).
    """
    write_return(folder, children, seed, as_at, facts=True)


def write_return(
    folder: Path, children: int, seed: int = 1, as_at: date = date(2026, 3, 31), *, facts: bool = False
) -> None:
    """As ``write_sample``, without the sheet of facts unless asked for. Raises ValueError as ``write_sample`` does."""
    _check(children, as_at)
    for name, (header, lives) in _texts(min(children, BLOCK), seed, as_at, facts).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, header, lives, children)


def _check(children: int, as_at: date) -> None:
    most = (LAST_BLOCK - FIRST_BLOCK + 1) * BLOCK
    if not 1 <= children <= most:
        raise ValueError(f"A sample has from 1 to {most:,} children; you asked for {children:,}.")
    if as_at < EARLIEST:
        raise ValueError(f"A sample needs a day from {EARLIEST:%d/%m/%Y}; you asked for {as_at:%d/%m/%Y}.")


def _year(day: int) -> Year:
    """The collection year of a day, known up to that day."""
    on = date.fromordinal(day)
    return Year(date(on.year if on.month >= 4 else on.year - 1, 4, 1).toordinal(), day)


def _texts(children: int, seed: int, as_at: date, facts: bool) -> dict[str, tuple[str, list[str]]]:
    """Each file of one block by its name: its header, and its text life by life."""
    this = _year(as_at.toordinal())
    before = _year(this.first - 1)
    council = Council(Chance(f"lives {seed}"), Window(before.first, this.first, this.last))
    lives = council.lives(children)
    leavers = [council.leaver() if place % 5 in (0, 2) else None for place in range(children)]
    texts: dict[str, tuple[str, list[str]]] = {}
    for year in (before, this):
        rows = _year_rows(Chance(f"{year.name} {seed}"), lives, leavers, year)
        texts |= {f"{year.name}/{table}.csv": (COLUMNS[table], rows[table]) for table in COLUMNS}
    if facts:
        texts["facts.csv"] = (HEADER, _facts(Chance(f"facts {seed}"), council, lives))
    return texts


def _year_rows(
    chance: Chance, lives: Sequence[Life], leavers: Sequence[Child | None], year: Year
) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {table: [] for table in COLUMNS}
    for life, leaver in zip(lives, leavers, strict=True):
        rows = rows_of(chance, life, year)
        others = leaver_rows(chance, leaver, year) if leaver else {}
        for table, text in texts.items():
            text.append(_lines(rows.get(table, []) + others.get(table, [])))
    return texts


def _facts(chance: Chance, council: Council, lives: Sequence[Life]) -> list[str]:
    """The sheet's lines life by life; now and then with those of a child who is not in care."""
    texts = []
    for place, life in enumerate(lives):
        others = facts_before_care(chance, council.number(), council.window) if place % 30 == 29 else []
        texts.append(_lines(facts_of(chance, life, council.window) + others))
    return texts


def _lines(rows: Sequence[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


def _write(path: Path, header: str, lives: Sequence[str], children: int) -> None:
    """The block again and again until there are enough children."""
    block = "".join(lives)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{header}\n")
        for number in range(children // BLOCK):
            file.write(block.replace("@", str(FIRST_BLOCK + number)))
        rest = "".join(lives[: children % BLOCK])
        file.write(rest.replace("@", str(FIRST_BLOCK + children // BLOCK)))

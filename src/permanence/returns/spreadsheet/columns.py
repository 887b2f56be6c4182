"""The columns of the facts spreadsheet: the contract's words, then one for each attribute of ``facts.yaml``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from permanence.policy.vocabulary import vocabulary


@dataclass(frozen=True)
class Column:
    """One column. ``kind`` is bool, int, text, date, choice or choices; ``means`` is told to the user."""

    name: str
    kind: str
    means: str
    choices: tuple[str, ...] = ()


def _columns() -> tuple[Column, ...]:
    words = vocabulary()
    codes = tuple(dict.fromkeys(code for fact in words.facts.values() for code in fact.codes))
    before = (
        Column("child", "text", "the child's number, as in your returns"),
        Column("fact", "choice", "what happened or holds", tuple(words.facts)),
        Column("code", "choice", "which kind of it; blank if the fact has no kinds", codes),
        Column("from", "date", "for a fact that lasts: the first day"),
        Column("to", "date", "for a fact that lasts: the day it no longer holds; blank if it still holds"),
        Column("date", "date", "for a fact that happens on one day: that day"),
    )
    details = tuple(Column(at.name, at.kind, at.means, at.choices) for at in words.attributes.values())
    after = (
        Column("born", "date", "the child's date of birth; once for each child is enough"),
        Column("note", "text", "anything you like; it is not read"),
    )
    return before + details + after


COLUMNS = {column.name: column for column in _columns()}
"""Every column by name, in the order the template shows them."""

NEEDED = ("child", "fact")
"""Without these two headings a sheet is not a facts spreadsheet."""

OTHER_NAMES = {"child_id": "child", "id": "child", "date_of_birth": "born", "dob": "born", "notes": "note"}


def plain(text: str) -> str:
    """A word as the vocabulary writes it: small letters, joined by underscores."""
    return re.sub(r"[\s_\-]+", "_", text.strip().lower())


def column_named(heading: str) -> str:
    """The column a heading names, whatever its case and spaces; the plain heading where there is no such column."""
    word = plain(heading)
    return OTHER_NAMES.get(word, word)


def is_header(cells: Iterable[str | None]) -> bool:
    """Whether these cells are the headings of a facts sheet."""
    return set(NEEDED) <= {column_named(cell) for cell in cells if cell}


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like this one, as a question to add to a message; nothing where none is like it."""
    like = difflib.get_close_matches(plain(word)[:60], known, n=1, cutoff=0.6)
    return f"; did you mean '{like[0]}'?" if like else ""

"""Numbers that an address or a form gives."""

from __future__ import annotations

_DIGITS = 18
"""More than any table has rows, and as many as every database takes."""


def row_number(words: str) -> int | None:
    """The number of a row; None where the words are none, or are more than a database counts to."""
    return int(words) if words.isdecimal() and len(words) <= _DIGITS else None

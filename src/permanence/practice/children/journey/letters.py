"""How wide a text will be, near enough to lay it out without asking a browser."""

from __future__ import annotations

_WIDTHS = {
    " ,.:;!/|[]()ftI": 0.30, "ijl'": 0.24, "r-": 0.35, "sckvxyzJ": 0.52, "mMW": 0.88, "w": 0.75,
    "ABEKPSVXY&": 0.69, "CDGHNOQRU": 0.75, "FLTZ": 0.62,
}  # fmt: skip
_WIDTH = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER = 0.57
SAFETY = 1.13
"""Fonts differ: where neither Helvetica nor Arial is there, its stand-in may be this much wider."""
BOLD = 1.09


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in a plain sans serif of this size."""
    wide = sum(_WIDTH.get(letter, _OTHER) for letter in text)
    return wide * size * SAFETY * (BOLD if bold else 1)


def first_that_fits(texts: tuple[str, ...], room: float, size: float, bold: bool = False) -> str:
    """The first of these texts that fits in the room; nothing where none does."""
    return next((text for text in texts if width_of(text, size, bold) <= room), "")

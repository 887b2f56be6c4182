"""Minutes as a tagged PDF (PDF/UA): Typst refuses a file without title, language or in-order headings."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from permanence.practice.meetings.minutes import Minutes
from permanence.practice.meetings.printed.word import head_line

HERE = Path(__file__).parent
LAYOUT = HERE / "minutes.typ"
FONTS = HERE / "fonts"
"""DejaVu Sans, with its licence: Typst brings no letters without serifs of its own."""


def as_pdf(minutes: Minutes) -> bytes:
    """The document as a file. What was typed is data to the layout, never part of it."""
    told = json.dumps({**asdict(minutes), "head": head_line(minutes)}, ensure_ascii=True)
    made: bytes = typst.compile(
        LAYOUT, format="pdf", sys_inputs={"minutes": told}, pdf_standards="ua-1", font_paths=[FONTS]
    )
    return made

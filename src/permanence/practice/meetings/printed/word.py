"""Minutes as a Word document: headings that a screen reader finds, tables with a head row that repeats."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from permanence.practice.design.prose import item_of
from permanence.practice.meetings.minutes import Chapter, Minutes

FONT = "Arial"


def as_word(minutes: Minutes) -> bytes:
    """The document as a file."""
    document = Document()
    document.core_properties.title = minutes.title
    document.core_properties.language = "en-GB"
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = FONT, Pt(minutes.size + 1)
    _head_and_foot(document.sections[0], minutes)
    document.add_heading(minutes.title, 0)
    if minutes.is_draft:
        document.add_paragraph("Draft: this is not approved yet.")
    if minutes.facts:
        _table(document, ("About this meeting", "In words"), minutes.facts)
    for chapter in minutes.chapters:
        _chapter(document, chapter)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _head_and_foot(section: Any, minutes: Minutes) -> None:
    """Whose document it is and under which policy, at the head of each page; the page's number at its foot."""
    section.header.paragraphs[0].text = head_line(minutes)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = section.footer.paragraphs[0].add_run()
        mark = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            mark.text = text
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


def head_line(minutes: Minutes) -> str:
    """The council, and the document the minutes follow."""
    return " · ".join(part for part in (settings.COUNCIL, minutes.policy) if part)


def _chapter(document: Any, chapter: Chapter) -> None:
    if chapter.title:
        document.add_heading(chapter.title, 1)
    for said in chapter.said:
        if said.ask:
            document.add_heading(said.ask, 2)
        for line in said.text.splitlines() or [""]:
            _line(document, line)
    if chapter.rows:
        _table(document, chapter.columns, chapter.rows)


def _line(document: Any, line: str) -> None:
    item = item_of(line)
    if item is None:
        document.add_paragraph(_plain(line))
    else:
        document.add_paragraph(_plain(item), style="List Bullet")


def _table(document: Any, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        cell.text = name
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(words)


def _plain(text: str) -> str:
    """The text without the signs that no XML may hold, which a paste can bring along."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")

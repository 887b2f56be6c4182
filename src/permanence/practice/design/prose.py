"""What somebody typed, as it reads: paragraphs, lines, and lists where a line begins with a dash, a star or a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_MARK = re.compile(r"\s*[-*\u2022]\s+(?=\S)")
_BREAK = SafeString("<br>")


def item_of(line: str) -> str | None:
    """The words of a line that is an item of a list; None for any other line."""
    mark = _MARK.match(line)
    return line[mark.end() :].rstrip() if mark else None


def prose(text: str) -> SafeString:
    """The text as HTML, with every sign of it escaped."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return format_html_join("\n", "{}", ((part,) for block in blocks for part in _parts(block)))


def _parts(block: str) -> Iterator[SafeString]:
    """The runs of items, and of other lines, of a block without an empty line."""
    for is_list, run in groupby(block.split("\n"), lambda line: item_of(line) is not None):
        lines = list(run)
        yield _list(lines) if is_list else _paragraph(lines)


def _list(lines: Sequence[str]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((item_of(line),) for line in lines))
    return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', items)


def _paragraph(lines: Sequence[str]) -> SafeString:
    return format_html("<p>{}</p>", format_html_join(_BREAK, "{}", ((line,) for line in lines)))

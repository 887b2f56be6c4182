"""How a day, a number, a fact and a duty are said: the words that ``explain.py`` makes its sentences of."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from . import rules as r
from .days import Span
from .vocabulary import vocabulary

_DAYS, _MONTHS = tuple(day_name), tuple(month_name)  # each would be worked out anew whenever it is asked for
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TERMS = re.compile(
    r"\b(statutory review|permanence planning meeting|permanence panel|permanence plan|team around the child"
    r"|case management hearing|reviewing officer|child's social worker)\b"
)
"""The neutral terms in the words for facts for which an authority's own word can stand without more ado."""


def duty_words() -> dict[str, dict[str, str]]:
    """The name and the verb of each duty."""
    words: dict[str, dict[str, str]] = _words_of("duty-words.yaml")
    return words


@cache
def _words_of(file: str) -> Any:
    return yaml.safe_load(files(__package__).joinpath(file).read_text(encoding="utf-8"))


def duty_name(duty: str, local: Callable[[str], str] = str) -> str:
    """The duty in plain words, its neutral terms turned into the authority's own by ``local``."""
    words = duty_words().get(duty, {"name": duty.rpartition(".")[2].replace("_", " ")})["name"]
    before, brace, rest = words.partition("{")
    if not brace:
        return words
    term, _, after = rest.partition("}")
    return before + local(term) + after


def long_day(day: date) -> str:
    """Monday 2 March 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month]} {day.year}"


def short_day(day: date, beside: date | None = None) -> str:
    """2 March, with the year where it is not that of ``beside``."""
    said = f"{day.day} {_MONTHS[day.month]}"
    return said if beside is not None and beside.year == day.year else f"{said} {day.year}"


def span_words(span: Span) -> str:
    """Four weeks; 20 working days."""
    number = _NUMBERS[span.number] if span.number < len(_NUMBERS) else str(span.number)
    return f"{number} {str(span).partition(' ')[2]}"


def ordinal(number: int) -> str:
    """First, second ... 12th; nothing for 0."""
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"


def count_days(number: int) -> str:
    """1 day; 5 days."""
    return "1 day" if number == 1 else f"{number} days"


def with_article(name: str) -> str:
    """A review; An entry to care panel; but Fresh consent, and The end of care proceedings."""
    said = f"{name}," if ", " in name and not name.endswith(")") else name  # A permanence plan, signed off, was due
    if name.startswith(("fresh ", "ratification ")):
        return said[:1].upper() + said[1:]
    if name.startswith("end of "):
        return f"The {said}"
    return f"{'An' if name[:1].lower() in 'aeiou' else 'A'} {said}"


def listed(items: list[str]) -> str:
    """One; one and two; one, two and three."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def without_lines(where: str) -> str:
    """The place in the document, without the line numbers of our working copy."""
    return where.rpartition(" (L")[0] or where


def began_words(token: str, local: Callable[[str], str]) -> str:
    """That a fact began or happened: the placement order was made."""
    return _in_local_words(vocabulary().began.get(token, ""), local)


def ended_words(token: str, local: Callable[[str], str]) -> str:
    """That a fact that lasts ended: care proceedings ended."""
    return _in_local_words(_words_of("ended-words.yaml").get(token, ""), local)


def event_words(event: r.Event, local: Callable[[str], str]) -> str:
    """What happens, as a thing: the move; the final hearing; the permanence planning meeting."""
    if isinstance(event, r.Move):
        return "the move"
    token = event.token if isinstance(event, r.Happened) else ""
    words = began_words(token, local) or token.replace("_", " ")
    return words.removesuffix(" was held").removesuffix(" was made").removesuffix(" met")


def _in_local_words(phrase: str, local: Callable[[str], str]) -> str:
    return _TERMS.sub(lambda found: local(found[0]), phrase)

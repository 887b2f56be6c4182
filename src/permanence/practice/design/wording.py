"""How pages write days, ages and moments. Plain English, as the GOV.UK style guide has dates and times.

>>> day(date(2026, 3, 2))
'2 March 2026'
>>> weekday(date(2026, 3, 2))
'Monday 2 March 2026'
>>> short(date(2026, 3, 2))
'2 Mar 2026'
>>> age_words((5, 11))
'5 years 11 months'
>>> age_words((1, 1)), age_words((0, 0)), age_words(None)
('1 year 1 month', 'under 1 month', 'age not known')
>>> count(1, "child", "children"), count(1200, "child", "children")
('1 child', '1,200 children')
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def day(value: date | None) -> str:
    """2 March 2026."""
    return f"{value.day} {value:%B %Y}" if value else ""


def weekday(value: date | None) -> str:
    """Monday 2 March 2026."""
    return f"{value:%A} {day(value)}" if value else ""


def short(value: date | None) -> str:
    """2 Mar 2026, for tables."""
    return f"{value.day} {value:%b %Y}" if value else ""


def moment(value: datetime | None) -> str:
    """2 March 2026 at 3:04pm, in England's time."""
    if value is None:
        return ""
    return f"{day(timezone.localtime(value))} at {clock(value)}"


def clock(value: datetime) -> str:
    """3:04pm, in England's time."""
    here = timezone.localtime(value)
    return f"{here.hour % 12 or 12}:{here:%M}{'am' if here.hour < 12 else 'pm'}"


def age_words(age: tuple[int, int] | None) -> str:
    """5 years 11 months."""
    if age is None:
        return "age not known"
    years, months = age
    parts = [count(number, name, f"{name}s") for number, name in ((years, "year"), (months, "month")) if number]
    return " ".join(parts) or "under 1 month"


def count(number: int, one: str, many: str) -> str:
    """1 child; 1,200 children."""
    return f"{number:,} {one if number == 1 else many}"

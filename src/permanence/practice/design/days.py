"""A day, asked for as day, month and year, in three boxes, with mistakes told in plain words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

PARTS = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class DayInput(forms.Widget):
    """Three boxes. Their text comes back as it was typed, so that a mistake can be seen and mended."""

    template_name = "design/day_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The three parts, filled from a date or from what was typed."""
        context = super().get_context(name, None, attrs)
        typed = _typed(value)
        own = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["is_wrong"] = "aria-invalid" in context["widget"]["attrs"]
        context["widget"]["parts"] = [
            {"name": f"{name}_{part}", "id": f"{own}_{part}", "label": label, "width": width, "value": typed[place]}
            for place, (part, label, width) in enumerate(PARTS)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, ...] | None:
        """What was typed in the three boxes; None where all are empty."""
        typed = tuple(str(data.get(f"{name}_{part}", "")).strip() for part, *_ in PARTS)
        return typed if any(typed) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether none of the boxes was on the page."""
        return all(f"{name}_{part}" not in data for part, *_ in PARTS)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """None: the legend names the three together."""
        return ""


def _typed(value: Any) -> tuple[str, ...]:
    if isinstance(value, date):
        return (str(value.day), str(value.month), str(value.year))
    return value if isinstance(value, tuple) else ("", "", "")


class DayField(forms.Field):
    """A day. Months may be written as words. Says what is missing or wrong, and about which day it speaks."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["required"] = f"Give the day for '{self.label or 'this'}', with month and year."

    def to_python(self, value: Any) -> date | None:
        """The date. Raises ValidationError in words."""
        if value is None or isinstance(value, date):
            return value
        missing = [label.lower() for (_, label, _), typed in zip(PARTS, value, strict=True) if not typed]
        if missing:
            raise forms.ValidationError(f"Give the {' and the '.join(missing)} as well.", code="invalid")
        return _date(*value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what was typed is another day."""
        return _typed(initial) != (data or ("", "", ""))


def _date(day: str, month: str, year: str) -> date:
    number = next(
        (str(at) for at, name in enumerate(MONTHS, 1) if len(month) >= 3 and name.startswith(month.lower())), month
    )
    if not (day.isdecimal() and number.isdecimal() and year.isdecimal() and len(year) == 4):
        raise forms.ValidationError(
            "Write the day in numbers, as in 31 3 2026, with all four digits of the year.", code="invalid"
        )
    try:
        return date(int(year), int(number), int(day))
    except ValueError as wrong:
        raise forms.ValidationError(f"{day} {month} {year} is not a real day. Check it.", code="invalid") from wrong

"""What changes in the record when a foster home becomes the home for the long term, and its code in the return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from permanence.practice.children.models import Child, Fact

CODES = {True: ("U3", "U1"), False: ("U6", "U4")}
"""By whether the carers are relatives or friends: the return's code before and after (SSDA903, placement type)."""


def foster_home(child: Child, day: date) -> Fact | None:
    """The foster home of that day, whatever stay away from it there is."""
    homes = Fact.objects.about(child).holding(day).filter(token="placement.foster")
    found: Fact | None = homes.order_by("-start").first()
    return found


def codes_for(attributes: Mapping[str, Any]) -> tuple[str, str]:
    """The code of a foster home in the return now, and the one proposed once it is for the long term."""
    return CODES[bool(attributes.get("kin"))]

"""Addresses of pages, looked up once: a page leads to dozens of others, and Django looks each up anew."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

_SOME = 7_777_777_000
"""Stands for any number of a row while an address is looked up."""


def address(name: str, *numbers: int) -> str:
    """The address of a page by its name, as in children:child, and the numbers of the rows it is about.

    Raises NoReverseMatch, as ``reverse`` does.
    """
    return _pattern(name, len(numbers)).format(*numbers)


@cache
def _pattern(name: str, count: int) -> str:
    stand_ins = range(_SOME, _SOME + count)
    found = reverse(name, args=stand_ins).replace("{", "{{").replace("}", "}}")
    for one in stand_ins:
        found = found.replace(str(one), "{}", 1)
    return found

"""Invented names, drawn by chance with a seed, so that the same council comes out each time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

import yaml

OTHERS = "WBRI"
"""Whose names serve where the background is not known."""


@cache
def names() -> dict[str, Any]:
    """The content of ``names.yaml``."""
    return dict(yaml.safe_load(files(__package__).joinpath("names.yaml").read_text(encoding="utf-8")))


def background(ethnicity: str) -> str:
    """The group of names that serves for an ethnic code of the return."""
    known = names()["like"].get(ethnicity, ethnicity)
    return known if known in names()["backgrounds"] else OTHERS


def family_name(chance: Random, ethnicity: str) -> str:
    """A family name."""
    return str(chance.choice(names()["backgrounds"][background(ethnicity)]["family"]))


def first_name(chance: Random, ethnicity: str, sex: str) -> str:
    """A first name."""
    of_group = names()["backgrounds"][background(ethnicity)]
    return str(chance.choice(of_group.get(sex) or [*of_group["F"], *of_group["M"]]))


def known_as(first: str) -> str:
    """What a child of this first name is called, where that is another name."""
    return str(names()["known_as"].get(first, ""))


def language(chance: Random, ethnicity: str) -> str:
    """A language spoken at home beside English, for those who came from elsewhere."""
    return str(chance.choice(names()["languages"].get(background(ethnicity), [""])))

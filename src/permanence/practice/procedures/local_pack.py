"""The authority's own pack: a file of its settings that extends a policy, or the pack it followed before.

It is written and read as any council's pack is (``packs/README.md``), so a mistake is refused in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from permanence.policy.lines import PackMistake
from permanence.policy.pack import Pack, read_pack

Files = tuple[tuple[str, str], ...]
"""Pack files by name and text, each extending the one before it; the last is the pack."""


def pack_text(code: str, extends: str, settings: Mapping[str, Any], since: date | None = None) -> str:
    """The text of a pack file with these settings, from a day on or for always."""
    anew = {name: {"value": value, **({"from": since} if since else {})} for name, value in settings.items()}
    head = {"pack": code, "name": read_pack(code).name, "extends": extends, "settings": anew}
    return yaml.safe_dump({name: value for name, value in head.items() if value}, sort_keys=False, allow_unicode=True)


@lru_cache(maxsize=32)
def read_local(code: str, files: Files = ()) -> Pack:
    """The pack of these files; the policy as its document has it where there are none. Raises PackMistake."""
    if not files:
        return read_pack(code)
    with TemporaryDirectory() as folder:  # packs are read from files
        for name, text in files:
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return read_pack(str(Path(folder) / files[-1][0]))


def as_if_always(code: str, settings: Mapping[str, Any]) -> Pack:
    """The policy with settings that hold for every day, to see what a choice would come to. Raises PackMistake."""
    if not settings:
        return read_pack(code)
    return read_local(code, (("settings.yaml", pack_text(code, code, dict(sorted(settings.items())))),))


def mistake_in(code: str, settings: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first setting that does not hold and why; the name is empty where they only do not hold together."""
    for name, value in settings.items():
        wrong = _mistake(code, {name: value})
        if wrong:
            return name, wrong
    together = _mistake(code, settings)
    return ("", together) if together else None


def _mistake(code: str, settings: Mapping[str, Any]) -> str:
    try:
        as_if_always(code, settings)
    except PackMistake as wrong:
        cause = wrong.__cause__ if isinstance(wrong.__cause__, PackMistake) else wrong
        return f"{cause.wrong[:1].upper()}{cause.wrong[1:]} {cause.remedy}"
    return ""


def differing(before: Mapping[str, Any], now: Mapping[str, Any], document: Pack) -> dict[str, Any]:
    """What a new choice of settings changes in the one before; what it no longer names goes back to the document."""
    names: Sequence[str] = sorted({*before, *now})
    standing = {name: document.settings[name].on(None) for name in names if name in document.settings}
    chosen = {name: now.get(name, standing.get(name)) for name in names}
    return {name: value for name, value in chosen.items() if before.get(name, standing.get(name)) != value}

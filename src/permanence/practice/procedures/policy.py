"""The policy in force: the pack the authority follows on a day, with its own settings, each from its own day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.pack import Pack, read_pack
from permanence.practice.procedures.models import Adoption
from permanence.practice.today import today

FLOOR = "ENGLAND"
"""What holds while the authority has chosen nothing: the statute."""

Change = tuple[date, tuple[tuple[str, Any], ...]]


def current_adoption(on: date | None = None) -> Adoption | None:
    """The adoption in force on a day (today): the last to take effect of those approved."""
    return _approved(on or today()).last()


def current_pack(on: date | None = None) -> Pack:
    """The pack in force on a day (today), with the authority's settings, each for what began from its day on."""
    return pack_with(*_choice(on or today()))


def current_evaluator(on: date | None = None) -> Evaluator:
    """The pack in force, made ready to be asked."""
    return _ready(*_choice(on or today()))


def policy_name(pack: Pack) -> str:
    """The pack's code and fingerprint: two packs with the same name say the same."""
    return f"{pack.code} {pack.fingerprint}"


def _choice(on: date) -> tuple[str, tuple[Change, ...]]:
    """The code of the pack in force, and every change of its settings approved so far."""
    approved = list(_approved(on))
    if not approved:
        return FLOOR, ()
    code = approved[-1].pack
    return code, tuple(
        (one.effective, tuple(sorted(one.settings.items()))) for one in approved if one.pack == code and one.settings
    )


def _approved(on: date) -> Any:
    return Adoption.objects.filter(approved_at__isnull=False, effective__lte=on).order_by("effective", "approved_at", "pk")


@lru_cache(maxsize=32)
def pack_with(code: str, changes: tuple[Change, ...]) -> Pack:
    """A pack with settings set anew from a day. Raises PackMistake where a setting is unknown or looser than the statute."""
    if not changes:
        return read_pack(code)
    with TemporaryDirectory() as folder:  # packs are read from files; each change extends the one before it
        extends = code
        for number, (since, settings) in enumerate(changes, 1):
            file = Path(folder) / f"{number}.yaml"
            anew = {name: {"value": value, "from": since} for name, value in settings}
            head = {"pack": code, "name": read_pack(code).name, "extends": extends, "settings": anew}
            file.write_text(yaml.safe_dump(head), encoding="utf-8")
            extends = file.name
        return read_pack(str(file))


@lru_cache(maxsize=8)
def _ready(code: str, changes: tuple[Change, ...]) -> Evaluator:
    return evaluator(pack_with(code, changes))

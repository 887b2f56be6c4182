"""The policy in force: the pack the authority follows on a day, with its own settings, each from its own day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.pack import Pack, read_pack
from permanence.practice.procedures.local_pack import Files, differing, pack_text, read_local
from permanence.practice.procedures.models import Adoption
from permanence.practice.today import today

FLOOR = "ENGLAND"
"""What holds while the authority has chosen nothing: the statute."""


def current_adoption(on: date | None = None) -> Adoption | None:
    """The adoption in force on a day (today): the last to take effect of those approved."""
    approved = _approved(on or today())
    return approved[-1] if approved else None


def current_pack(on: date | None = None) -> Pack:
    """The pack in force on a day (today), with the authority's settings, each for what began from its day on."""
    return read_local(*_choice(on or today()))


def current_evaluator(on: date | None = None) -> Evaluator:
    """The pack in force, made ready to be asked."""
    return _ready(*_choice(on or today()))


def policy_name(pack: Pack) -> str:
    """The pack's code and fingerprint: two packs with the same name say the same."""
    return f"{pack.code} {pack.fingerprint}"


def files_with(adoption: Adoption) -> Files:
    """The pack files as they would be with this proposal approved: its own last. Past days keep what set them.

    The first choice of a policy sets it for all days; a later one changes it for what begins from its day on.
    """
    approved = _approved()
    before = approved[-1] if approved and approved[-1].pack == adoption.pack else None
    if before is None:
        return ((adoption.file_name, pack_text(adoption.pack, adoption.pack, adoption.settings)),)
    changed = differing(before.settings, adoption.settings, read_pack(adoption.pack))
    text = pack_text(adoption.pack, before.file_name, changed, since=adoption.effective)
    return (*_files(approved), (adoption.file_name, text))


def _choice(on: date) -> tuple[str, Files]:
    """The code of the pack in force and its files."""
    approved = _approved(on)
    return (approved[-1].pack, _files(approved)) if approved else (FLOOR, ())


def _files(approved: list[Adoption]) -> Files:
    """The files of the last policy chosen, back to the day another one was left for it."""
    code, files = approved[-1].pack, []
    for adoption in reversed(approved):
        if adoption.pack != code:
            break
        files.append((adoption.file_name, adoption.text))
    return tuple(reversed(files))


def _approved(on: date | None = None) -> list[Adoption]:
    """Those approved that have taken effect by a day (any day), in the order they do."""
    effective: dict[str, Any] = {"effective__lte": on} if on else {}
    return list(Adoption.objects.filter(approved_at__isnull=False, **effective).order_by("effective", "approved_at", "pk"))


@lru_cache(maxsize=8)
def _ready(code: str, files: Files) -> Evaluator:
    return evaluator(read_local(code, files))

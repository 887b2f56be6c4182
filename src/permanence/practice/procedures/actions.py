"""Proposing and approving the authority's policy. Two people: who proposes does not approve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from permanence.policy.lines import PackMistake
from permanence.policy.pack import BUILT_IN
from permanence.practice.design.wording import day
from permanence.practice.procedures.local_pack import mistake_in, read_local
from permanence.practice.procedures.models import Adoption
from permanence.practice.procedures.policy import files_with
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.tracker.actions import bring_up_to_date


@action
def propose(
    *, by: Person | None, pack: str, effective: date, settings: Mapping[str, Any] | None = None, why: str = ""
) -> Adoption:
    """Proposes a pack and settings from a day. Raises Refusal, naming the setting, where it would not hold."""
    if pack not in BUILT_IN:
        raise Refusal("Choose one of the policies in the list.", "pack")
    wrong = mistake_in(pack, settings or {})
    if wrong:
        raise Refusal(wrong[1], wrong[0] or None)
    _refuse_before_another(effective)
    adoption = Adoption.objects.create(
        pack=pack, settings=dict(settings or {}), effective=effective, proposed_by=by, why=why.strip()
    )
    write(adoption, why=why)
    return adoption


@action
def approve(*, by: Person | None, adoption: Adoption) -> Adoption:
    """Puts a proposal in force from its day, for good, and works out every child's duties anew if that day has come."""
    waiting = _waiting(adoption)
    if by is not None and waiting.proposed_by == by:
        raise Refusal("You proposed this. Someone else must approve it.")
    _refuse_before_another(waiting.effective)
    before, files = snapshot(waiting), files_with(waiting)
    waiting.approved_by, waiting.approved_at = by, timezone.now()
    waiting.text, waiting.fingerprint = files[-1][1], _fingerprint(waiting.pack, files)
    waiting.save()
    write(waiting, before=before)
    bring_up_to_date()
    return waiting


@action
def withdraw(*, by: Person | None, adoption: Adoption) -> Adoption:
    """Takes a proposal back before anyone approved it."""
    waiting = _waiting(adoption)
    before = snapshot(waiting)
    waiting.withdrawn_at = timezone.now()
    waiting.save()
    write(waiting, before=before)
    return waiting


def _waiting(adoption: Adoption) -> Adoption:
    """The proposal as it is now, held until the transaction ends."""
    found: Adoption = Adoption.objects.select_for_update().get(pk=adoption.pk)
    if found.approved_at:
        raise Refusal("This was approved already, and does not change.")
    if found.withdrawn_at:
        raise Refusal("This proposal was withdrawn. Make a new one.")
    return found


def _refuse_before_another(effective: date) -> None:
    """What was in force on past days never changes, so a new choice starts on or after the day of the last."""
    last = Adoption.objects.filter(approved_at__isnull=False).order_by("effective").last()
    if last and effective < last.effective:
        raise Refusal(f"A policy was approved from {day(last.effective)}. Choose that day or a later one.", "effective")


def _fingerprint(pack: str, files: Any) -> str:
    try:
        return read_local(pack, files).fingerprint
    except PackMistake as wrong:
        raise Refusal(f"This policy can no longer be followed as proposed: {wrong.wrong} {wrong.remedy}") from wrong

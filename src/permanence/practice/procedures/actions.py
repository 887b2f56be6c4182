"""Proposing and approving the authority's policy. Two people: who proposes does not approve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from permanence.policy.lines import PackMistake
from permanence.policy.pack import BUILT_IN
from permanence.practice.procedures.models import Adoption
from permanence.practice.procedures.policy import pack_with
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person


@action
def propose(
    *, by: Person, pack: str, effective: date, settings: Mapping[str, Any] | None = None, why: str = ""
) -> Adoption:
    """Proposes a pack and the authority's settings from a day. Raises Refusal where the pack would not hold."""
    if pack not in BUILT_IN:
        raise Refusal("Choose one of the policies in the list.", "pack")
    try:
        pack_with(pack, ((effective, tuple(sorted((settings or {}).items()))),))
    except PackMistake as wrong:
        raise Refusal(str(wrong), "settings") from wrong
    adoption = Adoption.objects.create(
        pack=pack, settings=dict(settings or {}), effective=effective, proposed_by=by, why=why
    )
    write(adoption)
    return adoption


@action
def approve(*, by: Person, adoption: Adoption) -> Adoption:
    """Puts a proposal in force from its day. Duties are worked out by it from then on (tracker/actions.py)."""
    if adoption.approved_at:
        raise Refusal("This was approved already, and does not change.")
    if adoption.proposed_by == by:
        raise Refusal("You proposed this. Someone else must approve it.")
    before = snapshot(adoption)
    adoption.approved_by, adoption.approved_at = by, timezone.now()
    adoption.save()
    write(adoption, before=before)
    return adoption

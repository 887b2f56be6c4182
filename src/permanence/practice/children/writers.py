"""Who writes in a form: others at the same time, and whoever was signed out while they wrote."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from permanence.practice.children.models import Draft
from permanence.practice.design.wording import clock, moment
from permanence.practice.staff.models import Person

STILL = timedelta(minutes=10)
"""Whoever wrote within this time is taken to be writing still."""
_SEAL = signing.TimestampSigner(salt="kept.writer")
_GOOD_FOR = timedelta(days=1)


def who_else_writes(person: Person, page: str) -> str:
    """Others who are writing in the form at this address, which the person may open: "Ana Sample has been writing here
    since 10:42am." Nothing where nobody is.
    """
    about_a_child = Draft.objects.filter(page=page, child__isnull=False)
    others = about_a_child.filter(kept_at__gte=timezone.now() - STILL).exclude(person=person)
    return " ".join(_said(draft) for draft in others.select_related("person").order_by("begun_at"))


def _said(draft: Draft) -> str:
    is_today = timezone.localdate(draft.begun_at) == timezone.localdate()
    since = clock(draft.begun_at) if is_today else moment(draft.begun_at)
    return f"{draft.person.name} has been writing here since {since}."


def writers_seal(person: Person, page: str) -> str:
    """A sealed word that a form carries: who was signed in when it was opened, and at which address."""
    return _SEAL.sign_object({"person": person.pk, "page": page})


def writer_of(seal: str, page: str) -> Person | None:
    """Whom a seal of today names, if it is of this address; for keeping what they typed, and for nothing else."""
    try:
        told = _SEAL.unsign_object(seal, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=told["person"], is_active=True).first() if told["page"] == page else None

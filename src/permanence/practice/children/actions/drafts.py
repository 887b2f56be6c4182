"""Half-written forms, and forms sent twice. Neither is part of the record, which begins when a form is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from permanence.practice.children.models import Child, Draft, Sent
from permanence.practice.staff.models import Person

T = TypeVar("T")
KEPT_FOR = timedelta(days=7)
"""A form is sent twice within minutes, or from a page left open for days."""


class SentAlready(Exception):
    """This very form was sent before, and did what it was for."""


def keep_draft(*, by: Person, page: str, written: Mapping[str, list[str]], child: Child | None = None) -> Draft:
    """Keeps what a person has typed in the form at this address, in place of what was kept before."""
    draft, _ = Draft.objects.update_or_create(person=by, page=page, defaults={"written": dict(written), "child": child})
    return draft


def drop_draft(*, by: Person, page: str) -> None:
    """Forgets what was kept of the form at this address."""
    Draft.objects.filter(person=by, page=page).delete()


def only_once(*, by: Person, key: UUID, page: str, does: Callable[[], T]) -> T:
    """Does what a form asks, and forgets its draft. Raises SentAlready where the same form has done it before.

    A second sending waits for the first: had that one been refused, nothing stands in the way of this one.
    """
    with transaction.atomic():
        Sent.objects.filter(person=by, at__lt=timezone.now() - KEPT_FOR).delete()
        _claim(by, key)
        done = does()
        drop_draft(by=by, page=page)
    return done


def _claim(by: Person, key: UUID) -> None:
    try:
        with transaction.atomic():
            Sent.objects.create(key=key, person=by)
    except IntegrityError as twice:
        raise SentAlready from twice

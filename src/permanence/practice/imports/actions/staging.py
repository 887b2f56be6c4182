"""Bringing files in, asking for work, and what becomes of an import whose work could not be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from permanence.practice.imports import intake, keeping
from permanence.practice.imports.models import Import
from permanence.practice.imports.states import FALLS_BACK, IN_HAND, refuse_unless_at_rest, refuse_unless_next
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person

MOST_TRIES = 3
"""A worker that ended this often while at an import will not be better next time."""


@action
def bring_in(*, by: Person, files: Sequence[Any]) -> Import:
    """Keeps the files and asks for them to be read. Raises Refusal where they cannot be an import, naming the file."""
    intake.check(files)
    source = Import.objects.create(by=by, asked_by=by, asked_at=timezone.now())
    keeping.keep(source, files)
    write(source)
    return source


@action
def ask_for(*, by: Person, source: Import, stage: str) -> Import:
    """Asks for work in the background: reading, applying or undoing. Raises Refusal where it is not its turn."""
    source = _locked(source)
    refuse_unless_next(source.stage, stage)
    if stage not in IN_HAND:
        raise ValueError(f"{stage} is not work for the background")
    return _moved(source, stage, asked_by=by, asked_at=timezone.now(), tries=0, said="")


@action
def throw_away(*, by: Person, source: Import) -> Import:
    """Removes the files and the dry run. That they were brought in stays in the record."""
    source = _locked(source)
    refuse_unless_next(source.stage, "discarded")
    source.children.all().delete()
    source.problems.all().delete()
    transaction.on_commit(lambda: keeping.throw_away(source))
    return _moved(source, "discarded")


@action
def let_go(*, by: Person | None, source: Import) -> Import:
    """Removes the files of an import that came to rest long ago. The dry run and what was applied stay."""
    source = _locked(source)
    refuse_unless_at_rest(source.stage)
    transaction.on_commit(lambda: keeping.throw_away(source))
    write(source, why=f"Files are kept {settings.FILES_KEPT.days} days")
    return source


@action
def fall_back(*, by: Person | None, source: Import, said: str) -> Import:
    """Puts an import back where it was before work that could not be done, with the reason."""
    source = _locked(source)
    return _moved(source, FALLS_BACK[source.stage], said=said)


def claim(source: Import) -> bool:
    """Counts one more try at the work in hand; False where it has been tried too often. Says nothing about a child."""
    tried = Import.objects.filter(pk=source.pk, tries__lt=MOST_TRIES)
    return bool(tried.update(tries=source.tries + 1))


def _locked(source: Import) -> Import:
    """The import as it is now, held until the transaction ends."""
    found: Import = Import.objects.select_for_update().get(pk=source.pk)
    return found


def _moved(source: Import, stage: str, **changes: Any) -> Import:
    before = snapshot(source)
    for name, value in {"stage": stage, **changes}.items():
        setattr(source, name, value)
    source.save()
    write(source, before=before)
    return source


def finished(source: Import, stage: str, **changes: Any) -> Import:
    """Marks the work in hand as done. Called within the action that did it."""
    refuse_unless_next(source.stage, stage)
    return _moved(source, stage, tries=0, said="", **changes)


def taken_up(source: Import, stage: str) -> Import:
    """The import, held until the transaction ends. Raises Refusal where it is at another stage, so that nothing is done
    twice."""
    source = _locked(source)
    if source.stage != stage:
        raise Refusal("This has been done already.")
    return source

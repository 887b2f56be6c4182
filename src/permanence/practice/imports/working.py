"""The work in the background: reading, applying and undoing, one import at a time, by whichever worker holds it."""

from __future__ import annotations

import logging
from contextlib import suppress
from threading import Thread

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from permanence.practice.filling import take_stock
from permanence.practice.imports import actions, keeping
from permanence.practice.imports.dry_run import work_out
from permanence.practice.imports.models import Import
from permanence.practice.imports.permissions import may_import
from permanence.practice.imports.reading import read
from permanence.practice.imports.states import IN_HAND
from permanence.practice.refusals import Refusal
from permanence.practice.today import today

log = logging.getLogger(__name__)

TRIED_TOO_OFTEN = "The work broke off several times. Ask your system administrator to look into it, then try again."
BROKE_OFF = "Something went wrong on our side, and nothing was changed. Ask your system administrator to look into it."
NO_LONGER = "Whoever asked for this may no longer bring in files."


def begin() -> None:
    """In a demonstration, works in a thread once the request is over. Elsewhere ``manage.py run_imports`` does it."""
    if settings.MODE == "demo":
        transaction.on_commit(lambda: Thread(target=_in_background, daemon=True).start())


def _in_background() -> None:
    try:
        work_through()
    finally:
        connection.close()


def work_through() -> int:
    """Does all work that waits, and says how many imports that were. Work that another worker holds is left to it."""
    waiting = Import.objects.filter(stage__in=IN_HAND).order_by("asked_at", "pk")
    return sum(work_on(source) for source in waiting)


def let_files_go() -> int:
    """Removes sent files that have been kept for as long as they are to be, and says of how many imports."""
    long_ago = timezone.now() - settings.FILES_KEPT
    resting = Import.objects.exclude(stage__in=(*IN_HAND, "discarded")).filter(asked_at__lt=long_ago)
    kept = [source for source in resting if keeping.has_files(source)]
    for source in kept:
        with suppress(Refusal):  # undone or let go by someone at this very moment
            actions.let_go(by=None, source=source)
    return len(kept)


def work_on(source: Import) -> bool:
    """Does the work an import waits for; False where another worker holds it. Nothing of it stands half done."""
    with keeping.held(source) as mine:
        source.refresh_from_db()
        if not mine or not source.in_hand:
            return False
        try:
            _do(source)
        finally:
            keeping.no_progress(source)
    return True


def _do(source: Import) -> None:
    stage = source.stage
    try:
        if not actions.claim(source):
            raise Refusal(TRIED_TOO_OFTEN)
        if not may_import(source.asked_by):
            raise Refusal(NO_LONGER)
        WORK[stage](source)
    except Refusal as refusal:
        _fall_back(source, stage, refusal.wording)
    except Exception:
        log.exception("import %s could not be done: %s", source.pk, stage)
        _fall_back(source, stage, BROKE_OFF)


def _fall_back(source: Import, stage: str, said: str) -> None:
    source.refresh_from_db()
    if source.stage == stage:
        actions.fall_back(by=source.asked_by, source=source, said=said)


def _read(source: Import) -> None:
    keeping.tell(source, "Reading the files")
    found = read(source, today())
    dry_run = work_out(source, found, lambda done, of: keeping.tell(source, "Comparing children", done, of))
    actions.keep_dry_run(by=source.asked_by, source=source, dry_run=dry_run)


def _apply(source: Import) -> None:
    actions.apply(by=source.asked_by, source=source)
    take_stock()


def _undo(source: Import) -> None:
    actions.undo(by=source.asked_by, source=source)
    take_stock()


WORK = {"reading": _read, "applying": _apply, "undoing": _undo}

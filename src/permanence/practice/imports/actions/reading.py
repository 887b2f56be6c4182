"""Keeping the dry run of an import's files."""

from __future__ import annotations

from permanence.practice.imports.actions.staging import finished, taken_up
from permanence.practice.imports.dry_run import DryRun
from permanence.practice.imports.models import Import, ImportedChild, Problem
from permanence.practice.record.writing import action
from permanence.practice.staff.models import Person


@action
def keep_dry_run(*, by: Person, source: Import, dry_run: DryRun) -> Import:
    """Keeps what the files would change, in place of an earlier dry run. Nothing about a child changes."""
    source = taken_up(source, "reading")
    source.children.all().delete()
    source.problems.all().delete()
    ImportedChild.objects.bulk_create(dry_run.rows, batch_size=500)
    Problem.objects.bulk_create(dry_run.problems, batch_size=2_000)
    return finished(
        source, "ready", totals=dry_run.totals, not_shown=dry_run.not_shown, as_at=dry_run.as_at, applied_by=None,
        applied_at=None, undone_by=None, undone_at=None,
    )  # fmt: skip

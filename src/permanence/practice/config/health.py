"""Whether the app can work, for the machine that watches over it: its database, its migrations, its record."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from permanence.practice.record.models import Entry
from permanence.practice.record.triggers import missing


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 and "ok", or 503 and what is wrong. Tells nothing about anyone, so it can be asked without signing in."""
    try:
        wrong, told = _wrong(), _record_age()
    except DatabaseError:
        wrong, told = "the database does not answer", ""
    text = f"{wrong or 'ok'}\n{told}"
    return HttpResponse(
        text, status=503 if wrong else 200, content_type="text/plain", headers={"Cache-Control": "no-store"}
    )


def _wrong() -> str:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations wait: run manage.py migrate"
    return "the record is not guarded: run manage.py migrate" if missing(connection) else ""


def _record_age() -> str:
    """How long ago the last entry was sealed: an app in use whose record stands still is not well."""
    last = Entry.objects.order_by("-number").values_list("at", flat=True).first()
    minutes = int((timezone.now() - last).total_seconds() // 60) if last else 0
    return f"last entry of the record: {minutes} minutes ago\n" if last else "the record is empty\n"

"""What a row held, as plain values that can be kept in an entry and read years later."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model

NEVER_KEPT = frozenset({"password", "last_login"})

Snapshot = dict[str, Any]


def snapshot(row: Model) -> Snapshot:
    """The fields of a row by name, dates as text."""
    fields = (field for field in row._meta.concrete_fields if field.attname not in NEVER_KEPT)
    return {field.attname: _plain(field.value_from_object(row)) for field in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list | dict | None) else str(value)


def changed(before: Snapshot | None, after: Snapshot | None) -> tuple[Snapshot | None, Snapshot | None]:
    """The two with only the fields that differ; for something new or gone, the fields that say something."""
    if before is None or after is None:
        return _said(before), _said(after)
    differ = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in differ}, {name: after[name] for name in differ}


def _said(whole: Snapshot | None) -> Snapshot | None:
    return whole and {name: value for name, value in whole.items() if value not in (None, "", [], {})}

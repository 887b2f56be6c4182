"""The seal of an entry, and taking one's turn at the end of the chain.

The key is a setting, not a row: who can write to the database cannot make a seal. Who has both the key and the
database could build the whole chain anew, so its head is also written to the log, out of the database's reach.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Collection, Sequence
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from permanence.practice.filling import insert, insert_numbers
from permanence.practice.prepared import prepared_cells
from permanence.practice.record.models import Concern, Entry

_log = logging.getLogger("permanence.record")
BEFORE_THE_FIRST = "0" * 64
_TURN = 7_203_811  # the name of our lock among PostgreSQL's advisory locks


def seal_of(entry: Entry, children: Collection[int], seal_before: str) -> str:
    """The seal of an entry about these children, after the entry with that seal."""
    said = [
        entry.number, entry.at.astimezone(UTC).isoformat(), entry.by_id, entry.did, entry.where, entry.about,
        entry.before, entry.after, entry.why, sorted(children), seal_before,
    ]  # fmt: skip
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(settings.RECORD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def head() -> tuple[int, str]:
    """The number and seal of the last entry; 0 and noughts while there is none."""
    last = _last()
    return last[0] if last else (0, BEFORE_THE_FIRST)


def last_change() -> str:
    """The seal of the last entry that tells of a change, not of a look; nothing while there is none.

    While it stays the same nobody has written anything: whatever was read since then can be shown again.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LAST_CHANGE)
        found = cursor.fetchone()
    return found[0] if found else ""


_LAST_CHANGE = "SELECT seal FROM record_entry WHERE NOT (did = 'looked') ORDER BY number DESC LIMIT 1"
"""In the words of the index ``changes_alone``: SQLite takes it for no others."""


@prepared_cells
def _last() -> Any:
    return Entry.objects.order_by("-number").values_list("number", "seal")[:1]


def append(entries: Sequence[tuple[Entry, Collection[int]]]) -> None:
    """Seals entries, each with the children it concerns, and adds them to the chain. Must be inside a transaction."""
    _take_turn()
    number, seal = head()
    for entry, children in entries:
        number += 1
        entry.number = number
        entry.seal = seal = seal_of(entry, children, seal)
    transaction.on_commit(lambda: _log.info("head of the record %s:%s", number, seal))
    insert([entry for entry, _ in entries])
    insert_numbers(Concern, [(entry.number, child) for entry, children in entries for child in sorted(children)])


def _take_turn() -> None:
    """One writer at a time, until commit. SQLite has given us our turn already, when the transaction began."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])

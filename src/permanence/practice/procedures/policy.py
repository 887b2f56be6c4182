"""The policy in force: the pack the authority follows on a day, with its own settings, each from its own day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import Any

from django.db import connection

from permanence.policy.duties import Evaluator, evaluator
from permanence.policy.pack import BUILT_IN, Pack, read_pack
from permanence.practice.procedures.local_pack import Files, differing, pack_text, read_local
from permanence.practice.procedures.models import Adoption, file_name
from permanence.practice.today import today

FLOOR = "ENGLAND"
"""What holds while the authority has chosen nothing: the statute."""


def current_adoption(on: date | None = None) -> Adoption | None:
    """The adoption in force on a day (today): the last to take effect of those approved."""
    found: Adoption | None = _in_order().filter(effective__lte=on or today()).last()
    return found


def current_pack(on: date | None = None) -> Pack:
    """The pack in force on a day (today), with the authority's settings, each for what began from its day on."""
    return read_local(*_choice(on or today()))


def current_evaluator(on: date | None = None) -> Evaluator:
    """The pack in force, made ready to be asked."""
    return _ready(*_choice(on or today()))


def document_of(pack: Pack) -> str:
    """The document a policy rests on, whatever its settings: AM, DG, SP, PG, PP or ENGLAND."""
    return next(code for code in pack.chain if code in BUILT_IN)


def followed_since() -> date | None:
    """The day on which the authority went over to the document it follows today; None where it followed no other."""
    latest_first = list(_in_order().filter(effective__lte=today()).reverse())
    same = list(takewhile(lambda adoption: adoption.pack == latest_first[0].pack, latest_first))
    return same[-1].effective if len(same) < len(latest_first) else None


def policy_name(pack: Pack) -> str:
    """The pack's code and fingerprint: two packs with the same name say the same."""
    return f"{pack.code} {pack.fingerprint}"


def files_with(adoption: Adoption) -> Files:
    """The pack files as they would be with this proposal approved: its own last. Past days keep what set them.

    The first choice of a policy sets it for all days; a later one changes it for what begins from its day on.
    """
    before = _in_order().last()
    if before is None or before.pack != adoption.pack:
        return ((adoption.file_name, pack_text(adoption.pack, adoption.pack, adoption.settings)),)
    changed = differing(before.settings, adoption.settings, read_pack(adoption.pack))
    text = pack_text(adoption.pack, before.file_name, changed, since=adoption.effective)
    return (*_choice(date.max)[1], (adoption.file_name, text))


def _in_order() -> Any:
    """Those approved, in the order they take effect."""
    return Adoption.objects.filter(approved_at__isnull=False).order_by("effective", "approved_at", "pk")


def _choice(on: date) -> tuple[str, Files]:
    """The code of the pack in force on a day, and its files, back to the day another policy was left for it."""
    with connection.cursor() as cursor:  # asked several times a page, so past Django's own making of queries
        cursor.execute(_CHOSEN, [on.isoformat()])
        chosen = cursor.fetchall()
    if not chosen:
        return FLOOR, ()
    code = chosen[0][1]
    latest_first = takewhile(lambda row: row[1] == code, chosen)
    return code, tuple((file_name(pk), text) for pk, _, text in latest_first)[::-1]


_CHOSEN = """SELECT id, pack, text FROM procedures_adoption WHERE approved_at IS NOT NULL AND effective <= %s
ORDER BY effective DESC, approved_at DESC, id DESC"""


@lru_cache(maxsize=8)
def _ready(code: str, files: Files) -> Evaluator:
    return evaluator(read_local(code, files))

"""The join between packs and facts: what no pack asks for is named here, with the reason it is kept."""

from dataclasses import fields, is_dataclass
from typing import Any

from permanence.policy.flags import flags_of
from permanence.policy.pack import BUILT_IN, read_pack
from permanence.policy.vocabulary import vocabulary

ASKED_BY_NO_PACK = {
    "legal_status.interim_care_order": "ends the legal status before it; a return's care proceedings begin with it",
    "legal_status.emergency": "ends the legal status before it",
    "meeting.midway_review": "kept in the child's history; no policy sets a day for it",
    "meeting.placement_stability": "kept in the child's history; no policy sets a day for it",
    "meeting.tracking": "kept in the child's history; no policy sets a day for it",
    "panel.fostering": "kept in the child's history; no policy sets a day for it",
    "panel.long_term_fostering": "kept in the child's history; the permanence panel ratifies these homes",
    "panel.care_planning": "kept in the child's history; no policy sets a day for it",
    "document.placement_order_application": "kept in the child's history; no policy sets a day for it",
}


def _tokens(part: Any) -> set[str]:
    """Every fact named anywhere in a rule."""
    if isinstance(part, str):
        return {part} & set(vocabulary().tokens)
    if is_dataclass(part):
        return _tokens(tuple(getattr(part, field.name) for field in fields(part)))
    return set().union(*map(_tokens, part)) if isinstance(part, tuple) else set()


def _asked() -> set[str]:
    asked = {token for pack in BUILT_IN for token in _tokens(read_pack(pack).rules)}
    bookings = {f"booked.{token.removeprefix('meeting.')}" for token in vocabulary().tokens_of("meeting")}
    flagged = {token for pack in BUILT_IN for flag in flags_of(pack).values() for token in _tokens(flag)}
    return asked | flagged | bookings | {"booked.review"}  # a duty to meet looks for the booking by itself


def test_every_fact_is_asked_for_or_has_a_reason() -> None:
    assert set(vocabulary().tokens) - _asked() == set(ASKED_BY_NO_PACK)

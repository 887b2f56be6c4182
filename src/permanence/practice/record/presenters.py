"""An entry in words: who, when, what; and what it was before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from permanence.practice.record.models import Entry

MOST_CHILDREN = 5
"""Children named in one line; a list may have shown a hundred."""

DID = {
    "looked": "looked",
    "create_child": "opened the record",
    "change_details": "changed details",
    "restrict": "restricted the record",
    "lift_restriction": "lifted the restriction",
    "record_fact": "recorded a fact",
    "correct_fact": "corrected a fact",
    "end_fact": "ended a fact",
    "withdraw_fact": "withdrew a fact",
    "allocate": "allocated a worker",
    "end_allocation": "ended an allocation",
    "grant": "gave a grant",
    "keep_sight": "kept sight of the record",
    "end_grant": "ended a grant",
    "break_glass": "opened the record in an emergency",
    "review_broken_glass": "looked into an emergency opening",
    "group_siblings": "joined brothers and sisters",
    "leave_siblings": "took out of a sibling group",
    "add_connection": "added someone around the child",
    "change_connection": "changed someone around the child",
    "name_children": "named the child",
    "allocate_all": "allocated a worker",
    "ask_agreement": "asked to agree another limit",
    "agree": "agreed another limit",
    "refuse_agreement": "refused another limit",
    "end_agreement": "ended an agreed limit",
    "bring_in": "brought in files",
    "ask_for": "asked for the next step of an import",
    "keep_dry_run": "compared files with the record",
    "choose_for_child": "chose what an import does for the child",
    "choose_for_all": "chose how an import settles conflicts",
    "apply": "applied an import",
    "undo": "undid an import",
    "fall_back": "could not finish a step of an import",
    "throw_away": "threw an import away",
    "let_go": "removed the files of an old import",
    "settle_plan": "settled the plan",
    "achieve_plan": "said that the plan is achieved",
    "write_track": "wrote what is known of an option",
    "tell": "said who was told of the plan",
    "review_plan": "said what the review thought of the plan",
    "court_agreed": "said that a court agreed the plan",
    "take_back_mark": "took back what was said of the plan",
    "say_so": "said that what an option needs is so",
    "raise_disagreement": "wrote down that someone is unhappy with the plan",
    "answer_step": "answered someone who is unhappy with the plan",
    "write_for_child": "wrote on the child's page of the plan",
    "prepare_referral": "began a referral to a panel",
    "keep_enclosure": "checked off a paper for a panel",
    "move_item": "chose the sitting of a panel",
    "refer": "referred to a panel",
    "withdraw_item": "withdrew a referral to a panel",
    "stand_aside": "said that a member of a panel stands aside",
    "decide": "wrote down what a panel decided",
    "tell_decision": "said who was told what a panel decided",
    "finish_task": "said what became of something after a panel",
    "add_sitting": "added a sitting of a panel",
    "change_sitting": "changed a sitting of a panel",
    "add_seat": "gave someone a seat at a panel",
    "drop_seat": "took someone off a panel",
    "mark_attendance": "said who came to a panel",
    "order_agenda": "put the agenda of a panel in order",
    "begin_search": "began the search for a family",
    "log_search": "wrote down where they looked for a family",
    "link_carers": "put carers on the list of a search",
    "weigh_carers": "said how carers fit",
    "plan_introduction": "planned a step of getting to know carers",
    "tell_introduction": "wrote how a step of getting to know carers went",
    "end_search": "ended the search for a family",
}
"""What an action did, in words. One not named here is shown by its own name."""


@dataclass(frozen=True)
class Change:
    """A field that changed."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class EntryLine:
    """An entry as a page shows it."""

    number: int
    at: datetime
    by: str
    did: str
    where: str
    changes: tuple[Change, ...]
    why: str
    children: tuple[str, ...] = ()
    more: int = 0


def entry_line(entry: Entry, children: Sequence[Any] = ()) -> EntryLine:
    """An entry in words, with the names of the children it concerns."""
    names = tuple(child.name for child in children[:MOST_CHILDREN])
    return EntryLine(
        entry.number, entry.at, entry.by.name if entry.by else "the system", _did(entry.did), _where(entry.where),
        tuple(_changes(entry)), entry.why, names, max(0, len(children) - MOST_CHILDREN),
    )  # fmt: skip


def _did(did: str) -> str:
    action = did.rpartition(".")[2]
    return DID.get(action, action.replace("_", " "))


PAGES = {
    "record:of_child": "at who looked and what changed",
    "record:entries": "at the record of several children",
    "staff:access": "at who sees the child",
    "staff:review_glass": "into an emergency opening",
    "imports:children": "at the children in an import",
    "imports:child": "at what an import does for the child",
    "imports:problems": "at the problems in an import's files",
    "imports:problems_file": "at the problems in an import's files, as a download",
    "imports:file": "at a file as it was sent, as a download",
    "imports:undo": "at what stands in the way of undoing an import",
}
"""What a page shows, in words. One not named here is told by its own name."""


def _where(where: str) -> str:
    """The page of a look, in words."""
    return PAGES.get(where) or (f"at {where.replace(':', ', ').replace('_', ' ')}" if where else "")


def _changes(entry: Entry) -> list[Change]:
    before, after = entry.before or {}, entry.after or {}
    return [
        Change(name.removesuffix("_id").replace("_", " "), _said(before.get(name)), _said(after.get(name)))
        for name in {**before, **after}
    ]


def _said(value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {_said(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(_said(part) for part in value)
    return str(value)

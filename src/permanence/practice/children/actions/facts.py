"""Recording, correcting, ending and withdrawing facts. No version is ever overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from permanence.practice.children.actions.versions import take_turn
from permanence.practice.children.attributes import clean_attributes, clean_token, spoken
from permanence.practice.children.checks import ONE_AT_A_TIME, questions, refuse_the_impossible
from permanence.practice.children.models import STANDS, Child, Fact
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person
from permanence.practice.tracker.actions import rebuild
from permanence.practice.tracker.flags import missed_before

CHANGES = ("token", "start", "end", "attributes", "note")
"""What a correction may change."""


@action
def record_fact(
    *,
    by: Person | None,
    child: Child,
    token: str,
    start: date,
    end: date | None = None,
    attributes: Mapping[str, Any] | None = None,
    note: str = "",
    basis: str = "",
    file: str = "",
    line: int | None = None,
    ends_previous: bool = False,
    confirmed: Collection[str] = (),
) -> Fact:
    """Records a fact. With ``ends_previous``, the one it takes over from ends on the day this one starts.

    Raises Refusal where it cannot be, and Question where it is odd and its code is not in ``confirmed``.
    """  # fmt: skip
    take_turn(child)
    fact = Fact(
        child=child, token=clean_token(token), start=start, end=end,
        attributes=clean_attributes(token, attributes or {}), note=note, basis=basis, file=file,
        line=line, recorded_by=by,
    )  # fmt: skip
    if ends_previous:
        _end_previous(by, fact)
    _check(fact, confirmed)
    fact.save()
    write(fact, children=[child])
    rebuild([child])
    return fact


@action
def correct_fact(
    *, by: Person | None, fact: Fact, why: str, changes: Mapping[str, Any], confirmed: Collection[str] = ()
) -> Fact:
    """Puts a corrected version in a fact's place; the old one stays in its history. ``changes``: any of CHANGES.

    Raises Refusal where nothing changes, no reason is given or it cannot be, and Question where it is odd.
    """
    if not why.strip():
        raise Refusal("Say why it is corrected, so that a reader of the history understands.", "why")
    corrected = _version_of(fact, by, **changes)
    if all(getattr(corrected, name) == getattr(fact, name) for name in CHANGES):
        raise Refusal("Nothing is different, so there is nothing to correct.")
    return _put_in_place(fact, corrected, why, confirmed)


@action
def end_fact(*, by: Person | None, fact: Fact, end: date, why: str = "", confirmed: Collection[str] = ()) -> Fact:
    """Ends a span: ``end`` is the first day on which it no longer holds. Raises Refusal where it cannot be."""
    if not fact.is_span:
        raise Refusal(f"The {spoken(fact.token)} happened on one day, so it has no end.", "end")
    return _put_in_place(fact, _version_of(fact, by, end=end), why, confirmed)


@action
def withdraw_fact(*, by: Person | None, fact: Fact, why: str) -> Fact:
    """Withdraws a fact that should never have been recorded. It stays in the history, with who withdrew it and why."""
    if not why.strip():
        raise Refusal("Say why it is withdrawn, so that a reader of the history understands.", "why")
    take_turn(fact.child)
    before = snapshot(fact)
    fact.withdrawn_at, fact.withdrawn_by, fact.why = timezone.now(), by, why
    _settle(fact, withdrawn_at=fact.withdrawn_at, withdrawn_by=by, why=why)
    write(fact, children=[fact.child], before=before, why=why)
    rebuild([fact.child])
    return fact


# --- the steps ---------------------------------------------------------------------------------------------------


def _version_of(fact: Fact, by: Person | None, **changes: Any) -> Fact:
    """A fresh row with the fact's content and these changes. Once a person changes it, it is stated by them; but who
    ends a time in care says nothing of a first day that was inferred."""
    unknown = sorted(set(changes) - set(CHANGES))
    if unknown:
        raise Refusal(f"A correction cannot change {', '.join(unknown)}.", unknown[0])
    content = {name: getattr(fact, name) for name in CHANGES} | changes
    clean_token(content["token"])
    content["attributes"] = clean_attributes(content["token"], content["attributes"])
    is_inferred_yet = fact.fact == "in_care" and content["start"] == fact.start
    return Fact(child=fact.child, recorded_by=by, basis=fact.basis if is_inferred_yet else "", **content)


def _put_in_place(old: Fact, new: Fact, why: str, confirmed: Collection[str]) -> Fact:
    take_turn(old.child)
    _check(new, confirmed, instead_of=old)
    before = snapshot(old)
    new.save()
    _settle(old, replaced_by=new, why=why)
    old.replaced_by, old.why = new, why
    write(new, children=[new.child], before=before, why=why)
    rebuild([new.child])
    return new


def _settle(fact: Fact, **fields: Any) -> None:
    """Marks a version as no longer standing. Raises Refusal where another was quicker."""
    if not Fact.objects.filter(STANDS, pk=fact.pk).update(**fields):
        raise Refusal("This fact has changed since you opened it. Look at it again first.")


def _check(fact: Fact, confirmed: Collection[str], instead_of: Fact | None = None) -> None:
    beside = list(Fact.objects.filter(child=fact.child).current().exclude(pk=instead_of.pk if instead_of else None))
    refuse_the_impossible(fact.child, fact, beside)
    asked_before = {one.code for one in questions(fact.child, instead_of, beside)} if instead_of else set()
    for question in (*questions(fact.child, fact, beside), *_wanted_before(fact, beside, instead_of)):
        ask(question, {*confirmed, *asked_before})


def _wanted_before(fact: Fact, beside: Sequence[Fact], instead_of: Fact | None) -> Iterator[Question]:
    """Asks, and does not refuse: what has happened to a child is recorded even where the policy was not kept."""
    missed = " ".join(f"{words}." for words in missed_before(fact, beside)) if instead_of is None else ""
    if missed:
        yield Question("wanted_before", f"{missed} Record this all the same?", "start")


def _end_previous(by: Person | None, fact: Fact) -> None:
    """Ends the spans this one takes over from: those of the same fact, or of the same code where several may hold."""
    same = {"token__startswith": f"{fact.fact}."} if fact.fact in ONE_AT_A_TIME and fact.code else {"token": fact.token}
    open_ones = Fact.objects.filter(child=fact.child, start__lt=fact.start, **same).current().filter(end__isnull=True)
    for previous in open_ones.exclude(token="placement.temporary"):
        end_fact(by=by, fact=previous, end=fact.start, why=f"{spoken(fact.token)} began")

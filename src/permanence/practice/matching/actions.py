"""Every write about matching, each one transaction with its entries."""

from __future__ import annotations

from datetime import date

from permanence.practice.children.actions import record_fact
from permanence.practice.children.actions.versions import kept, locked, take_turn, taken
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child, Fact, latest
from permanence.practice.matching.agreed import match_agreed
from permanence.practice.matching.models import STATES, Carers, Introduction, LogEntry, Search
from permanence.practice.panels.actions.listing import take_back
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def begin_search(*, by: Person, child: Child, wanted: str, finder: Person | None = None) -> Search:
    """Begins the search for a family. Raises Refusal where one goes on already."""
    if not wanted.strip():
        raise Refusal("Say what kind of family you look for, from the child's needs.", "wanted")
    take_turn(child)
    if Search.objects.about(child).open().exists():
        raise Refusal("A search goes on already. End it before you begin another.")
    search = Search(child=child, wanted=wanted.strip(), finder=finder, begun_by=by)
    search.save()
    write(search, children=[child])
    return search


@action
def log_search(*, by: Person, search: Search, day: date, where: str, found: str) -> LogEntry:
    """Writes down where someone looked and what came of it."""
    _refuse_ended(search)
    if day > today():
        raise Refusal("That day has not come yet.", "day")
    entry = LogEntry(search=search, child=search.child, day=day, where=where.strip(), found=found.strip(), by=by)
    entry.save()
    write(entry, children=[search.child_id])
    return entry


@action
def link_carers(
    *, by: Person, search: Search, name: str, are_present: bool = False, agency: str = "", strengths: str = "",
    worries: str = "",
) -> Carers:  # fmt: skip
    """Puts carers on the list of those thought of."""
    _refuse_ended(search)
    if Carers.objects.about(search.child).filter(search=search, name__iexact=name.strip()).exists():
        raise Refusal("They are on the list already.", "name")
    row = Carers(search=search, child=search.child, name=name.strip(), are_present=are_present, agency=agency.strip(),
                 strengths=strengths.strip(), worries=worries.strip())  # fmt: skip
    row.save()
    write(row, children=[search.child_id])
    return row


@action
def weigh_carers(
    *, by: Person, carers: Carers, version: int, state: str, why: str, strengths: str = "", worries: str = "",
    visited_on: date | None = None,
) -> Carers:  # fmt: skip
    """Says how carers fit and where that stands. Those chosen are a fact: suitable carers are found.

    Raises Refusal where no reason is given, others are chosen already, or the present carers are put forward without a
    joint visit.
    """
    take_turn(carers.child)
    found, before = taken(carers, version)
    _refuse_ended(found.search)
    if state not in dict(STATES):
        raise Refusal("Choose where it stands.", "state")
    if (state != "thought_of" or found.state == "chosen") and not why.strip():
        raise Refusal("Say why, in words the child can read one day.", "why")
    if visited_on is not None and visited_on > today():
        raise Refusal("That day has not come yet.", "visited_on")
    if state == "chosen":
        _refuse_unready(found, visited_on)
    weighed: Carers = kept(found, before, state=state, why=why.strip(), visited_on=visited_on,
                           strengths=strengths.strip(), worries=worries.strip(),
                           identified=_as_fact(by, found, state, why))  # fmt: skip
    return weighed


def _refuse_unready(carers: Carers, visited_on: date | None) -> None:
    others = Carers.objects.about(carers.child).filter(search=carers.search, state="chosen").exclude(pk=carers.pk)
    if others.exists():
        raise Refusal("Others are chosen already. Change that first: one match is put forward at a time.", "state")
    if carers.are_present and visited_on is None:
        raise Refusal("Carers with whom the child lives are first visited by the child's social worker and the family "
                      "finder together. Give the day.", "visited_on")  # fmt: skip


def _as_fact(by: Person, carers: Carers, state: str, why: str) -> Fact | None:
    """The fact that suitable carers are found: while some are chosen, and no longer once they are not."""
    if state != "chosen":
        take_back(by, carers.identified, why)
        return None
    if carers.state == "chosen":
        return latest(carers.identified)  # whoever took it back on the page of facts meant it
    return record_fact(by=by, child=carers.child, token="carers_identified", start=today(), confirmed=QUESTIONS)


@action
def plan_introduction(*, by: Person, carers: Carers, day: date, what: str) -> Introduction:
    """Plans a step of getting to know each other. Raises Refusal before a match is agreed."""
    if not match_agreed(carers):
        raise Refusal("Introductions begin once the match is agreed. Put it to the panel first.")
    row = Introduction(carers=carers, child=carers.child, day=day, what=what.strip())
    row.save()
    write(row, children=[carers.child_id])
    return row


@action
def tell_introduction(*, by: Person, introduction: Introduction, went: str) -> Introduction:
    """Writes down how a step went. Raises Refusal before its day."""
    found, before = locked(introduction)
    if found.went:
        raise Refusal("It is written down already how it went.")
    if found.day > today():
        raise Refusal("Its day has not come yet.")
    if not went.strip():
        raise Refusal("Say how it went, and what the child said.", "went")
    found.went = went.strip()
    found.save()
    write(found, children=[found.child_id], before=before)
    told: Introduction = found
    return told


@action
def end_search(*, by: Person, search: Search, ended: str) -> Search:
    """Ends a search, and says how it ended."""
    found, before = locked(search)
    _refuse_ended(found)
    if not ended.strip():
        raise Refusal("Say how it ended.", "ended")
    found.closed_on, found.ended = today(), ended.strip()
    found.save()
    write(found, children=[found.child_id], before=before)
    closed: Search = found
    return closed


def _refuse_ended(search: Search) -> None:
    if search.closed_on is not None:
        raise Refusal("This search has ended, so it stays as it is. Begin a new one.")

"""What a decision changes: the home for the long term, a match agreed, who is told and what is to be done."""

from __future__ import annotations

from typing import Any

from permanence.policy.days import published_calendar, span
from permanence.policy.meetings import words_of
from permanence.policy.panel_kinds import Following
from permanence.policy.panels import LONG_TERM
from permanence.policy.sittings import value_of
from permanence.practice.children.actions import correct_fact, record_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.policy import applies
from permanence.practice.meetings.proposing import people_who_are, workers_who_are
from permanence.practice.meetings.words import local_sentence
from permanence.practice.panels.long_term import foster_home
from permanence.practice.panels.models import Item, Task, Told
from permanence.practice.panels.policy import panel_of, settings_for
from permanence.practice.record.writing import write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today


def take_effect(by: Person, item: Item) -> None:
    """Records what ratifying this matter means, as facts of the day of the sitting."""
    day = item.sitting.day
    for means in dict.fromkeys(means for one in _matters(by, item) for means in one.means):
        if means == LONG_TERM:
            make_long_term(by, item)
        else:
            record_fact(by=by, child=item.child, token=means, start=day, confirmed=QUESTIONS)


def _matters(by: Person, item: Item) -> list[Any]:
    so = circumstances(item.child, "permanence", item.sitting.day or today(), by)
    same = [one for one in panel_of(item).matters if one.matter == item.matter]
    return [one for one in same if applies(one.only, so)] or same[:1]


def make_long_term(by: Person, item: Item) -> None:
    """The foster home is the home for the long term from the day of the sitting: same carers, so it is no move.

    Raises Refusal where the child does not live with foster carers on that day.
    """
    day = item.sitting.day
    home = foster_home(item.child, day)
    if home is None:
        raise Refusal("The record has no foster home on the day of the sitting, so none can become long-term. Put the "
                      "record right first.")  # fmt: skip
    details = {**home.attributes, "long_term": True}
    why = f"{panel_of(item).name} agreed it as the home for the long term."
    if home.attributes.get("long_term"):
        return
    if home.start == day:
        correct_fact(by=by, fact=home, why=why, changes={"attributes": details}, confirmed=QUESTIONS)
        return
    end = home.end
    correct_fact(by=by, fact=home, why=why, changes={"end": day}, confirmed=QUESTIONS)
    record_fact(by=by, child=item.child, token="placement.foster", start=day, end=end, note=why,
                attributes={**details, "same_carers": True}, confirmed=QUESTIONS)  # fmt: skip


def name_who_is_told(by: Person, item: Item) -> None:
    """Everyone whom the policy tells of the decision, and the child and who referred them in any case."""
    so = circumstances(item.child, "permanence", today(), by)
    named = [one for asked in panel_of(item).tell if asked.someone and applies(asked.only, so)
             for one in _people(asked.someone, item)]  # fmt: skip
    always = [
        (item.child.name, "The child", ""),
        *((one.name, "Referred the child", "") for one in dict.fromkeys((item.asked_by, item.referred_by)) if one),
    ]
    seen = {name for name, _, _ in named}
    for name, post, clauses in [*named, *(one for one in always if one[0] not in seen)]:
        row = Told(item=item, child=item.child, name=name, post=post, clauses=clauses)
        row.save()
        write(row, children=[item.child_id])


def _people(someone: Any, item: Item) -> list[tuple[str, str, str]]:
    clauses = ", ".join(someone.because.clauses)
    if someone.post:
        return [(local_sentence(someone.post), "", clauses)]
    return [(one.name, one.post, clauses) for word in someone.who for one in people_who_are(word, item.child, someone)]


def set_tasks(by: Person, item: Item) -> None:
    """What the policy wants done once this matter is ratified, each with who does it and by when."""
    for one in panel_of(item).follow:
        if one.matter == item.matter:
            row = _task(one, item)
            row.save()
            write(row, children=[item.child_id])


def _task(one: Following, item: Item) -> Task:
    day = item.sitting.day
    length = value_of(one.within, settings_for(panel_of(item)), day)
    owner = next((found for found in workers_who_are(one.by, item.child)), None)
    return Task(item=item, child=item.child, what=one.what, clauses=", ".join(one.because.clauses), owner=owner,
                owner_name="" if owner else words_of("who")[one.by],
                due=published_calendar().day_after(day, span(length)) if length else day)  # fmt: skip

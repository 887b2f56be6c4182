"""The agenda of a sitting to take along: times, children by initials and case number, members, and who stands aside.

It is made for the person who asks, and names no child whom they do not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from permanence.policy.lineage import pack_name
from permanence.policy.panel_kinds import PanelKind
from permanence.practice.children.models import Child
from permanence.practice.design.wording import weekday
from permanence.practice.meetings.calendars import initials
from permanence.practice.meetings.minutes import Chapter, Minutes, Said
from permanence.practice.meetings.words import local_sentence
from permanence.practice.panels.interests import Interests, interests_in
from permanence.practice.panels.models import Item, Sitting
from permanence.practice.panels.policy import matter_name
from permanence.practice.staff.models import Person

NOBODY_LISTED = "No child is listed that you see."


def agenda_of(panel: PanelKind, sitting: Sitting, items: Sequence[Item], person: Person) -> Minutes:
    """The agenda as plain values; ``items`` are those this person sees, in their order."""
    facts = [
        ("Day", weekday(sitting.day) if sitting.day else f"Not held. {sitting.why}".strip()),
        ("Begins at", f"{sitting.time:%H:%M}"), ("Where", sitting.place),
        ("Members needed", str(sitting.quorum)), ("Made for", f"{person.name}: the children they see"),
    ]  # fmt: skip
    return Minutes(
        title=f"Agenda: {panel.name}, {weekday(sitting.day or sitting.rule_day)}", child="", is_draft=False,
        facts=tuple((key, value) for key, value in facts if value), policy=pack_name(sitting.pack),
        chapters=(_children(sitting, items), _members(sitting), _interests(sitting, items, person)),
    )  # fmt: skip


def _children(sitting: Sitting, items: Sequence[Item]) -> Chapter:
    rows = tuple((_at(sitting, item), _short(item.child), local_sentence(matter_name(item.matter)),
                  item.referred_by.name if item.referred_by else "") for item in items)  # fmt: skip
    return _chapter("Children", ("Time", "Child", "What is asked", "Referred by"), rows, NOBODY_LISTED)


def _members(sitting: Sitting) -> Chapter:
    seats = sitting.seats.select_related("person") if sitting.pk else ()
    rows = tuple((seat.person.name, seat.post, "Chair" if seat.is_chair else "Member") for seat in seats)
    return _chapter("Who sits", ("Name", "As what", "Part"), rows, "Nobody has a seat yet.")


def _interests(sitting: Sitting, items: Sequence[Item], person: Person) -> Chapter:
    told = interests_in(items, person)
    rows = tuple((_at(sitting, item), _short(item.child), name, what)
                 for item in items for name, what in _with_an_interest(told[item.pk]))  # fmt: skip
    return _chapter("Interests", ("Time", "Child", "Member", "What"), rows, "Nobody has said that they stand aside.")


def _with_an_interest(told: Interests) -> Iterator[tuple[str, str]]:
    yield from ((name, "Stands aside") for name in told.stand_aside)
    yield from ((name, "Works with the child: should they stand aside?") for name in told.work_with)


def _chapter(title: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], none: str) -> Chapter:
    return Chapter(title, columns=columns, rows=rows) if rows else Chapter(title, (Said("", none),))


def _at(sitting: Sitting, item: Item) -> str:
    return f"{sitting.time_of(item.place):%H:%M}"


def _short(child: Child) -> str:
    """A child on paper that may be left lying about: initials, and the case number where there is one."""
    return f"{initials(child)}, case {child.case_number}" if child.case_number else initials(child)

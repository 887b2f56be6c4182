"""What waits for a person among what is owed: late, unbooked and coming up; and agreements to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from permanence.policy.explain import short_day
from permanence.practice.design.page import Link
from permanence.practice.home.sections import Section, Task
from permanence.practice.procedures.policy import current_pack
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import sees_children
from permanence.practice.tracker.actions import bring_up_to_date
from permanence.practice.tracker.agreement_page import says
from permanence.practice.tracker.board_page import BoardRow, rows_of
from permanence.practice.tracker.boards import Board, first_scope
from permanence.practice.tracker.filters import Filters
from permanence.practice.tracker.models import Agreement
from permanence.practice.tracker.permissions import deciders_for
from permanence.tracker.rag import SOON

FIRST_FEW = 8
_LISTS = (
    (
        10,
        "Overdue",
        {"status": "overdue", "sort": "due"},
        "Nothing is overdue. When the last good day of something passes, the child stands here.",
    ),
    (20, f"Due in {SOON} days", {"list": "soon", "sort": "due"}, f"Nothing is due in the next {SOON} days."),
)


def to_do(person: Person, day: date) -> Iterator[Section]:
    """What is late, then what is due soon and whether it is booked, then what was asked of the person."""
    if not sees_children(person):
        return
    bring_up_to_date()
    for place, title, given, nothing in _LISTS:
        yield _section(Board(person, first_scope(person), Filters(**given), day), place, title, nothing)
    yield from _to_answer(person)


def _section(board: Board, place: int, title: str, nothing: str) -> Section:
    first = list(board.children[:FIRST_FEW])
    count = board.children.count() if len(first) == FIRST_FEW else len(first)
    tasks = [
        Task(row.child.name, row.href, f"{row.what}, {row.clause}", row.far + _booking(row), row.tag, (row.pk,))
        for row in rows_of(board, first)
    ]
    address = f"{reverse('tracker:boards', args=[board.scope])}?{board.filters.query()}"
    return Section(place, title, tasks, count, Link(f"All {count}", address), nothing)


def _booking(row: BoardRow) -> str:
    if row.duty is None or not row.duty.is_bookable:
        return ""
    return f", booked for {short_day(row.duty.booked)}" if row.duty.booked else ", nothing booked"


def _to_answer(person: Person) -> Iterator[Section]:
    """Agreements that wait for this person's answer; no section for those whom the policy lets answer nothing."""
    pack = current_pack()
    waiting = Agreement.objects.visible_to(person).waiting().select_related("child", "asked_by").order_by("asked_at")
    mine = [agreement for agreement in waiting if deciders_for(person, agreement, pack)]
    if mine:
        tasks = [_task(agreement) for agreement in mine[:FIRST_FEW]]
        yield Section(40, "Asked of you", tasks, len(mine), Link("All agreements", reverse("tracker:agreements")))


def _task(agreement: Agreement) -> Task:
    who = f"asked by {agreement.asked_by.name}" if agreement.asked_by else ""
    address = reverse("tracker:agreement", args=[agreement.pk])
    return Task(agreement.child.name, address, f"Another limit: {says(agreement)}", who, children=(agreement.child_id,))

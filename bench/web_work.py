"""Work inside the app, measured in a process of its own: saving a fact, bringing in a return, checking every duty, and
a meeting's letters and minutes.

``python bench/web_work.py fact|import|check|meeting NUMBER`` prints what it took as JSON. The database is that of the
environment; what is written is undone, but for the import, which wants an empty database.
"""

# ruff: noqa: E402, S106 - Django is set up before its models are imported; a token is the name of a fact

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permanence.practice.config.settings")

import django

django.setup()

from django.db import transaction
from django.urls import reverse

from permanence.practice.children.actions import record_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Fact
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.staff.models import Person
from permanence.practice.today import today

Answer = dict[str, float]


def fact(number: int) -> Answer:
    """Milliseconds of this process's processor for one visit recorded, its entry sealed and the duties rebuilt."""
    by = Person.objects.get(email__startswith="colin.threlkeld")
    in_care = Fact.objects.filter(token="in_care", end__isnull=True).current().order_by("child")
    children = list(for_the_machine().filter(pk__in=in_care.values("child"))[: number + 5])
    taken = []
    for child in children:
        start = time.process_time()
        record_fact(by=by, child=child, token="visit", start=today() - timedelta(days=1), confirmed=QUESTIONS)
        taken.append((time.process_time() - start) * 1000)
    return {"median": statistics.median(taken[5:]), "p95": statistics.quantiles(taken[5:], n=20)[18]}


def bring_in(number: int) -> Answer:
    """Seconds of processor to read and compare a two-year return of so many children, and to apply it."""
    from permanence.practice.demo import caseload
    from permanence.practice.demo.council import _follow
    from permanence.practice.demo.people import make_staff

    staff = make_staff()
    _follow("PG", staff)
    spent: list[float] = []
    work_on = caseload.work_on

    def timed(source: Any) -> bool:
        start = time.process_time()
        done = work_on(source)
        spent.append(time.process_time() - start)
        return done

    caseload.work_on = timed
    caseload.bring_in_sample(staff.one("data_analyst"), number, seed=1)
    return {"read": spent[0], "apply": spent[1], "children": for_the_machine().count(), "facts": Fact.objects.count()}


def check(_: int) -> Answer:
    """Seconds, on the clock and of processor, to work out every duty anew and compare it with what is kept."""
    from permanence.practice.tracker.checking import differences

    wall, cpu = time.perf_counter(), time.process_time()
    differ = len(list(differences()))
    took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    return {**took, "differ": differ, "children": for_the_machine().count()}


def meeting(number: int) -> Answer:
    """Seconds of processor to put so many invitations into the outbox, and to make long minutes as Word and as PDF."""
    from datetime import time as at

    from permanence.practice.meetings import actions
    from permanence.practice.meetings.circumstances import circumstances
    from permanence.practice.meetings.gates import writing_of
    from permanence.practice.meetings.minutes import minutes_of
    from permanence.practice.meetings.models import Meeting
    from permanence.practice.meetings.policy import kind_of
    from permanence.practice.meetings.printed import as_pdf, as_word

    by = Person.objects.get(email__startswith="colin.threlkeld")
    busy = Meeting.objects.values("child")
    child = for_the_machine().filter(restricted="").exclude(pk__in=busy).first()
    found = actions.ask_for_meeting(by=by, child=child, kind="permanence", because="To be measured.")
    for place in range(number):
        actions.add_invitee(by=by, meeting=found, name=f"Person {place}", post="Aunt", email=f"{place}@example.org")
    for prompt in kind_of(found).prompts():
        actions.write_section(by=by, meeting=found, written={prompt.id: ("What was said of it. " * 60, 0)})
    reverse("meetings:list")  # the addresses are read once a process, and not for these letters
    start = time.process_time()
    actions.book_meeting(by=by, meeting=found, day=today(), time=at(10), place="Room 2", chair=None,
                         version=found.version, confirmed=QUESTIONS | {"after_limit", "clash"})  # fmt: skip
    took = {"invitations": time.process_time() - start}
    found = Meeting.objects.about(child).get(pk=found.pk)
    minutes = minutes_of(writing_of(found, circumstances(child, found.kind, today(), by, found)))
    for name, make in (("word", as_word), ("pdf", as_pdf)):
        start = time.process_time()
        make(minutes)
        took[name] = time.process_time() - start
    return took


WORK: dict[str, Callable[[int], Answer]] = {"fact": fact, "import": bring_in, "check": check, "meeting": meeting}

if __name__ == "__main__":
    what, how_many = sys.argv[1], int(sys.argv[2])
    if what in ("fact", "meeting"):
        with transaction.atomic():
            answer = WORK[what](how_many)
            transaction.set_rollback(True)
    else:
        answer = WORK[what](how_many)
    print(json.dumps(answer))

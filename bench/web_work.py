"""Work inside the app, measured in a process of its own: saving a fact, bringing in a return, checking every duty.

``python bench/web_work.py fact|import|check NUMBER`` prints what it took as JSON. The database is that of the
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


WORK: dict[str, Callable[[int], Answer]] = {"fact": fact, "import": bring_in, "check": check}

if __name__ == "__main__":
    what, how_many = sys.argv[1], int(sys.argv[2])
    if what == "fact":
        with transaction.atomic():
            answer = fact(how_many)
            transaction.set_rollback(True)
    else:
        answer = WORK[what](how_many)
    print(json.dumps(answer))

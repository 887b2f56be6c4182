"""Many who write at once: the chain stays whole, nobody is turned away, and no limit on tries is passed by."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connections

from permanence.practice.record.models import Entry
from permanence.practice.record.verify import faults
from permanence.practice.record.writing import looked
from practice.made import a_child, a_fact, a_person, days_ago

WRITERS, TIMES = 4, 12


def _together(does: Callable[[int], None]) -> list[Exception]:
    """Runs it in several threads, each with a connection of its own, and gives what went wrong."""
    wrong: list[Exception] = []

    def one(number: int) -> None:
        try:
            does(number)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_the_chain_stays_whole_when_many_write_at_once() -> None:
    people, children = [a_person() for _ in range(WRITERS)], [a_child() for _ in range(WRITERS)]
    before = Entry.objects.count()

    def write(number: int) -> None:
        for day in range(TIMES):
            looked(by=people[number], children=children, where="test")
            a_fact(children[number], "visit", days_ago(day + 1), by=people[number])

    assert _together(write) == []
    assert Entry.objects.count() - before == WRITERS * TIMES * 2
    assert [fault for fault in faults() if fault.number] == []

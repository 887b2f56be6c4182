"""The record: every write leaves an entry, the chain holds, the database refuses change, and tampering is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from permanence.practice.children.actions import change_details, correct_fact
from permanence.practice.record import triggers
from permanence.practice.record.chain import head
from permanence.practice.record.models import Concern, Entry
from permanence.practice.record.verify import faults
from permanence.practice.record.writing import NothingRecorded, action, looked, write
from practice.made import a_child, a_fact, a_person, child_in_care, days_ago, works_with

pytestmark = pytest.mark.django_db


def _faults() -> list[str]:
    return [str(fault) for fault in faults()]


def test_a_write_tells_who_did_what_and_what_changed() -> None:
    child = a_child("Robin")
    worker = works_with(a_person(), child)
    change_details(by=worker, child=child, changes={"first_name": "Robyn"}, why="Spelt wrong")
    entry = Entry.objects.last()
    assert (entry.by, entry.did, entry.about) == (worker, "children.change_details", f"children.Child {child.pk}")
    assert (entry.before, entry.after, entry.why) == ({"first_name": "Robin"}, {"first_name": "Robyn"}, "Spelt wrong")
    assert [concern.child for concern in entry.concerns.all()] == [child]


def test_a_correction_shows_before_and_after() -> None:
    child = child_in_care()
    fact = a_fact(child, "review", days_ago(5))
    correct_fact(by=None, fact=fact, why="Wrong day", changes={"start": days_ago(6)}, confirmed={"long_ago"})
    entry = Entry.objects.last()
    assert (entry.before["start"], entry.after["start"]) == (days_ago(5).isoformat(), days_ago(6).isoformat())


def test_the_chain_holds_through_nested_actions() -> None:
    child_in_care()
    assert _faults() == []
    assert head()[0] == Entry.objects.count() > 3


def test_a_look_concerns_every_child_shown() -> None:
    children, worker = [a_child(), a_child()], a_person()
    looked(by=worker, children=children, where="search")
    entry = Entry.objects.last()
    assert (entry.did, entry.where, entry.concerns.count()) == ("looked", "search", 2)
    assert _faults() == []


def test_nothing_is_written_where_no_child_was_shown() -> None:
    looked(by=a_person(), children=[], where="search")
    assert not Entry.objects.filter(did="looked").exists()


# --- an action leaves a trace, or does nothing ------------------------------------------------------------------


def test_an_action_that_leaves_no_trace_is_undone() -> None:
    @action
    def rename_in_silence(*, by: None) -> None:
        Entry.objects.model._meta.apps.get_model("staff.Team").objects.create(name="Silent")

    with pytest.raises(NothingRecorded, match="wrote no entry"), transaction.atomic():
        rename_in_silence(by=None)
    assert not Entry.objects.filter(did__contains="silence").exists()


def test_an_action_takes_keywords_only() -> None:
    with pytest.raises(TypeError, match="keywords only"):
        action(lambda by: None)


def test_writing_outside_an_action_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside an action"):
        write(a_person())


def test_what_fails_leaves_neither_change_nor_entry() -> None:
    child, before = a_child("Robin"), head()

    @action
    def change_then_fail(*, by: None) -> None:
        change_details(by=None, child=child, changes={"first_name": "Changed"})
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the one raised above
        change_then_fail(by=None)
    child.refresh_from_db()
    assert (child.first_name, head()) == ("Robin", before)


def test_a_part_that_failed_leaves_no_entry_in_what_went_on() -> None:
    child = a_child("Robin")

    @action
    def go_on(*, by: None) -> None:
        with pytest.raises(ValueError, match="half"):
            fail_half_way(by=None)
        change_details(by=None, child=child, changes={"known_as": "Bobby"})

    @action
    def fail_half_way(*, by: None) -> None:
        change_details(by=None, child=child, changes={"first_name": "Changed"})
        raise ValueError("half")

    go_on(by=None)
    child.refresh_from_db()
    assert (child.first_name, child.known_as) == ("Robin", "Bobby")
    assert Entry.objects.last().after == {"known_as": "Bobby"}
    assert _faults() == []


# --- tampering ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("statement", [
    "UPDATE record_entry SET why = 'another'", "DELETE FROM record_entry",
    "UPDATE record_concern SET child_id = child_id", "DELETE FROM record_concern",
])  # fmt: skip
@pytest.mark.usefixtures("guarded")
def test_the_database_refuses_change(statement: str) -> None:
    a_child()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("guarded")
def test_the_database_refuses_emptying() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has no TRUNCATE; it empties by DELETE, which is refused
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE record_entry CASCADE")


@pytest.fixture
def unguarded(db: None) -> None:
    """A database whose triggers someone has taken away."""
    child = child_in_care()
    looked(by=a_person(), children=[child], where="child page")
    triggers.remove(connection)


def _tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("unguarded")
def test_missing_triggers_are_told() -> None:
    assert any("trigger record_entry" in fault for fault in _faults())


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    "change", ["why = 'other'", "by_id = NULL, did = 'other'", "at = '2020-01-01 10:00:00+00:00'", "\"after\" = '{}'"]
)
def test_a_changed_entry_is_found(change: str) -> None:
    _tamper(f"UPDATE record_entry SET {change} WHERE number = 3")
    assert [fault.number for fault in faults() if fault.number] == [3]


@pytest.mark.usefixtures("unguarded")
def test_a_removed_entry_is_found() -> None:
    _tamper("DELETE FROM record_concern WHERE entry_id = 4")
    _tamper("DELETE FROM record_entry WHERE number = 4")
    assert "Entry 5: entry 4 is missing just before it." in _faults()


@pytest.mark.usefixtures("unguarded")
def test_a_child_taken_off_a_look_is_found() -> None:
    number = Entry.objects.get(did="looked").number
    _tamper(f"DELETE FROM record_concern WHERE entry_id = {number}")
    assert [fault.number for fault in faults() if fault.number] == [number]


@pytest.mark.usefixtures("unguarded")
def test_a_child_put_on_a_look_is_found() -> None:
    entry = Entry.objects.get(did="looked")
    Concern.objects.create(entry=entry, child=a_child())
    assert [fault.number for fault in faults() if fault.number] == [entry.number]


@pytest.mark.usefixtures("unguarded")
def test_last_entries_cut_off_are_found_by_a_head_kept_elsewhere() -> None:
    number, seal = head()
    _tamper(f"DELETE FROM record_concern WHERE entry_id = {number}")
    _tamper(f"DELETE FROM record_entry WHERE number = {number}")
    assert [fault.number for fault in faults() if fault.number] == []
    assert [fault.number for fault in faults((number, seal)) if fault.number] == [number]


def test_a_chain_built_anew_is_found_by_a_head_kept_elsewhere() -> None:
    a_child()
    assert [fault.wrong for fault in faults((1, "0" * 64))] == [
        "its seal is not the one kept elsewhere: the chain was built anew."
    ]


def test_every_action_and_page_of_an_import_is_told_in_words() -> None:
    from permanence.practice.imports import actions, urls
    from permanence.practice.record.presenters import DID, PAGES

    assert {name for name in actions.__all__ if hasattr(getattr(actions, name), "is_action")} <= set(DID)
    addresses = {f"imports:{one.name}" for one in urls.urlpatterns}
    assert {page for page in PAGES if page.startswith("imports:")} <= addresses

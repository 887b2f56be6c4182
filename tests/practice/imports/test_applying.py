"""From files to the record and back: dry run, apply, again, undo."""

from __future__ import annotations

from datetime import date

import pytest

from permanence.practice.children.actions import change_details, correct_fact, end_fact, record_fact, withdraw_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child, Fact
from permanence.practice.imports import actions
from permanence.practice.imports.models import Import
from permanence.practice.record.models import Entry
from permanence.practice.record.verify import faults
from permanence.practice.staff.actions import allocate
from permanence.practice.tracker.checking import differences
from permanence.practice.tracker.models import Duty
from practice.imports.sending import an_analyst, applied, episodes, kinds, read, row_of, sheet, undone
from practice.made import a_child, a_fact, a_person, days_ago

pytestmark = pytest.mark.django_db

CARE = "1001,in_care,,2026-01-05,,,2015-06-01,,,"
FOSTER = "1001,placement,foster,2026-01-05,,,,,agency,"
ENDED = "1001,placement,foster,2026-01-05,2026-03-01,,,,agency,"


def standing(child: Child) -> list[tuple[str, date, date | None]]:
    return [(fact.token, fact.start, fact.end) for fact in Fact.objects.filter(child=child).current()]


def test_a_dry_run_changes_nothing() -> None:
    source = read(an_analyst(), sheet(CARE, FOSTER))
    assert (source.stage, kinds(source), Child.objects.count()) == ("ready", ["new", "new"], 0)


def test_applying_opens_the_record_with_its_facts_where_from_and_duties() -> None:
    analyst = an_analyst()
    source = applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    child = Child.objects.get(return_id="1001")
    fact = Fact.objects.get(token="placement.foster")
    assert (source.stage, source.applied_by) == ("applied", analyst)
    assert (child.born, child.name) == (date(2015, 6, 1), "Child 1001")
    assert (fact.child, fact.attributes, fact.file, fact.line, fact.recorded_by) == (
        child, {"provider": "agency"}, "facts.csv", 3, analyst,
    )  # fmt: skip
    assert Duty.objects.filter(child=child).exists()


def test_applying_leaves_an_entry_for_each_child_and_duties_as_fresh() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER, "1002,in_care,,2026-01-05,,,2016-01-01,,,")))
    entries = Entry.objects.filter(did="imports.apply", concerns__isnull=False)
    assert sorted(entries.values_list("concerns__child__return_id", flat=True)) == ["1001", "1002"]
    assert entries.first().after["lines"][0]["says"]["token"] == "in_care"
    assert list(faults()) == []
    assert list(differences()) == []


def test_the_same_files_again_change_nothing() -> None:
    analyst = an_analyst()
    files = [
        CARE,
        FOSTER,
        "1001,document,minutes,,,2026-02-01,,,,drafted",
        "1001,document,minutes,,,2026-02-01,,,,approved",
    ]
    applied(analyst, read(analyst, sheet(*files)))
    again = read(analyst, sheet(*files))
    assert (kinds(again), row_of(again).unchanged, row_of(again).is_new) == ([], 4, False)
    assert not again.children.to_apply().exists()


def test_a_later_file_changes_what_an_earlier_one_brought() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    later = read(analyst, sheet(CARE, "1001,placement,foster,2026-01-05,2026-03-01,,,yes,agency,"))
    assert kinds(later) == ["changed"]
    applied(analyst, later)
    old, new = Fact.objects.filter(token="placement.foster").order_by("pk")
    assert (new.end, new.attributes) == (date(2026, 3, 1), {"provider": "agency", "long_term": True})
    assert (old.replaced_by, old.why) == (new, "Brought in from facts.csv, line 3")


def test_what_a_file_leaves_unsaid_stays() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, "1001,placement,foster,2026-01-05,2026-03-01,,,yes,agency,")))
    assert kinds(read(analyst, sheet("1001,placement,foster,2026-01-05,,,,,,"))) == []


def test_a_day_put_right_is_the_same_home() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    later = read(analyst, sheet(CARE, "1001,placement,foster,2026-01-07,,,,,agency,"))
    assert kinds(later) == ["changed"]
    applied(analyst, later)
    assert standing(Child.objects.get()) == [
        ("in_care", date(2026, 1, 5), None),
        ("placement.foster", date(2026, 1, 7), None),
    ]


# --- what a person said -----------------------------------------------------------------------------------------


def _corrected_home() -> tuple[Child, Fact]:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    fact = Fact.objects.get(token="placement.foster")
    correct_fact(by=a_person(), fact=fact, why="Wrong day", changes={"start": date(2026, 1, 9)}, confirmed=QUESTIONS)
    return fact.child, Fact.objects.current().get(token="placement.foster")


def test_a_correction_is_kept_unless_the_file_is_chosen() -> None:
    _child, corrected = _corrected_home()
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, FOSTER))
    assert kinds(source) == ["conflicting"]
    applied(analyst, source)
    assert corrected in Fact.objects.current()
    assert (row_of(source).outcome, row_of(source).made) == ("applied", [])


def test_the_file_can_be_chosen_for_one_child() -> None:
    child, corrected = _corrected_home()
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, FOSTER))
    actions.choose_for_child(by=analyst, row=row_of(source), taken=[0], left_out=False)
    applied(analyst, source)
    assert ("placement.foster", date(2026, 1, 5), None) in standing(child)
    assert Fact.objects.get(pk=corrected.pk).replaced_by.start == date(2026, 1, 5)


def test_the_file_can_be_chosen_for_all() -> None:
    child, _ = _corrected_home()
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, FOSTER))
    assert actions.choose_for_all(by=analyst, source=source, follow_files=True) == 1
    applied(analyst, source)
    assert ("placement.foster", date(2026, 1, 5), None) in standing(child)


def test_what_a_person_withdrew_does_not_come_back_by_itself() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    withdraw_fact(by=a_person(), fact=Fact.objects.get(token="placement.foster"), why="Never happened")
    source = read(analyst, sheet(CARE, FOSTER))
    assert (kinds(source), row_of(source).lines[0]["why"]) == (["conflicting"], "withdrawn")


def test_an_end_a_person_gave_is_kept() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    end_fact(by=a_person(), fact=Fact.objects.get(token="placement.foster"), end=date(2026, 2, 1), confirmed=QUESTIONS)
    later = read(analyst, sheet(CARE, "1001,placement,foster,2026-01-05,2026-02-09,,,,,"))
    assert kinds(later) == ["conflicting"]


def test_a_file_may_add_to_what_a_person_recorded_and_it_stays_theirs() -> None:
    child = a_child(return_id="1001", born=date(2015, 6, 1))
    a_fact(child, "in_care", date(2026, 1, 5))
    record_fact(by=a_person(), child=child, token="placement.foster", start=date(2026, 1, 5), confirmed=QUESTIONS)
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, FOSTER))
    assert (kinds(source), row_of(source).lines[0]["why"]) == (["changed"], "adds")
    applied(analyst, source)
    now = Fact.objects.current().get(token="placement.foster")
    assert (now.attributes, now.file) == ({"provider": "agency"}, "")
    assert kinds(read(analyst, sheet(CARE, "1001,placement,foster,2026-01-05,,,,,in_house,"))) == ["conflicting"]


def test_details_a_person_gave_are_kept_and_those_a_file_brought_are_not() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE)))
    other_birthday = CARE.replace("2015-06-01", "2015-06-02")
    assert kinds(read(analyst, sheet(other_birthday))) == ["changed"]
    child = Child.objects.get()
    change_details(by=a_person(), child=child, changes={"born": date(2015, 6, 3)})
    assert kinds(read(analyst, sheet(other_birthday))) == ["conflicting"]


# --- what cannot be -----------------------------------------------------------------------------------------------


def test_what_cannot_stand_beside_the_record_is_set_aside_with_the_reason() -> None:
    child = a_child(return_id="1001", born=date(2015, 6, 1))
    a_fact(child, "in_care", days_ago(700))
    a_fact(child, "placement.foster", days_ago(700))
    source = read(an_analyst(), sheet("1001,placement,residential,2026-01-05,,,,,,"))
    assert kinds(source) == ["set_aside"]
    assert "There can be one placement at a time" in row_of(source).lines[0]["why"]


def test_two_lines_chosen_that_exclude_each_other_are_not_both_followed() -> None:
    child, _ = _corrected_home()
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, FOSTER, "1001,placement,residential,2026-01-06,,,,,,"))
    row = row_of(source)
    actions.choose_for_child(
        by=analyst,
        row=row,
        taken=[n for n, one in enumerate(row.lines) if one["kind"] == "conflicting"],
        left_out=False,
    )
    applied(analyst, source)
    homes = [fact for fact in standing(child) if fact[0].startswith("placement")]
    assert len(homes) == 1


def test_a_child_left_out_is_left_alone() -> None:
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, "1002,in_care,,2026-01-05,,,2016-01-01,,,"))
    actions.choose_for_child(by=analyst, row=row_of(source), taken=[], left_out=True)
    applied(analyst, source)
    assert list(Child.objects.values_list("return_id", flat=True)) == ["1002"]


def test_a_child_whose_record_changed_since_is_not_touched() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE)))
    source = read(analyst, sheet(CARE, FOSTER))
    a_fact(Child.objects.get(), "visit", date(2026, 2, 2))
    applied(analyst, source)
    assert (row_of(source).outcome, Fact.objects.filter(token="placement.foster").count()) == ("moved_on", 0)


# --- the return ---------------------------------------------------------------------------------------------------


def test_a_return_is_read_and_an_end_taken_back_opens_the_home_again() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, episodes(
        "1001,01/05/2025,S,V2,U4,01/09/2025,X1", "1001,01/09/2025,P,V2,K2,,",
        "1002,01/05/2025,S,V2,U4,,", "1002,01/12/2025,S,V2,U4,,",
    )))  # fmt: skip
    child = Child.objects.get(return_id="1001")
    assert ("placement.foster", date(2025, 5, 1), date(2025, 9, 1)) in standing(child)
    later = read(
        analyst,
        episodes("1001,01/05/2025,S,V2,U4,,", "1002,01/05/2025,S,V2,U4,01/12/2025,X1", "1002,01/12/2025,P,V2,K2,,"),
    )
    home = next(line for line in row_of(later).lines if line.get("says", {}).get("token") == "placement.foster")
    assert (home["kind"], "end" in home["says"]) == ("set_aside", False)  # the residential home still stands beside it


def test_what_a_return_only_implies_gives_way_to_the_record() -> None:
    child = a_child(return_id="1001", born=date(2015, 6, 1))
    a_fact(child, "in_care", date(2025, 5, 1), date(2025, 9, 1))
    a_fact(child, "permanence_achieved.reunification", date(2025, 8, 30))
    source = read(an_analyst(), episodes("1001,01/05/2025,S,V2,U6,01/09/2025,E4A"))
    assert [line for line in row_of(source).lines if line["says"].get("token", "").startswith("permanence")] == []


@pytest.mark.parametrize(("recorded", "told"), [(False, 0), (True, 1), (None, 1)])
def test_a_home_that_someone_said_is_not_long_term_is_no_home_for_good(recorded: bool | None, told: int) -> None:
    child = a_child(return_id="1001", born=date(2015, 6, 1))
    a_fact(child, "in_care", date(2025, 5, 1))
    a_fact(child, "placement.foster", date(2025, 5, 1), attributes={} if recorded is None else {"long_term": recorded})
    assert _for_good(read(an_analyst(), episodes("1001,01/05/2025,S,C2,U4,,"))) == [date(2025, 5, 1)] * told


def test_a_home_that_is_not_long_term_does_not_deny_the_next_one() -> None:
    child = a_child(return_id="1001", born=date(2015, 6, 1))
    a_fact(child, "in_care", date(2025, 5, 1))
    a_fact(child, "placement.foster", date(2025, 5, 1), attributes={"long_term": False})
    moved = episodes("1001,01/05/2025,S,C2,U6,20/05/2025,X1", "1001,20/05/2025,P,C2,U4,,")
    assert _for_good(read(an_analyst(), moved)) == [date(2025, 5, 20)]


def test_what_a_file_said_of_a_home_does_not_deny_what_a_later_one_says() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, episodes("1001,01/05/2025,S,C2,U6,,")))
    assert _for_good(read(analyst, episodes("1001,01/05/2025,S,C2,U4,,"))) == [date(2025, 5, 1)]


def _for_good(source: Import) -> list[date]:
    said = (line["says"] for line in row_of(source).lines)
    return [date.fromisoformat(one["start"]) for one in said if one["token"].startswith("permanence_achieved")]


# --- undoing ------------------------------------------------------------------------------------------------------


def test_undoing_puts_back_what_stood_before() -> None:
    analyst = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    before = standing(Child.objects.get())
    source = applied(analyst, read(analyst, sheet(CARE, ENDED, "1001,visit,,,,2026-02-02,,,,")))
    assert standing(Child.objects.get()) != before
    source = undone(analyst, source)
    assert (source.stage, standing(Child.objects.get())) == ("undone", before)
    assert Fact.objects.count() == 5  # every version stays
    assert list(faults()) == []
    assert list(differences()) == []


def test_undoing_restores_who_said_it() -> None:
    _child, corrected = _corrected_home()
    analyst = an_analyst()
    source = read(analyst, sheet(CARE, FOSTER))
    actions.choose_for_all(by=analyst, source=source, follow_files=True)
    undone(analyst, applied(analyst, source))
    again = Fact.objects.current().get(token="placement.foster")
    assert (again.start, again.recorded_by, again.file) == (corrected.start, corrected.recorded_by, "")
    assert kinds(read(analyst, sheet(CARE, FOSTER))) == ["conflicting"]


def test_after_undoing_the_same_files_can_come_again() -> None:
    analyst = an_analyst()
    source = undone(analyst, applied(analyst, read(analyst, sheet(CARE, FOSTER))))
    assert Fact.objects.current().count() == 0
    again = read(analyst, sheet(CARE, FOSTER))
    assert (kinds(again), row_of(again).is_new, source.stage) == (["new", "new"], True, "undone")
    applied(analyst, again)
    assert Fact.objects.current().count() == 2


def test_a_record_that_an_undone_import_opened_is_seen_by_nobody() -> None:
    analyst = an_analyst()
    source = applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    [child] = Child.objects.visible_to(analyst)
    undone(analyst, source)
    assert not Child.objects.visible_to(analyst).exists()
    assert not Fact.objects.visible_to(analyst).filter(child=child).exists()
    assert [row.return_id for row in source.children.visible_to(analyst)] == ["1001"]
    assert list(differences()) == []


@pytest.mark.parametrize("later", ["corrected", "recorded", "allocated", "details", "named"])
def test_what_rests_on_an_import_keeps_it_from_being_undone(later: str) -> None:
    analyst = an_analyst()
    source = applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    child = Child.objects.get()
    match later:
        case "corrected":
            fact = Fact.objects.get(token="placement.foster")
            end_fact(by=a_person(), fact=fact, end=date(2026, 2, 1), confirmed=QUESTIONS)
        case "recorded":
            a_fact(child, "visit", date(2026, 2, 2), by=a_person())
        case "allocated":
            allocate(by=None, child=child, person=a_person(), role="social_worker")
        case "named":
            change_details(by=a_person(), child=child, changes={"first_name": "Mira", "last_name": "Example"})
        case "details":
            change_details(by=a_person(), child=child, changes={"born": date(2015, 6, 3)})
            applied(analyst, read(analyst, sheet("1001,visit,,,,2026-02-02,,,,")))
    source = undone(analyst, source)
    assert source.stage == "applied"
    assert "cannot be undone" in source.said


def test_throwing_away_leaves_no_file_and_no_line() -> None:
    from permanence.practice.imports import keeping

    analyst = an_analyst()
    source = read(analyst, sheet(CARE))
    folder = keeping.folder_of(source)
    actions.throw_away(by=analyst, source=source)
    assert (Import.objects.get().stage, source.children.count()) == ("discarded", 0)
    assert folder.exists()  # until the transaction of the test ends, which never comes

"""Time to permanence on a page: only over the children one sees, with the numbers of the command, and recorded."""

from __future__ import annotations

import csv

import pytest
from django.test import Client
from django.urls import reverse

from permanence.practice.children.actions import correct_fact, end_fact, restrict
from permanence.practice.children.models import Child
from permanence.practice.record.models import Entry
from permanence.practice.staff.actions import grant
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from permanence.practice.tracker.first_review import HEADING, shares
from permanence.practice.tracker.waits import Asked, Waits
from permanence.practice.tracker.waits_page import waits_page
from permanence.tracker.periods import periods
from practice.made import a_child, a_fact, a_person, a_team, child_in_care, days_ago, works_with
from practice.panels.given import referred, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client: Client) -> Person:
    person = a_person("head_of_service")
    client.force_login(person)
    return person


def _adopted(days: int, **details: object) -> Child:
    """Adopted today, so many days after coming into care."""
    child = a_child(**details)
    a_fact(child, "in_care", days_ago(days), today())
    a_fact(child, "placement.adoptive", days_ago(days), today())
    a_fact(child, "permanence_achieved.adoption", today())
    return child


def test_the_share_of_children_with_a_plan_at_their_first_review(client: Client, head: Person) -> None:
    """PG-179: a plan of that day counts, one of the day after does not; a later review is not asked about."""
    for days in (20, 19, 18):
        child = child_in_care(40)
        a_fact(child, "review", days_ago(19))
        a_fact(child, "plan", days_ago(days), attributes={"primary": "kinship"})
    a_fact(child, "review", days_ago(5))
    child_in_care(40)
    year = periods("year", today(), 1)[0]
    assert shares(Waits(head, Asked(), today()).timeline, [year], today()) == ["2 of 3 (67%)"]
    a_fact(child_in_care(40), "review", days_ago(19))
    assert shares(Waits(head, Asked(), today()).timeline, [year], today()) == [
        "2 of 4 (50%); 1 with no plan on record at all"
    ]
    page = client.get(reverse("tracker:waits")).content.decode()
    assert HEADING in page
    assert "No first review" in page  # of the years before


def test_a_wait_that_began_before_the_record_is_not_measured(client: Client, head: Person) -> None:
    known, later = _adopted(300), a_child()
    a_fact(later, "in_care", days_ago(10), basis="RNE is not S")
    year = Waits(head, Asked(), today()).report.latest
    assert (year.reached, year.days, year.waiting, year.days_waiting, year.not_whole) == (1, 300, 1, None, 1)
    page = client.get(reverse("tracker:waits")).content.decode()
    assert "before " in page
    assert "over 10" in page
    rows = list(csv.reader(client.get(reverse("tracker:waits_export")).content.decode().splitlines()))
    assert {row[1]: bool(row[-1]) for row in rows[1:]} == {known.name: False, later.name: True}


def test_who_ends_such_a_wait_says_nothing_of_its_first_day(head: Person) -> None:
    """Adopted ten days after the record begins: not in ten days. Who says when it began makes it known."""
    _adopted(300)
    child = a_child()
    ended = end_fact(by=head, fact=a_fact(child, "in_care", days_ago(10), basis="RNE is not S"), end=today())
    a_fact(child, "permanence_achieved.adoption", today())
    waits = Waits(head, Asked(), today())
    year = waits.report.latest
    assert (year.reached, year.days, year.not_whole, year.is_few) == (2, 300, 1, True)
    page = waits_page(waits, "")
    assert dict(page.parts[0][1])["Adopted"][-1] == "300 days (of 1), 2 children"
    assert page.bars[-1][-1][1].text == "Nobody"
    a_fact(a_child(), "in_care", days_ago(5), basis="RNE is not S")
    page = waits_page(Waits(head, Asked(), today()), "")
    assert page.bars[-1][-1][1].text == "Not known"
    assert dict(page.lines)["Middle number of moves so far"][-1] == "Not known"
    correct_fact(by=head, fact=ended, why="Letter from the other council", changes={"start": days_ago(350)})
    assert Waits(head, Asked(), today()).report.latest.days == 325


def _restrict(child: Child) -> None:
    restrict(by=a_person("assistant_director"), child=child, kind="adoption", why="Placed for adoption")


def _granted(child: Child, person: Person) -> None:
    grant(by=a_person("assistant_director"), child=child, person=person, why="Hears the child", end=days_ago(-7))


def test_the_page_counts_and_lists(client: Client, head: Person) -> None:
    """DG-002, SP-003: how long children wait, and how often they move."""
    north = a_team("North")
    adopted, waiting = _adopted(300, team=north), child_in_care(40)
    page = client.get(reverse("tracker:waits")).content.decode()
    assert "1 came to a home for good, the middle one after 300 days" in page
    assert "1 still waiting, the middle one for 40 days so far" in page
    assert all(words in page for words in (adopted.name, waiting.name, "Adopted", "North", "No team"))
    assert "fewer than 5 children" in page
    look = Entry.objects.last()
    assert (look.where, {one.child_id for one in look.concerns.all()}) == ("tracker:waits", {adopted.pk, waiting.pk})


def test_the_picture_says_what_the_table_says(head: Person) -> None:
    _adopted(300)
    child_in_care(40)
    told = waits_page(Waits(head, Asked(), today()), "")
    cells = {heading: values[-1] for heading, values in told.lines}
    assert [bar.text for bar in told.bars[-1][2]] == ["300 days to a home", "40 days so far"]
    assert (cells["Middle number of days it took"], cells["Middle number of days they had waited"]) == ("300", "40")
    assert told.bars[-1][2][0].width > told.bars[-1][2][1].width


def test_nobody_counts_whom_one_may_not_see(client: Client, head: Person) -> None:
    hidden = _adopted(300)
    _restrict(hidden)
    page = client.get(reverse("tracker:waits")).content.decode()
    assert hidden.name not in page
    assert "nobody came to a home for good" in page
    worker = works_with(a_person(), child_in_care(40))
    child_in_care(80)
    assert Waits(worker, Asked(), today()).report.latest.days_waiting == 40


def test_a_seat_counts_the_child_it_hears_until_the_record_is_restricted() -> None:
    around = world()

    def counted() -> list[int]:
        waits = Waits(Person.objects.get(pk=around.member.pk), Asked(), today())
        return waits.numbers(waits.listed)

    assert counted() == []
    referred(around)
    assert counted() == [around.child.pk]
    _restrict(around.child)
    assert counted() == []
    _granted(around.child, around.member)
    assert counted() == [around.child.pk]


def test_who_is_restricted_since_they_were_counted_is_left_out(head: Person) -> None:
    hidden, seen = _adopted(300), child_in_care(40)
    waits = Waits(head, Asked(), today())
    assert len(waits.listed) == 2
    _restrict(hidden)
    assert [row.child for row in waits_page(waits, "").rows] == [seen.pk]


def test_it_is_narrowed_to_a_team_and_a_way(client: Client, head: Person) -> None:
    north = a_team("North")
    adopted, waiting = _adopted(300, team=north), child_in_care(40)
    of_north = Waits(head, Asked(team=str(north.pk)), today())
    assert of_north.numbers(of_north.listed) == [adopted.pk]
    only_waiting = Waits(head, Asked(show="waiting"), today())
    assert only_waiting.numbers(only_waiting.listed) == [waiting.pk]
    assert len(Waits(head, Asked(show="reunification"), today()).listed) == 0


def test_an_earlier_period_can_be_chosen(head: Person) -> None:
    _adopted(1_000)
    newest = Waits(head, Asked(), today())
    before = newest.choices[1]
    earlier = Waits(head, Asked(ends=before.last.isoformat()), today())
    assert earlier.period == before
    assert (earlier.report.latest.reached, earlier.report.latest.waiting) == (0, 1)
    assert newest.report.latest.reached == 1


def test_what_cannot_be_asked_is_left_out(client: Client, head: Person) -> None:
    assert Asked.of({"length": "week", "team": "x", "show": "gone"}) == Asked()
    assert client.get(reverse("tracker:waits") + "?length=quarter&ends=soon&team=99999&page=x").status_code == 200


def test_the_file_holds_the_list_and_is_recorded(client: Client, head: Person) -> None:
    adopted = _adopted(300, first_name="=Robin", known_as="=1+1")
    answer = client.get(reverse("tracker:waits_export"))
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert [(row["Child"], row["Days"], row["How it stands"]) for row in rows] == [
        (f"'{adopted.name}", "300", "Adopted")
    ]
    look = Entry.objects.last()
    assert (look.where, [one.child_id for one in look.concerns.all()]) == ("tracker:waits_export", [adopted.pk])


def test_the_file_says_its_period(client: Client, head: Person) -> None:
    _adopted(1_000)
    for period in Waits(head, Asked(), today()).choices[:2]:
        answer = client.get(reverse("tracker:waits_export") + f"?ends={period.last}")
        assert f"time-to-permanence-{period.last}.csv" in answer["Content-Disposition"]
        rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
        assert [row["Period"].removesuffix(", so far") for row in rows] == [period.name]


def test_a_list_too_long_for_a_file_leads_back_to_what_was_asked(
    client: Client, head: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("permanence.practice.tracker.views.waits.MOST_TO_EXPORT", 0)
    child_in_care(40)
    asked = "?length=quarter&show=waiting"
    assert client.get(reverse("tracker:waits_export") + asked)["Location"] == reverse("tracker:waits") + asked


def test_who_sees_no_child_sees_no_report(client: Client) -> None:
    client.force_login(a_person("system_administrator"))
    assert client.get(reverse("tracker:waits")).status_code == 403
    assert client.get(reverse("tracker:waits_export")).status_code == 403

"""What a later return no longer has: named, kept unless a person chooses to withdraw it, and put back by undoing."""

from __future__ import annotations

from datetime import date

import pytest

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.imports import actions
from permanence.practice.imports.models import Import
from practice.imports.sending import an_analyst, applied, episodes, kinds, read, row_of, undone

pytestmark = pytest.mark.django_db

THEN, MOVED = "1001,01/05/2025,S,C2,U6,08/09/2025,X1", "1001,08/09/2025,P,C2,K2,,"
THEN_LATER, MOVED_LATER = "1001,01/05/2025,S,C2,U6,20/11/2025,X1", "1001,20/11/2025,P,C2,K2,,"


def homes(child: Child) -> list[tuple[str, date]]:
    found = Fact.objects.about(child).current().filter(token__startswith="placement").order_by("start")
    return [(fact.code, fact.start) for fact in found]


@pytest.fixture
def brought() -> tuple[object, Child, Import]:
    """A child who moved on 8 September, as the first files say; and the next, which say 20 November."""
    by = an_analyst()
    applied(by, read(by, episodes(THEN, MOVED)))
    return by, for_the_machine().get(return_id="1001"), read(by, episodes(THEN_LATER, MOVED_LATER))


def test_what_the_files_no_longer_have_is_named_and_stays(brought) -> None:
    by, child, second = brought
    [gone] = [line for line in row_of(second).lines if line.get("why") == "dropped"]
    assert gone["was"]["start"] == "2025-09-08"
    applied(by, second)
    assert ("residential", date(2025, 9, 8)) in homes(child)


def test_following_the_files_for_all_withdraws_nothing(brought) -> None:
    by, child, second = brought
    actions.choose_for_all(by=by, source=second, follow_files=True)
    applied(by, second)
    assert ("residential", date(2025, 9, 8)) in homes(child)


def test_a_person_may_choose_to_withdraw_it_and_undoing_puts_it_back(brought) -> None:
    by, child, second = brought
    before = homes(child)
    row = row_of(second)
    places = [place for place, line in enumerate(row.lines) if line.get("why") == "dropped"]
    actions.choose_for_child(by=by, row=row, taken=places, left_out=False)
    applied(by, second)
    assert homes(child) == [("foster", date(2025, 5, 1)), ("residential", date(2025, 11, 20))]
    assert not kinds(read(by, episodes(THEN_LATER, MOVED_LATER)))
    undone(by, second)
    assert homes(child) == before


def test_following_the_files_for_all_keeps_what_was_chosen_for_a_child(brought) -> None:
    by, _, second = brought
    row = row_of(second)
    places = [place for place, line in enumerate(row.lines) if line.get("why") == "dropped"]
    actions.choose_for_child(by=by, row=row, taken=places, left_out=False)
    actions.choose_for_all(by=by, source=second, follow_files=True)
    assert set(places) <= set(row_of(second).taken)
    actions.choose_for_all(by=by, source=second, follow_files=False)
    assert row_of(second).taken == []


def test_a_file_of_another_time_drops_nothing() -> None:
    by = an_analyst()
    earlier = ("1001,01/05/2023,S,C2,U6,08/09/2023,X1", "1001,08/09/2023,P,C2,K2,,")
    applied(by, read(by, episodes(*earlier)))
    later = read(by, episodes("1001,10/10/2023,P,C2,K2,20/11/2025,X1", "1001,20/11/2025,P,C2,U6,,"))
    assert "dropped" not in [line.get("why") for line in row_of(later).lines]


def test_time_in_care_that_is_gone_is_named_though_its_first_day_was_inferred() -> None:
    by = an_analyst()
    applied(by, read(by, episodes("1001,01/05/2025,P,C2,U6,01/09/2025,E8")))
    second = read(by, episodes("1001,01/12/2025,S,C2,U6,,"))
    gone = [line["was"]["token"] for line in row_of(second).lines if line.get("why") == "dropped"]
    assert "in_care" in gone

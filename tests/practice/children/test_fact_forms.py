"""Facts by their forms: recorded once, corrected with a reason, questioned where odd, refused where impossible."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.actions import correct_fact, withdraw_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child, Draft, Fact
from permanence.practice.design.wording import day
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.children.given import a_form, record, typed
from practice.made import a_child, a_fact, a_person, child_in_care, days_ago, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Child:
    return child_in_care(100)


@pytest.fixture
def worker(client: Client, child: Child) -> Person:
    person = works_with(a_person(name="Ash Green"), child)
    client.force_login(person)
    return person


def _standing(child: Child, token: str) -> list[Fact]:
    return list(Fact.objects.filter(child=child, token=token).current())


# --- recording ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("kind", vocabulary().facts)
def test_every_kind_of_fact_has_a_form_that_records_it(client: Client, child: Child, kind: str) -> None:
    fact = vocabulary().facts[kind]
    Fact.objects.filter(child=child).exclude(token="in_care").delete()
    if kind == "in_care":
        Fact.objects.filter(child=child).delete()
    address = reverse("children:record", args=[child.pk, kind])
    assert client.get(address).status_code == 200
    ticks = {f"confirm_{code}": "on" for code in QUESTIONS}
    answer = client.post(address, a_form(days_ago(20), code=fact.codes[0] if fact.codes else "", **ticks))
    assert (answer.status_code, answer["Location"]) == (302, reverse("children:facts", args=[child.pk]))
    assert [one.start for one in _standing(child, vocabulary().tokens_of(kind)[0])] == [days_ago(20)]


@pytest.mark.usefixtures("worker")
def test_details_are_kept_as_the_vocabulary_has_them(client: Client, child: Child) -> None:
    said = {"code": "residential", "long_term": "yes", "kin": "no", "provider": "agency", "approval": "unregistered",
            "review_every_days": "28", "same_carers": "", "ends_previous": "on", "note": "By the sea"}  # fmt: skip
    record(client, child, "placement", days_ago(10), **said)
    (home,) = _standing(child, "placement.residential")
    assert home.attributes == {
        "long_term": True, "kin": False, "provider": "agency", "approval": "unregistered", "review_every_days": 28,
    }  # fmt: skip
    assert (home.note, _standing(child, "placement.foster")[0].end) == ("By the sea", days_ago(10))


@pytest.mark.usefixtures("worker")
def test_a_plan_and_a_paper_are_recorded_with_their_details(client: Client, child: Child) -> None:
    record(client, child, "plan", days_ago(5), primary="adoption", parallel=["kinship", "special_guardianship"])
    record(client, child, "document", days_ago(5), code="minutes", stage="approved", **typed("about", days_ago(6)))
    plan = {"primary": "adoption", "parallel": ["kinship", "special_guardianship"]}
    assert _standing(child, "plan")[0].attributes == plan
    assert _standing(child, "document.minutes")[0].attributes == {"stage": "approved", "about": days_ago(6).isoformat()}


@pytest.mark.usefixtures("worker")
def test_who_recorded_it_is_named_with_the_fact(client: Client, child: Child) -> None:
    record(client, child, "visit", days_ago(3))
    assert b"Ash Green" in client.get(reverse("children:facts", args=[child.pk])).content


@pytest.mark.parametrize(("kind", "start", "words", "says"), [
    ("legal_status", 50, {"code": "care_order"}, "There can be one legal status at a time."),
    ("in_care", 5000, {}, "cannot start before the child was born"),
    ("visit", -3, {}, "is dated after today"),
    ("meeting", -3, {"code": "permanence"}, "Record it once it has happened"),
])  # fmt: skip
@pytest.mark.usefixtures("worker")
def test_the_impossible_is_refused_with_a_reason(
    client: Client, child: Child, kind: str, start: int, words: dict[str, str], says: str
) -> None:
    before = Fact.objects.count()
    answer = record(client, child, kind, days_ago(start), **words)
    assert (answer.status_code, Fact.objects.count()) == (200, before)
    assert says in answer.content.decode()
    assert "There is a problem" in answer.content.decode()


@pytest.mark.usefixtures("worker")
def test_an_end_before_the_start_is_refused_at_its_field(client: Client, child: Child) -> None:
    address = reverse("children:record", args=[child.pk, "jointly_funded"])
    answer = client.post(address, a_form(days_ago(5), days_ago(9)))
    assert answer.context["form"].errors["end"] == [
        "The end must be after the start. Give the first day on which it no longer holds."
    ]


@pytest.mark.parametrize(("kind", "start", "words", "says"), [
    ("review", 58, {}, "2 days away"),
    ("review", 130, {}, "The child was not in care"),
    ("visit", 380, {}, "more than a year ago"),
])  # fmt: skip
@pytest.mark.usefixtures("worker")
def test_the_odd_is_asked_about_and_goes_through_once_confirmed(
    client: Client, child: Child, kind: str, start: int, words: dict[str, str], says: str
) -> None:
    a_fact(child, "review", days_ago(60))
    answer = record(client, child, kind, days_ago(start), **words)
    assert says in answer.content.decode()
    (box,) = [name for name in answer.context["form"].fields if name.startswith("confirm_")]
    assert record(client, child, kind, days_ago(start), **words, **{box: "on"}).status_code == 302
    assert days_ago(start) in [fact.start for fact in _standing(child, kind)]


@pytest.mark.usefixtures("worker")
def test_a_time_with_no_home_on_record_is_asked_about(client: Client, child: Child) -> None:
    (home,) = _standing(child, "placement.foster")
    client.post(reverse("children:end", args=[child.pk, home.pk]), {**typed("end", days_ago(20)), "why": "Moved"})
    answer = record(client, child, "placement", days_ago(10), code="residential")
    assert "no home is recorded" in answer.content.decode()


@pytest.mark.usefixtures("worker")
def test_each_question_says_by_its_own_name_that_it_is_empty(client: Client, child: Child) -> None:
    for kind in vocabulary().facts:
        said = client.post(reverse("children:record", args=[child.pk, kind]), {"once": str(uuid4())}).content.decode()
        assert "This field is required" not in said, kind
        assert "There is a problem" in said, kind
    (fact,) = _standing(child, "placement.foster")
    corrected = client.post(reverse("children:correct", args=[child.pk, fact.pk]), {"once": str(uuid4())})
    assert "Fill in &#x27;Why is it corrected?&#x27;." in corrected.content.decode()


def test_the_time_without_a_home_is_reckoned_in_a_time_in_care_that_two_returns_tell(client: Client) -> None:
    child = a_child()
    client.force_login(works_with(a_person(), child))
    a_fact(child, "in_care", days_ago(90), days_ago(40))
    a_fact(child, "in_care", days_ago(40))
    said = record(client, child, "placement", days_ago(10), code="foster").content.decode()
    assert f"From {day(days_ago(90))} to {day(days_ago(10))} no home is recorded" in said


def test_a_child_with_no_birthday_is_asked_about(client: Client) -> None:
    child = a_child(born=None)
    client.force_login(works_with(a_person(), child))
    assert "date of birth is not known" in record(client, child, "in_care", days_ago(3)).content.decode()


# --- once, and kept ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
def test_a_form_sent_twice_makes_one_fact(client: Client, child: Child) -> None:
    form, address = a_form(days_ago(3)), reverse("children:record", args=[child.pk, "visit"])
    first, second = client.post(address, form), client.post(address, form, follow=True)
    assert (first.status_code, len(_standing(child, "visit"))) == (302, 1)
    assert "sent already, so it was recorded once" in second.content.decode()


@pytest.mark.usefixtures("worker")
def test_a_form_refused_may_be_sent_again_with_the_same_key(client: Client, child: Child) -> None:
    form, address = a_form(days_ago(-3)), reverse("children:record", args=[child.pk, "visit"])
    client.post(address, form)
    client.post(address, {**form, **typed("start", days_ago(3))})
    assert len(_standing(child, "visit")) == 1


@pytest.mark.usefixtures("worker")
def test_what_was_refused_is_kept_and_comes_back(client: Client, child: Child) -> None:
    address = reverse("children:record", args=[child.pk, "placement"])
    client.post(address, a_form(None, code="secure", note="Half way", kin="yes"))
    page = client.get(address)
    assert "We kept what you wrote here" in page.content.decode()
    shown = page.context["form"]
    assert (shown["code"].value(), shown["note"].value(), shown["kin"].value()) == ("secure", "Half way", "yes")


@pytest.mark.usefixtures("worker")
def test_a_draft_is_kept_by_the_script_and_survives_a_sign_out(client: Client, child: Child, worker: Person) -> None:
    address = reverse("children:record", args=[child.pk, "plan"])
    words = {"page": address, **typed("start", days_ago(2)), "start_year": "", "parallel": ["adoption", "kinship"]}
    assert client.post(reverse("children:keep"), words).status_code == 200
    client.logout()
    client.force_login(worker)
    form = client.get(address).context["form"]
    assert form["parallel"].value() == ["adoption", "kinship"]
    assert form["start"].value()[2] == ""


@pytest.mark.usefixtures("worker")
def test_a_draft_goes_when_the_fact_is_recorded_and_when_one_starts_afresh(client: Client, child: Child) -> None:
    address = reverse("children:record", args=[child.pk, "visit"])
    client.post(reverse("children:keep"), {"page": address, "note": "one"})
    record(client, child, "visit", days_ago(3))
    assert not Draft.objects.exists()
    client.post(reverse("children:keep"), {"page": address, "note": "two"})
    answer = client.post(reverse("children:start_afresh"), {"page": address})
    assert (answer["Location"], Draft.objects.exists()) == (address, False)


@pytest.mark.usefixtures("worker")
def test_a_draft_is_its_writers_alone(client: Client, child: Child) -> None:
    address = reverse("children:record", args=[child.pk, "visit"])
    client.post(reverse("children:keep"), {"page": address, "note": "mine"})
    client.force_login(works_with(a_person(), child, role="second_worker"))
    assert b"We kept" not in client.get(address).content


@pytest.mark.parametrize("page", ["/elsewhere/", "/me/", "/children/99999/facts/new/visit/", ""])
@pytest.mark.usefixtures("worker")
def test_drafts_are_kept_of_forms_about_children_one_sees_and_of_nothing_else(client: Client, page: str) -> None:
    assert client.post(reverse("children:keep"), {"page": page, "note": "x"}).status_code == 404
    assert client.post(reverse("children:start_afresh"), {"page": page}).status_code == 404
    assert not Draft.objects.exists()


# --- correcting, ending, withdrawing ----------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
def test_a_correction_keeps_the_old_value_in_the_history(client: Client, child: Child) -> None:
    fact = a_fact(child, "review", days_ago(9))
    address = reverse("children:correct", args=[child.pk, fact.pk])
    assert client.get(address).context["form"]["start"].value() == days_ago(9)
    answer = client.post(address, a_form(days_ago(8), why="The minutes say so"))
    (standing,) = _standing(child, "review")
    assert answer["Location"] == reverse("children:fact", args=[child.pk, standing.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "The minutes say so" in page
    assert page.count("Children in Care Review") + page.count("Statutory review") > 2
    old = client.get(reverse("children:fact", args=[child.pk, fact.pk])).context
    assert [one.stands for one in old["history"]] == [True, False]


@pytest.mark.usefixtures("worker")
def test_a_correction_needs_a_reason_and_a_difference(client: Client, child: Child) -> None:
    fact = a_fact(child, "review", days_ago(9))
    address = reverse("children:correct", args=[child.pk, fact.pk])
    assert "why" in client.post(address, a_form(days_ago(8), why="")).context["form"].errors
    assert "Nothing is different" in client.post(address, a_form(days_ago(9), why="x")).content.decode()


@pytest.mark.usefixtures("worker")
def test_the_kind_may_be_corrected(client: Client, child: Child) -> None:
    (status,) = _standing(child, "legal_status.s20")
    address = reverse("children:correct", args=[child.pk, status.pk])
    client.post(address, a_form(days_ago(100), code="interim_care_order", why="Read the order"))
    assert _standing(child, "legal_status.interim_care_order")
    assert not _standing(child, "legal_status.s20")


@pytest.mark.usefixtures("worker")
def test_a_span_is_ended_and_an_event_cannot_be(client: Client, child: Child) -> None:
    (home,) = _standing(child, "placement.foster")
    client.post(reverse("children:end", args=[child.pk, home.pk]), {**typed("end", days_ago(1)), "why": "Moved"})
    assert _standing(child, "placement.foster")[0].end == days_ago(1)
    visit = a_fact(child, "visit", days_ago(3))
    answer = client.post(reverse("children:end", args=[child.pk, visit.pk]), {**typed("end", today()), "why": ""})
    assert "happened on one day" in answer.content.decode()


@pytest.mark.usefixtures("worker")
def test_a_fact_is_withdrawn_and_stays_in_the_history(client: Client, child: Child) -> None:
    visit = a_fact(child, "visit", days_ago(3))
    client.post(reverse("children:withdraw", args=[child.pk, visit.pk]), {"why": "It was another child"})
    page = client.get(reverse("children:fact", args=[child.pk, visit.pk])).content.decode()
    assert not _standing(child, "visit")
    assert "It was another child" in page
    assert "Withdrawn by Ash Green" in page
    assert "Correct it" not in page


@pytest.mark.usefixtures("worker")
def test_who_comes_second_is_shown_both_versions_and_may_go_on_with_theirs(client: Client, child: Child) -> None:
    fact = a_fact(child, "review", days_ago(9))
    other = a_person(name="Rowan Hill")
    latest = correct_fact(by=other, fact=fact, why="I was there", changes={"start": days_ago(7)}, confirmed=QUESTIONS)
    answer = client.post(reverse("children:correct", args=[child.pk, fact.pk]), a_form(days_ago(8), why="Minutes"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("Rowan Hill", "I was there", "What you wrote", "Minutes"))
    posted = dict(answer.context["posted"])
    assert answer.context["go_on"] == reverse("children:correct", args=[child.pk, latest.pk])
    client.post(answer.context["go_on"], posted)
    assert [one.start for one in _standing(child, "review")] == [days_ago(8)]


@pytest.mark.usefixtures("worker")
def test_what_was_withdrawn_meanwhile_is_told_kindly(client: Client, child: Child) -> None:
    fact = a_fact(child, "visit", days_ago(9))
    withdraw_fact(by=a_person(name="Rowan Hill"), fact=fact, why="Wrong child")
    for page in ("correct", "end", "withdraw"):
        answer = client.get(reverse(f"children:{page}", args=[child.pk, fact.pk]))
        assert "Rowan Hill withdrew it" in answer.content.decode()
        assert answer.context["go_on"] == ""


@pytest.mark.usefixtures("worker")
def test_a_correction_sent_twice_is_one_and_no_quarrel_with_oneself(client: Client, child: Child) -> None:
    fact = a_fact(child, "review", days_ago(9))
    form, address = a_form(days_ago(8), why="Minutes"), reverse("children:correct", args=[child.pk, fact.pk])
    client.post(address, form)
    assert "recorded once" in client.post(address, form, follow=True).content.decode()
    assert Fact.objects.filter(child=child, token="review").count() == 2


# --- who may not -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["correct", "end", "withdraw", "record", "kinds"])
def test_who_only_reads_is_told_so_and_who_does_not_see_finds_nothing(client: Client, child: Child, page: str) -> None:
    fact = a_fact(child, "jointly_funded", days_ago(9))
    numbers = {"record": [child.pk, "visit"], "kinds": [child.pk]}.get(page, [child.pk, fact.pk])
    client.force_login(a_person("inspector"))
    assert client.post(reverse(f"children:{page}", args=numbers)).status_code == 403
    client.force_login(a_person("social_worker"))
    assert client.post(reverse(f"children:{page}", args=numbers), {}).status_code == 404


@pytest.mark.usefixtures("worker")
def test_a_fact_of_another_child_is_not_found_under_this_one(client: Client, child: Child) -> None:
    other = a_fact(a_child(), "in_care", days_ago(9))
    assert client.get(reverse("children:fact", args=[child.pk, other.pk])).status_code == 404
    assert client.get(reverse("children:record", args=[child.pk, "nonsense"])).status_code == 404


@pytest.mark.usefixtures("worker")
def test_a_booking_may_lie_ahead(client: Client, child: Child) -> None:
    ahead = today() + timedelta(days=(7 - today().weekday()) + 1)
    ticks = {"confirm_day_off": "on"}
    assert record(client, child, "booked", ahead, code="review", **ticks).status_code == 302

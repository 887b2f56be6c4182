"""A meeting from being asked for to everyone having the minutes: by actions, and by the pages people use."""

from __future__ import annotations

import re
from datetime import time, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from docx import Document

from permanence.policy.meetings import meetings_of
from permanence.practice.children.models import Fact
from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Deed, Invitee, Letter, Meeting, Passage
from permanence.practice.meetings.passages import passages_of
from permanence.practice.refusals import Question, Refusal
from permanence.practice.today import today
from permanence.practice.tracker.models import Agreement, Duty
from practice.made import a_fact, a_person, child_in_care, days_ago, works_with
from practice.meetings.given import (
    all_decided,
    approved,
    asked,
    booked,
    decided,
    family,
    follow,
    heard,
    posted_to,
    wrote,
)

pytestmark = pytest.mark.django_db


def test_who_is_asked_comes_from_the_policy_and_the_record() -> None:
    follow("AM")
    child, worker, manager = family()
    officer = works_with(a_person("reviewing_officer"), child, "reviewing_officer")
    meeting = asked(child, worker)
    listed = {one.clauses: one for one in Invitee.objects.about(child).filter(meeting=meeting)}
    assert listed["AM-18"].person == worker
    assert listed["AM-17"].person == manager
    assert listed["AM-21"].person == officer
    assert listed["AM-20"].person is None  # no carer is on record, and the post is not forgotten for it
    assert "AM-22" not in listed  # a keyworker comes to a residential child's meeting only
    assert listed["AM-17"].strength == "must"


def test_a_booking_is_a_fact_and_moves_with_the_meeting() -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = booked(asked(child, worker), worker)
    later = today() + timedelta(days=7)
    meeting = booked(meeting, worker, day=later)
    [fact] = Fact.objects.about(child).current().filter(token="booked.permanence")
    assert (fact.start, meeting.booking_id) == (later, fact.pk)
    actions.cancel_meeting(by=worker, meeting=meeting, why="The carer is ill.", version=meeting.version)
    assert not Fact.objects.about(child).current().filter(token="booked.permanence").exists()


def test_a_stale_booking_is_refused_and_changes_nothing() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    booked(meeting, worker)
    with pytest.raises(Refusal, match="This has changed since"):
        booked(meeting, manager, day=today() + timedelta(days=3))
    assert Meeting.objects.about(child).get().day == today()


def test_a_gate_that_is_a_must_stops_the_closing_and_names_its_paragraph() -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = booked(asked(child, worker), worker)
    all_decided(meeting, worker)
    one = Invitee.objects.about(child).filter(meeting=meeting).exclude(who="child").first()
    heard(worker, one, came="")
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    with pytest.raises(Refusal, match="AM-17"):
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    heard(worker, one, came="apologies")
    closed = actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    assert closed.stage == "closed"
    assert closed.believed["present"]


def test_the_whole_way_closes_what_is_owed_about_the_minutes() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager)
    all_decided(meeting, worker)
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    wrote(worker, meeting, "child.portrait", "A quiet boy.", 0)
    actions.agree_deed(by=worker, meeting=meeting, what="See the school", due=today(), owner=worker)
    meeting = actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    with pytest.raises(Refusal, match="someone else approves"):
        actions.approve_minutes(by=worker, meeting=meeting, version=meeting.version)
    meeting = actions.approve_minutes(by=manager, meeting=meeting, version=meeting.version)
    by_hand = {one.pk: "by post" for one in Invitee.objects.about(child).filter(meeting=meeting, person=None)}
    meeting = actions.send_minutes(by=manager, meeting=meeting, version=meeting.version, by_hand=by_hand)
    assert meeting.stage == "approved"  # the letters wait: not everyone has them yet
    call_command("send_letters", verbosity=0)
    first = len(mail.outbox)
    call_command("send_letters", verbosity=0)
    assert first == len(mail.outbox) > 0  # once, however often it runs
    meeting.refresh_from_db()
    assert meeting.stage == "sent"
    papers = Fact.objects.about(child).current().filter(token="document.minutes")
    assert sorted(fact.attributes["stage"] for fact in papers) == ["approved", "distributed", "drafted"]
    assert {fact.attributes["about"] for fact in papers} == {today().isoformat()}
    assert not Letter.objects.filter(sent_at=None).exists()
    assert all(child.last_name not in letter.body + letter.subject + letter.calendar for letter in Letter.objects.all())


def test_who_must_come_came_or_it_is_written_why_not() -> None:
    follow("SP")
    child, worker, _ = family()
    meeting = booked(asked(child, worker), worker)
    all_decided(meeting, worker)
    mine = Invitee.objects.about(child).get(meeting=meeting, who="social_worker")
    heard(worker, mine, came="apologies")
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    with pytest.raises(Refusal, match="SP-070"):
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    heard(worker, mine, came="apologies", why_absent="In court; a colleague came.")
    with pytest.raises(Refusal) as others:
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    assert "SP-070" not in others.value.wording


def test_two_people_may_write_under_different_prompts_and_neither_loses_a_word() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    wrote(worker, meeting, "child.portrait", "Quiet.", 0)
    wrote(manager, meeting, "child.needs", "A dentist.", 0)
    with pytest.raises(Refusal, match="has changed since"):
        wrote(manager, meeting, "child.portrait", "Loud.", 0)
    wrote(manager, meeting, "child.portrait", "Quiet, then loud.", 1)


def test_a_person_with_parental_responsibility_is_not_left_out_without_reason() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    parent = Invitee.objects.about(child).filter(meeting=meeting).first()
    Invitee.objects.filter(pk=parent.pk).update(has_parental_responsibility=True)
    with pytest.raises(Refusal, match="Say why"):
        decided(worker, parent, invited=False)
    with pytest.raises(Refusal, match="which manager agreed"):
        decided(worker, parent, invited=False, why_not="A court order forbids it.")
    with pytest.raises(Refusal, match="how they will be told"):
        decided(worker, parent, invited=False, why_not="A court order.", agreed_by=manager)
    kept = decided(worker, parent, invited=False, why_not="A court order forbids it.",
                                  agreed_by=manager, told_how="By letter.", told_by=today())  # fmt: skip
    assert kept.invited is False


def test_a_day_after_the_limit_and_a_busy_chair_are_questioned() -> None:
    follow("AM")
    child, worker, manager = family()
    other, worker2, _ = family()
    booked(asked(other, worker2), worker2, manager)
    meeting = asked(child, worker)
    with pytest.raises(Question) as question:
        booked(meeting, worker, manager)
    assert question.value.code == "clash"
    assert other.last_name not in question.value.wording


def test_whom_the_policy_names_gets_the_minutes_though_not_invited() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = approved(asked(child, worker), worker, manager)
    [named] = Invitee.objects.about(child).filter(meeting=meeting, is_sent_minutes=True)
    assert (named.name, named.clauses) == ("Advanced Practitioner for Permanence", "AM-25")
    others = Invitee.objects.about(child).filter(meeting=meeting, person=None).exclude(pk=named.pk)
    sent = actions.send_minutes(by=manager, meeting=meeting, version=meeting.version,
                                by_hand={one.pk: "by post" for one in others})  # fmt: skip
    call_command("send_letters", verbosity=0)
    sent.refresh_from_db()
    assert sent.stage == "approved"  # one who must have them does not
    sent = actions.send_minutes(by=manager, meeting=sent, version=sent.version, by_hand={named.pk: "internal post"})
    assert sent.stage == "sent"


def test_how_often_agreed_at_the_second_meeting_moves_the_clock() -> None:
    follow("AM")
    child, worker, manager = family()
    a_fact(child, "meeting.permanence", days_ago(20))
    meeting = booked(asked(child, worker), worker, manager)
    all_decided(meeting, worker)
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    said = {"enough": "yes", "recommendation": "Stay.", "reasons": "It works.", "every_because": "A move is planned."}
    with pytest.raises(Refusal, match="number and weeks or months"):
        actions.conclude(by=worker, meeting=meeting, version=meeting.version, every="often", **said)
    meeting = actions.conclude(by=worker, meeting=meeting, version=meeting.version, every="2 months", **said)
    meeting = actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    actions.approve_minutes(by=manager, meeting=meeting, version=meeting.version)
    [agreed] = Agreement.objects.about(child)
    assert (agreed.clause, agreed.every, agreed.decided_by, agreed.is_agreed) == ("AM-13", "2 months", manager, True)
    row = Duty.objects.about(child).open().get(clause="AM-13")
    assert row.limit < row.due


def test_who_is_invited_after_the_booking_is_told_and_who_no_longer_is_too() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager)
    assert not Letter.objects.exists()
    chair = Invitee.objects.about(child).get(meeting=meeting, person=manager)
    decided(worker, chair, invited=True)
    call_command("send_letters", verbosity=0)
    decided(worker, chair, invited=False, why_not="On leave.")
    assert [letter.kind for letter in Letter.objects.order_by("pk")] == ["request", "cancel"]


# --- by the pages --------------------------------------------------------------------------------------------------


def _day(name: str) -> dict[str, Any]:
    return {f"{name}_day": today().day, f"{name}_month": today().month, f"{name}_year": today().year}


def test_the_pages_carry_a_meeting_through(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    client.force_login(worker)
    posted_to(client, "ask", [child.pk], kind="permanence", because="A first plan is needed.")
    meeting = Meeting.objects.about(child).get()
    booking = {"time": "14:30", "place": "Room 1", "chair": manager.pk, **_day("day")}
    posted_to(client, "book", [meeting.pk], confirm_day_off="on", confirm_after_limit="on", **booking)
    for one in Invitee.objects.about(child).filter(meeting=meeting):
        posted_to(client, "decide", [meeting.pk, one.pk], invited="yes", email="")
        posted_to(client, "hear", [meeting.pk, one.pk], came="came", coming="yes")
    posted_to(client, "hold", [meeting.pk])
    posted_to(client, "write", [meeting.pk, "child"], **{"child.portrait": "Kind & <b>quick</b>.", "child.needs": ""})
    posted_to(client, "appraise", [meeting.pk, "adoption"], verdict="ruled_out", why="Too old to want it.")
    posted_to(client, "agree_deed", [meeting.pk], what="See the school", owner=worker.pk, **_day("due"))
    posted_to(client, "conclude", [meeting.pk], enough="yes", recommendation="Stay.", reasons="It works.")
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "AM-18" in page
    assert "1 of 4 written" in page
    posted_to(client, "close", [meeting.pk])
    client.force_login(manager)
    posted_to(client, "approve", [meeting.pk])
    minutes = client.get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()
    assert "Kind &amp; &lt;b&gt;quick&lt;/b&gt;." in minutes
    assert "Draft" not in minutes
    posted_to(client, "settle_deed", [Deed.objects.about(child).get().pk], outcome="done", evidence="Seen on Monday.")


def test_who_may_not_see_the_child_finds_no_meeting(client: Client) -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = asked(child, worker)
    client.force_login(a_person())
    for name in ("meeting", "minutes", "book", "close"):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404
    assert child.last_name not in client.get(reverse("meetings:list")).content.decode()


def test_minutes_as_word_and_pdf_hold_what_was_typed_and_no_more(client: Client) -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = booked(asked(child, worker), worker)
    text = "Likes #1 *stars* & <b>boats</b>.\nAnd $dogs$."
    wrote(worker, meeting, "child.portrait", text, 0)
    client.force_login(worker)
    word = client.get(reverse("meetings:document", args=[meeting.pk, "docx"]))
    said = [paragraph.text for paragraph in Document(BytesIO(word.content)).paragraphs]
    assert text.splitlines()[0] in said
    pdf = pikepdf.open(BytesIO(client.get(reverse("meetings:document", args=[meeting.pk, "pdf"])).content))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("en")
    assert client.get(reverse("meetings:document", args=[meeting.pk, "exe"])).status_code == 404


def test_a_duty_leads_to_asking_for_its_meeting(client: Client) -> None:
    follow("PG")
    child, worker, _ = family()
    client.force_login(worker)
    page = client.get(reverse("children:child", args=[child.pk])).content.decode()
    address = f"{reverse('meetings:ask', args=[child.pk])}?clause=PG-068"
    assert address in page
    asked = client.get(address).content.decode()
    assert "PG-068 asks for it by" in asked
    assert 'value="permanence"' in asked


# --- papers --------------------------------------------------------------------------------------------------------


def test_a_paper_is_written_by_two_and_finished_when_its_musts_are() -> None:
    follow("PG")
    child, worker, manager = family()
    paper = actions.begin_paper(by=worker, child=child, kind="carer_report")
    with pytest.raises(Refusal, match="PG-133"):
        actions.finish_paper(by=worker, paper=paper)
    actions.write_paper(by=manager, paper=paper, written={"text": ("We cannot come.", 0)})
    with pytest.raises(Refusal, match="has changed since"):
        actions.write_paper(by=worker, paper=paper, written={"text": ("They cannot come.", 0)})
    assert passages_of(actions.finish_paper(by=worker, paper=paper))["text"].text == "We cannot come."
    with pytest.raises(Refusal, match="stays as it is"):
        actions.write_paper(by=worker, paper=paper, written={"text": ("Later.", 1)})
    again = actions.begin_paper(by=worker, child=child, kind="carer_report")
    assert passages_of(again)["text"].text == "We cannot come."  # what is known is carried on


@pytest.mark.parametrize(
    ("pack", "kind"),
    [("DG", "permanence_plan"), ("PG", "permanence_plan"), ("PP", "written_agreement"), ("PP", "pre_proceedings_plan")],
)
def test_a_finished_paper_is_the_fact_its_clocks_wait_for(pack: str, kind: str) -> None:
    follow(pack)
    child, worker, _ = family()
    paper = actions.begin_paper(by=worker, child=child, kind=kind)
    known = {prompt.id: ("Written.", 0) for prompt in meetings_of(pack).papers[kind].prompts()}
    actions.write_paper(by=worker, paper=paper, written=known)
    actions.finish_paper(by=worker, paper=paper)
    [fact] = Fact.objects.about(child).current().filter(token=f"document.{kind}")
    assert fact.start == today()


# --- two at once, and what one does not get to see ------------------------------------------------------------------


def test_a_stale_page_shows_theirs_and_loses_nothing(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    address = reverse("meetings:write", args=[meeting.pk, "child"])
    client.force_login(worker)
    client.get(address)
    wrote(manager, meeting, "child.portrait", "A quiet boy.", 0)
    mine = {"child.portrait": "A loud boy.", "seen_child.portrait": "0", "seen_child.needs": "0",
            "seen_child.care": "0", "seen_child.strengths": "0"}  # fmt: skip
    refused = client.post(address, mine)
    page = refused.content.decode()
    assert "This has changed since" in page
    assert "It says now: A quiet boy." in page
    assert "A loud boy.</textarea>" in page
    assert Passage.objects.about(child).get().text == "A quiet boy."
    again = dict(re.findall(r'<input type="hidden" name="(seen\S*)" value="(\d+)"', page))
    assert client.post(address, again | {"child.portrait": "Quiet, then loud."}).status_code == 302
    assert Passage.objects.about(child).get().text == "Quiet, then loud."


@pytest.mark.parametrize("name", ["conclude", "book"])
def test_a_stale_step_of_the_meeting_is_refused_and_shows_what_stands(client: Client, name: str) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    address = reverse(f"meetings:{name}", args=[meeting.pk])
    client.force_login(worker)
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())
    assert seen
    given = {"recommendation": "Go home.", "place": "Room 9", "time": "09:00", **_day("day")}
    actions.conclude(by=manager, meeting=meeting, version=meeting.version, enough="yes", recommendation="Stay.",
                     reasons="It works.")  # fmt: skip
    sure = {"confirm_day_off": "on", "confirm_after_limit": "on"} if name == "book" else {}
    page = client.post(address, {"seen": seen[1]} | given | sure)
    assert page.status_code == 200
    assert "This has changed since" in page.content.decode()
    meeting.refresh_from_db()
    assert (meeting.recommendation, meeting.day) == ("Stay.", None)


def test_a_stale_answer_about_someone_is_refused() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    one = Invitee.objects.about(child).filter(meeting=meeting).last()
    heard(manager, one, coming="yes")
    with pytest.raises(Refusal, match="has changed since"):
        actions.hear_invitee(by=worker, invitee=one, version=one.version - 1, coming="no")


def test_a_part_withheld_is_left_out_of_their_minutes_in_every_form(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager)
    wrote(worker, meeting, "child.portrait", "A secret thing.", 0)
    actions.agree_deed(by=worker, meeting=meeting, what="Ring a relative", due=today(), owner=worker)
    mine = Invitee.objects.about(child).get(meeting=meeting, person=manager)
    others = Invitee.objects.about(child).get(meeting=meeting, person=worker)
    client.force_login(worker)
    address = reverse("meetings:withhold", args=[meeting.pk, mine.pk])
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())
    assert seen
    assert "Say why" in client.post(address, {"seen": seen[1], "withheld": ["child"]}).content.decode()
    posted_to(
        client,
        "withhold",
        [meeting.pk, mine.pk],
        withheld=["child", "-actions"],
        withheld_why="It is about a relative.",
    )
    read = reverse("meetings:minutes", args=[meeting.pk])
    assert "A secret thing." in client.get(read).content.decode()
    for page in (f"{read}?for={mine.pk}", read, f"{read}?for={others.pk}"):
        theirs = client.get(page).content.decode()
        assert "A secret thing." not in theirs
        assert "Ring a relative" not in theirs
        assert "This part is not shown to you." in theirs
        client.force_login(manager)
    word = client.get(reverse("meetings:document", args=[meeting.pk, "docx"]))
    assert "A secret thing." not in " ".join(one.text for one in Document(BytesIO(word.content)).paragraphs)


def test_of_several_any_one_of_whom_will_do_the_first_is_asked() -> None:
    follow("PG")
    child, worker, _ = family()
    lead = a_person("permanence_team_manager")
    for _ in range(2):
        a_person("permanence_worker")
    meeting = asked(child, worker)
    assert [one.person for one in Invitee.objects.about(child).filter(meeting=meeting, clauses="PG-127")] == [lead]


def test_the_next_meeting_is_asked_for_from_this_one_and_booked_before_this_one_closes(client: Client) -> None:
    follow("DG")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager)
    all_decided(meeting, worker)
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    client.force_login(worker)
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    address = f"{reverse('meetings:ask', args=[child.pk])}?after={meeting.pk}"
    assert address in page
    filled = client.get(address).content.decode()
    assert "It follows the meeting of" in filled
    assert client.post(address, {"kind": "permanence", "because": "The next one."}).status_code == 302
    following = Meeting.objects.about(child).get(follows=meeting)
    with pytest.raises(Refusal, match="DG-125"):
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    booked(following, worker, manager, day=today() + timedelta(days=30))
    with pytest.raises(Refusal) as others:
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    assert "DG-125" not in others.value.wording
    assert client.get(f"{reverse('meetings:ask', args=[child.pk])}?after=abc").status_code == 200


def test_who_is_at_another_meeting_then_is_named_and_the_meeting_is_not() -> None:
    follow("AM")
    child, worker, manager = family()
    other = child_in_care(team=child.team)
    works_with(worker, other)
    meeting = asked(child, worker)
    all_decided(meeting, worker)
    booked(asked(other, worker), worker, manager)
    with pytest.raises(Question) as asks:
        actions.book_meeting(
            by=worker, meeting=meeting, day=today(), time=time(11, 30), place="Room 3", chair=None,
            version=meeting.version, confirmed={"day_off", "after_limit"},
        )  # fmt: skip
    assert asks.value.code == "clash"
    assert manager.name in asks.value.wording  # invited here, and chairs there until twelve
    assert other.last_name not in asks.value.wording
    assert booked(meeting, worker, day=today(), time=time(12, 0)).stage == "booked"


def test_what_was_known_at_closing_stays_as_it_was(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager)
    all_decided(meeting, worker)
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    actions.begin_paper(by=worker, child=child, kind="panel_referral")
    meeting = actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    says = meeting.believed["owed"][0]["says"]
    a_fact(child, "consent", today(), by=worker)
    client.force_login(worker)
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "What was known when it closed" in page
    assert escape(says) in page
    assert "Referral to the permanency panel: not finished" in page

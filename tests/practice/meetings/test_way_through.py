"""A meeting from being asked for to everyone having the minutes: by actions, and by the pages people use."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from permanence.policy.meetings import meetings_of
from permanence.practice.children.actions import group_siblings, restrict
from permanence.practice.children.models import Fact
from permanence.practice.meetings import actions
from permanence.practice.meetings.models import Deed, Invitee, Letter, Meeting, SiblingNote
from permanence.practice.refusals import Question, Refusal
from permanence.practice.today import today
from practice.made import a_person, child_in_care, works_with
from practice.meetings.given import all_decided, approved, asked, booked, family, follow

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
    with pytest.raises(Refusal, match="Someone else has changed this"):
        booked(meeting, manager, day=today() + timedelta(days=3))
    assert Meeting.objects.about(child).get().day == today()


def test_a_gate_that_is_a_must_stops_the_closing_and_names_its_paragraph() -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = booked(asked(child, worker), worker)
    all_decided(meeting, worker)
    one = Invitee.objects.about(child).filter(meeting=meeting).exclude(who="child").first()
    actions.hear_invitee(by=worker, invitee=one, came="")
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    with pytest.raises(Refusal, match="AM-17"):
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    actions.hear_invitee(by=worker, invitee=one, came="apologies")
    closed = actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    assert closed.stage == "closed"
    assert closed.believed["present"]


def test_the_whole_way_closes_what_is_owed_about_the_minutes() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager)
    all_decided(meeting, worker)
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    actions.write_passage(by=worker, meeting=meeting, prompt="child.portrait", text="A quiet boy.", version=0)
    actions.agree_deed(by=worker, meeting=meeting, what="See the school", due=today(), owner=worker)
    meeting = actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    with pytest.raises(Refusal, match="someone else approves"):
        actions.approve_minutes(by=worker, meeting=meeting, version=meeting.version)
    meeting = actions.approve_minutes(by=manager, meeting=meeting, version=meeting.version)
    by_hand = {one.pk: "by post" for one in Invitee.objects.about(child).filter(meeting=meeting, person=None)}
    meeting = actions.send_minutes(by=manager, meeting=meeting, version=meeting.version, by_hand=by_hand)
    assert meeting.stage == "sent"
    papers = Fact.objects.about(child).current().filter(token="document.minutes")
    assert sorted(fact.attributes["stage"] for fact in papers) == ["approved", "distributed", "drafted"]
    assert {fact.attributes["about"] for fact in papers} == {today().isoformat()}
    call_command("send_letters", verbosity=0)
    first = len(mail.outbox)
    call_command("send_letters", verbosity=0)
    assert first == len(mail.outbox) > 0  # once, however often it runs
    assert not Letter.objects.filter(sent_at=None).exists()
    assert all(child.last_name not in letter.body + letter.subject + letter.calendar for letter in Letter.objects.all())


def test_who_must_come_came_or_it_is_written_why_not() -> None:
    follow("SP")
    child, worker, _ = family()
    meeting = booked(asked(child, worker), worker)
    all_decided(meeting, worker)
    mine = Invitee.objects.about(child).get(meeting=meeting, who="social_worker")
    actions.hear_invitee(by=worker, invitee=mine, came="apologies")
    meeting = actions.hold_meeting(by=worker, meeting=meeting, version=meeting.version)
    with pytest.raises(Refusal, match="SP-070"):
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    actions.hear_invitee(by=worker, invitee=mine, came="apologies", why_absent="In court; a colleague came.")
    with pytest.raises(Refusal) as others:
        actions.close_meeting(by=worker, meeting=meeting, version=meeting.version)
    assert "SP-070" not in others.value.wording


def test_two_people_may_write_under_different_prompts_and_neither_loses_a_word() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    actions.write_passage(by=worker, meeting=meeting, prompt="child.portrait", text="Quiet.", version=0)
    actions.write_passage(by=manager, meeting=meeting, prompt="child.needs", text="A dentist.", version=0)
    with pytest.raises(Refusal, match="Someone else has changed"):
        actions.write_passage(by=manager, meeting=meeting, prompt="child.portrait", text="Loud.", version=0)
    actions.write_passage(by=manager, meeting=meeting, prompt="child.portrait", text="Quiet, then loud.", version=1)


def test_a_person_with_parental_responsibility_is_not_left_out_without_reason() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    parent = Invitee.objects.about(child).filter(meeting=meeting).first()
    Invitee.objects.filter(pk=parent.pk).update(has_parental_responsibility=True)
    with pytest.raises(Refusal, match="Say why"):
        actions.decide_invitee(by=worker, invitee=parent, invited=False)
    with pytest.raises(Refusal, match="which manager agreed"):
        actions.decide_invitee(by=worker, invitee=parent, invited=False, why_not="A court order forbids it.")
    with pytest.raises(Refusal, match="how they will be told"):
        actions.decide_invitee(by=worker, invitee=parent, invited=False, why_not="A court order.", agreed_by=manager)
    kept = actions.decide_invitee(by=worker, invitee=parent, invited=False, why_not="A court order forbids it.",
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


def test_siblings_get_their_own_part_and_no_more(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    sister, hidden = (child_in_care(team=child.team, first_name=name) for name in ("Sister", "Hidden"))
    works_with(worker, sister)
    restrict(by=a_person("head_of_service"), child=hidden, kind="adoption", why="Placed for adoption.")
    group_siblings(by=None, name="Three", children=[child, sister, hidden])
    meeting = approved(asked(child, worker), worker, manager)
    client.force_login(worker)
    page = client.get(reverse("meetings:send", args=[meeting.pk])).content.decode()
    assert f"What was said about {sister.name}" in page
    assert hidden.name not in page
    with pytest.raises(Refusal, match="no such brother or sister"):
        actions.copy_to_siblings(by=worker, meeting=meeting, parts={hidden.pk: "Anything."})
    _post(client, "send", [meeting.pk], **{f"part_{sister.pk}": "She wants to see her brother."})
    theirs = client.get(reverse("meetings:of_child", args=[sister.pk])).content.decode()
    assert "She wants to see her brother." in theirs
    note = SiblingNote.objects.about(sister).get()
    _post(client, "take_back", [note.pk], why="It belongs to another child.")
    theirs = client.get(reverse("meetings:of_child", args=[sister.pk])).content.decode()
    assert "She wants to see her brother." not in theirs


# --- by the pages --------------------------------------------------------------------------------------------------


def _post(client: Client, name: str, args: list[Any], **data: Any) -> Any:
    answer = client.post(reverse(f"meetings:{name}", args=args), data)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return answer


def _day(name: str) -> dict[str, Any]:
    return {f"{name}_day": today().day, f"{name}_month": today().month, f"{name}_year": today().year}


def test_the_pages_carry_a_meeting_through(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    client.force_login(worker)
    _post(client, "ask", [child.pk], kind="permanence", because="A first plan is needed.")
    meeting = Meeting.objects.about(child).get()
    booking = {"time": "14:30", "place": "Room 1", "chair": manager.pk, **_day("day")}
    _post(client, "book", [meeting.pk], confirm_day_off="on", confirm_after_limit="on", **booking)
    for one in Invitee.objects.about(child).filter(meeting=meeting):
        _post(client, "decide", [meeting.pk, one.pk], invited="yes", email="")
        _post(client, "hear", [meeting.pk, one.pk], came="came", coming="yes")
    _post(client, "hold", [meeting.pk])
    _post(client, "write", [meeting.pk, "child"], **{"child.portrait": "Kind & <b>quick</b>.", "child.needs": ""})
    _post(client, "appraise", [meeting.pk, "adoption"], verdict="ruled_out", why="Too old to want it.")
    _post(client, "agree_deed", [meeting.pk], what="See the school", owner=worker.pk, **_day("due"))
    _post(client, "conclude", [meeting.pk], enough="yes", recommendation="Stay.", reasons="It works.")
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "AM-18" in page
    assert "1 of 4 written" in page
    _post(client, "close", [meeting.pk])
    client.force_login(manager)
    _post(client, "approve", [meeting.pk])
    minutes = client.get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()
    assert "Kind &amp; &lt;b&gt;quick&lt;/b&gt;." in minutes
    assert "Draft" not in minutes
    _post(client, "settle_deed", [Deed.objects.about(child).get().pk], outcome="done", evidence="Seen on Monday.")


def test_who_may_not_see_the_child_finds_no_meeting(client: Client) -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = asked(child, worker)
    client.force_login(a_person())
    for name in ("meeting", "minutes", "book", "close"):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404
    assert child.last_name not in client.get(reverse("meetings:list")).content.decode()


def test_minutes_as_word_and_pdf_hold_what_was_typed_and_no_more(client: Client) -> None:
    from io import BytesIO

    import pikepdf
    from docx import Document

    follow("AM")
    child, worker, _ = family()
    meeting = booked(asked(child, worker), worker)
    text = "Likes #1 *stars* & <b>boats</b>.\nAnd $dogs$."
    actions.write_passage(by=worker, meeting=meeting, prompt="child.portrait", text=text, version=0)
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
    with pytest.raises(Refusal, match="Someone else has changed"):
        actions.write_paper(by=worker, paper=paper, written={"text": ("They cannot come.", 0)})
    assert actions.finish_paper(by=worker, paper=paper).text("text") == "We cannot come."
    with pytest.raises(Refusal, match="stays as it is"):
        actions.write_paper(by=worker, paper=paper, written={"text": ("Later.", 1)})
    again = actions.begin_paper(by=worker, child=child, kind="carer_report")
    assert again.text("text") == "We cannot come."  # what is known is carried on


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

"""What may go wrong between a letter and whoever it is for: a wrong address, a step that breaks, news that is old."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client

from permanence.practice.meetings import actions, sending
from permanence.practice.meetings.actions.listing import listed
from permanence.practice.meetings.models import TRIES, Invitee, Letter, Meeting
from permanence.practice.meetings.policy import kind_of
from permanence.practice.meetings.proposing import Proposed
from permanence.practice.refusals import Refusal
from permanence.practice.today import today
from practice.made import a_person
from practice.meetings.given import all_decided, approved, asked, booked, decided, family, follow

pytestmark = pytest.mark.django_db

NEXT_WEEK = {"day": today() + timedelta(days=7)}


def _aunt(email: str = "ana@example.org") -> tuple[Meeting, Invitee, Any]:
    """A meeting next week with the aunt invited, and the worker."""
    follow("AM")
    child, worker, manager = family()
    meeting = booked(asked(child, worker), worker, manager, **NEXT_WEEK)
    return meeting, actions.add_invitee(by=worker, meeting=meeting, name="Ana", post="Aunt", email=email), worker


def _address_in(letter: Any) -> str:
    found = re.search(r"http://localhost:8000(/answer/\S+)", letter.body)
    assert found
    return found[1]


def test_whoever_had_the_invitation_by_mistake_learns_and_answers_nothing_any_more() -> None:
    _, aunt, worker = _aunt("wrong@example.org")
    call_command("send_letters", verbosity=0)
    decided(worker, aunt, invited=True, email="ana@example.org")
    call_command("send_letters", verbosity=0)
    wrong, right = (_address_in(next(one for one in mail.outbox if one.to == [f"{name}@example.org"]))
                    for name in ("wrong", "ana"))  # fmt: skip
    visitor = Client()
    assert visitor.get(wrong).status_code == 404
    assert "Room 2" in visitor.get(right).content.decode()
    decided(worker, aunt, invited=False)
    page = visitor.get(right).content.decode()
    assert "no longer waits" in page
    assert "Room 2" not in page
    for made_up in ("/answer/x:y/", f"/answer/{'9' * 30}:abc/", f"/answer/{aunt.pk}/"):
        assert visitor.get(made_up).status_code == 404


def test_a_letter_to_a_wrong_address_is_overtaken_by_the_one_to_the_right_address() -> None:
    _, aunt, worker = _aunt("wrong@example.org")
    Letter.objects.filter(invitee=aunt).update(tries=TRIES, wrong="No such mailbox")
    old = Letter.objects.get(invitee=aunt)
    decided(worker, aunt, invited=True, email="ana@example.org")
    assert not Letter.objects.given_up().exists()
    with pytest.raises(Refusal):
        actions.try_again(by=worker, letter=old)
    Letter.objects.filter(pk=old.pk).update(is_overtaken=False)
    with pytest.raises(Refusal, match="address was changed"):
        actions.try_again(by=worker, letter=old)


def test_one_letter_that_breaks_holds_up_no_other_and_is_not_sent_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    _, aunt, _ = _aunt()
    went = EmailMultiAlternatives.send

    def breaks(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        if self.to == [aunt.email]:
            raise RuntimeError("Not a mistake anybody thought of")
        return went(self, fail_silently)

    monkeypatch.setattr(EmailMultiAlternatives, "send", breaks)
    actions.add_invitee(by=a_person(), meeting=aunt.meeting, name="Bo", post="Uncle", email="bo@example.org")
    call_command("send_letters", verbosity=0)
    assert [one.to for one in mail.outbox] == [["bo@example.org"]]
    assert Letter.objects.get(invitee=aunt).tries == 1  # counted, so that it comes to an end


def test_an_address_no_server_takes_is_told_and_not_a_breakdown() -> None:
    _, aunt, _ = _aunt()
    Letter.objects.filter(invitee=aunt).update(subject="Two\nlines")  # refused before it reaches a server
    call_command("send_letters", verbosity=0)
    assert "did not take it" in Letter.objects.get(invitee=aunt).wrong


def test_minutes_that_went_are_counted_though_the_counting_broke_off(monkeypatch: pytest.MonkeyPatch) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = approved(asked(child, worker), worker, manager)
    actions.send_minutes(by=manager, meeting=meeting, version=meeting.version)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "count_as_given", lambda **_: 1 / 0)
        call_command("send_letters", verbosity=0)
    sent = len(mail.outbox)
    mine = Invitee.objects.filter(meeting=meeting, person=worker)
    assert mine.get().sent_at is None
    call_command("send_letters", verbosity=0)
    assert (len(mail.outbox), mine.get().sent_at is None) == (sent, False)  # counted now, and not sent again


def test_who_left_gets_the_minutes_by_hand_and_no_letter_follows() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = approved(asked(child, worker), worker, manager)
    actions.send_minutes(by=manager, meeting=meeting, version=meeting.version)
    mine = Invitee.objects.get(meeting=meeting, person=worker)
    actions.send_minutes(by=manager, meeting=meeting, version=meeting.version + 1, by_hand={mine.pk: "handed over"})
    call_command("send_letters", verbosity=0)
    assert not [one for one in mail.outbox if one.to == [worker.email] and "Minutes" in one.subject]
    worker.is_active = False
    worker.save()
    Invitee.objects.filter(pk=mine.pk).update(sent_at=None, sent_how="")
    actions.send_minutes(by=manager, meeting=meeting, version=meeting.version + 2)
    assert not Letter.objects.unsent().filter(invitee=mine).exists()


def test_a_reminder_that_is_not_so_any_more_is_not_sent() -> None:
    meeting, _, worker = _aunt()
    call_command("send_letters", verbosity=0)
    deed = actions.agree_deed(by=worker, meeting=meeting, what="Ring", due=today() + timedelta(days=7), owner=worker)
    deed.due = today() + timedelta(days=1)
    deed.save()
    actions.remind(by=None, deed=deed, kind="soon")
    actions.settle_deed(by=worker, deed=deed, outcome="done", evidence="Rang.")
    before = len(mail.outbox)
    call_command("send_letters", verbosity=0)
    assert len(mail.outbox) == before
    assert Letter.objects.get(deed=deed).is_overtaken


def test_two_runs_at_once_send_a_letter_once() -> None:
    _, aunt, _ = _aunt()
    letter = Letter.objects.get(invitee=aunt)
    sending.begin_try(by=None, letter=letter)
    call_command("send_letters", verbosity=0)  # the second run, while the first is at the mail server
    assert [one for one in mail.outbox if one.to == [aunt.email]] == []


def test_who_was_perhaps_told_the_day_is_told_that_it_is_off() -> None:
    _, aunt, worker = _aunt()
    sending.begin_try(by=None, letter=Letter.objects.get(invitee=aunt))
    decided(worker, aunt, invited=False)
    assert Letter.objects.filter(invitee=aunt, kind="cancel").exists()


@pytest.mark.parametrize(
    ("reach", "email"),
    [("<ana@example.org>; evenings", "ana@example.org"), ("07700 900123", ""), ("@ana on the app", ""),
     ("see a@b then ana@example.org.", "ana@example.org")],
)  # fmt: skip
def test_only_an_address_that_a_letter_can_go_to_is_taken_from_the_record(reach: str, email: str) -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = asked(child, worker)
    someone = Proposed("carer", "Ana", "Carer", None, kind_of(meeting).people[0], reach=reach)
    assert listed(meeting, someone).email == email


def test_who_is_on_the_list_uninvited_and_named_for_the_minutes_gets_them() -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    named = actions.add_invitee(by=worker, meeting=meeting, name="Advanced Practitioner for Permanence", post="")
    found = booked(meeting, worker, manager)
    all_decided(found, worker)
    decided(worker, named, invited=False, why_not="On leave that day.")
    found = actions.hold_meeting(by=worker, meeting=found, version=found.version)
    found = actions.close_meeting(by=worker, meeting=found, version=found.version)
    actions.approve_minutes(by=manager, meeting=found, version=found.version)
    due = Invitee.objects.about(child).filter(meeting=meeting).due_the_minutes()
    assert [one.pk for one in due.filter(name=named.name)] == [named.pk]

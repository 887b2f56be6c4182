"""The outbox: a letter goes once, a mail server that is down loses nothing, and the page says what did not go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from permanence.practice.meetings import actions
from permanence.practice.meetings.models import FIRST_WAIT, TRIES, Invitee, Letter
from permanence.practice.today import today
from practice.made import a_person
from practice.meetings.given import all_decided, approved, asked, booked, family, follow, posted_to

pytestmark = pytest.mark.django_db


def _invited() -> Any:
    follow("AM")
    child, worker, manager = family()
    meeting = asked(child, worker)
    all_decided(meeting, worker)
    return booked(meeting, worker, manager), worker


def test_an_invitation_has_a_calendar_entry_that_names_no_child() -> None:
    meeting, _ = _invited()
    call_command("send_letters", verbosity=0)
    [letter, *_] = mail.outbox
    [entry] = [part for part, kind in letter.alternatives if kind.startswith("text/calendar")]
    [event] = Calendar.from_ical(entry).walk("VEVENT")
    assert event["CLASS"] == "PRIVATE"
    assert event["SUMMARY"] == "Permanency planning meeting"
    assert event.decoded("DTSTART").date() == today()
    assert meeting.child.last_name not in letter.message().as_string()


def test_a_mail_server_that_is_down_loses_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, worker = _invited()

    def down(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", down)
        call_command("send_letters", verbosity=0)
    assert not Letter.objects.exclude(sent_at=None).exists()
    client.force_login(worker)
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "not delivered after 1 tries. It is tried again." in page
    call_command("send_letters", verbosity=0)
    assert mail.outbox == []  # it is not hammered at: the next try is a while off
    Letter.objects.update(tried_at=timezone.now() - FIRST_WAIT)
    call_command("send_letters", verbosity=0)
    assert not Letter.objects.filter(sent_at=None).exists()
    assert len(mail.outbox) == Letter.objects.count()


def test_after_so_many_tries_a_letter_is_given_up(client: Client) -> None:
    meeting, worker = _invited()
    Letter.objects.update(tries=TRIES, wrong="No such mailbox")
    call_command("send_letters", verbosity=0)
    assert mail.outbox == []
    client.force_login(worker)
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "It was given up" in page
    assert "Letters that did not arrive" in client.get(reverse("home:today")).content.decode()
    again = reverse("meetings:try_again", args=[Letter.objects.first().pk])
    for _ in range(2):  # a double click
        assert client.post(again).status_code == 302
    call_command("send_letters", verbosity=0)
    assert len(mail.outbox) == 1


def test_who_was_invited_is_told_that_it_is_off() -> None:
    meeting, worker = _invited()
    call_command("send_letters", verbosity=0)
    actions.cancel_meeting(by=worker, meeting=meeting, why="The carer is ill.", version=meeting.version)
    cancelled = Letter.objects.filter(kind="cancel")
    assert cancelled.count() == Invitee.objects.filter(meeting=meeting, invited=True).exclude(email="").count() > 0
    assert all("METHOD:CANCEL" in letter.calendar for letter in cancelled)
    assert all("carer" not in letter.body for letter in cancelled)


def test_minutes_that_came_back_are_given_another_way(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = approved(asked(child, worker), worker, manager)
    by_hand = {one.pk: "by post" for one in Invitee.objects.about(child).filter(meeting=meeting, person=None)}
    actions.send_minutes(by=manager, meeting=meeting, version=meeting.version, by_hand=by_hand)
    call_command("send_letters", verbosity=0)
    meeting.refresh_from_db()
    assert meeting.stage == "sent"
    letter = Letter.objects.get(kind="minutes", to=worker.email)
    client.force_login(manager)
    posted_to(client, "came_back", [letter.pk], why="No such mailbox.")
    mine = Invitee.objects.get(meeting=meeting, person=worker)
    assert mine.sent_at is None
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "It came back: No such mailbox." in page
    assert "Send the minutes" in page
    posted_to(client, "send", [meeting.pk], **{f"hand_{mine.pk}": "handed over"})
    mine.refresh_from_db()
    assert (mine.sent_how, mine.sent_at is None) == ("handed over", False)
    assert "Send the minutes" not in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()


def test_what_is_overtaken_before_it_went_is_not_sent() -> None:
    meeting, worker = _invited()
    meeting = booked(meeting, worker, day=today() + timedelta(days=5))
    call_command("send_letters", verbosity=0)
    assert len(mail.outbox) == len({one.to[0] for one in mail.outbox}) > 0  # one each, of the later day
    assert {f"{today() + timedelta(days=5):%-d %B}" in one.body for one in mail.outbox} == {True}
    sent = len(mail.outbox)
    meeting = booked(meeting, worker, day=today() + timedelta(days=6))
    actions.cancel_meeting(by=worker, meeting=meeting, why="Ill.", version=meeting.version)
    call_command("send_letters", verbosity=0)
    assert [one.subject for one in mail.outbox[sent:]] == ["A meeting is cancelled"] * sent


def _reminded(runs: Iterable[int]) -> list[tuple[str, str]]:
    """The reminders that went where the command ran on these days from today, twice each, and to whom."""
    mail.outbox.clear()
    for number in runs:
        with override_settings(TODAY=today() + timedelta(days=number)):
            for _ in range(2):
                call_command("send_letters", verbosity=0)
    return sorted((one.to[0], one.subject) for one in mail.outbox if "action" in one.subject)


def test_a_week_with_the_scheduler_down_loses_no_reminder_and_doubles_none() -> None:
    meeting, worker = _invited()
    head, gone = a_person("head_of_service"), a_person()
    for owner, days in ((worker, 1), (worker, 4), (head, 9), (head, 30), (gone, 4)):
        actions.agree_deed(by=worker, meeting=meeting, what="Ring", due=today() + timedelta(days=days), owner=owner)
    with transaction.atomic():
        every_day = _reminded(range(15))
        transaction.set_rollback(True)
    soon, late = "An action of yours is due soon", "An action of yours is late"
    hers, his = [(worker.email, late), (worker.email, soon)], [(head.email, late), (head.email, soon)]
    assert every_day == sorted([*hers, *hers, *his])  # none to who does not see the child
    after_a_week = _reminded([0, *range(8, 15)])
    assert after_a_week == sorted([*hers, (worker.email, late), *his])  # what is late is not said to be due soon

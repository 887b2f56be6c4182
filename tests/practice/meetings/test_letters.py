"""The outbox: a letter goes once, a mail server that is down loses nothing, and the page says what did not go."""

from __future__ import annotations

from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from permanence.practice.meetings import actions
from permanence.practice.meetings.models import TRIES, Invitee, Letter
from permanence.practice.today import today
from practice.meetings.given import all_decided, asked, booked, family, follow

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


def test_who_was_invited_is_told_that_it_is_off() -> None:
    meeting, worker = _invited()
    actions.cancel_meeting(by=worker, meeting=meeting, why="The carer is ill.", version=meeting.version)
    cancelled = Letter.objects.filter(kind="cancel")
    assert cancelled.count() == Invitee.objects.filter(meeting=meeting, invited=True).exclude(email="").count() > 0
    assert all("METHOD:CANCEL" in letter.calendar for letter in cancelled)
    assert all("carer" not in letter.body for letter in cancelled)

"""One letter by e-mail, its calendar entry beside it."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives

from permanence.practice.meetings.models import Letter


class Undelivered(Exception):
    """The letter could not be handed to the mail server; says why."""


def send(letter: Letter) -> None:
    """Hands a letter to the mail server. Raises Undelivered where it does not take it."""
    message = EmailMultiAlternatives(letter.subject, letter.body, to=[letter.to])
    if letter.calendar:
        method = "CANCEL" if letter.kind == "cancel" else "REQUEST"
        message.attach_alternative(letter.calendar, f"text/calendar; charset=utf-8; method={method}")
        message.attach("invite.ics", letter.calendar, "text/calendar")
    try:
        message.send()
    except (SMTPException, OSError) as wrong:
        raise Undelivered(f"The mail server did not take it: {wrong}") from wrong

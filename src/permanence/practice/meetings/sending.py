"""Letters on their way: one by e-mail, its calendar entry beside it; and all that wait, one by one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from permanence.practice.meetings.actions.outbox import begin_try, count_as_given, end_try
from permanence.practice.meetings.models import Letter
from permanence.practice.refusals import Refusal

_LOG = logging.getLogger(__name__)


class Undelivered(Exception):
    """The letter could not be handed to the mail server; says why."""


def send_each(waiting: Iterable[Letter]) -> int:
    """Tries each of these letters whose time it is, and says how many went.

    What breaks with one letter is told to the log and holds up no other.
    """
    now = timezone.now()
    return sum([_does(_deliver, letter) for letter in waiting if letter.is_due(now)])


def count_each(went: Iterable[Letter]) -> None:
    """Counts those as having the minutes whom these letters about them reached; as above, each by itself."""
    for letter in went:
        _does(_count, letter)


def _does(step: Callable[[Letter], bool], letter: Letter) -> bool:
    try:
        return step(letter)
    except Refusal:  # another run was quicker
        return False
    except Exception:
        _LOG.exception("Letter %s", letter.pk)
        return False


def _deliver(letter: Letter) -> bool:
    begun = begin_try(by=None, letter=letter)
    return not begun.is_overtaken and end_try(by=None, letter=begun, wrong=_wrong_with(begun)).sent_at is not None


def _count(letter: Letter) -> bool:
    return count_as_given(by=None, letter=letter).sent_at is not None


def _wrong_with(letter: Letter) -> str:
    """What went wrong when it was sent; nothing where it went."""
    try:
        send(letter)
    except Undelivered as wrong:
        return str(wrong)
    return ""


def send(letter: Letter) -> None:
    """Hands a letter to the mail server. Raises Undelivered where it does not take it, or no address is like that."""
    message = EmailMultiAlternatives(letter.subject, letter.body, to=[letter.to])
    if letter.calendar:
        method = "CANCEL" if letter.kind == "cancel" else "REQUEST"
        message.attach_alternative(letter.calendar, f"text/calendar; charset=utf-8; method={method}")
        message.attach("invite.ics", letter.calendar, "text/calendar")
    try:
        message.send()
    except (SMTPException, OSError, ValueError) as wrong:
        raise Undelivered(f"The mail server did not take it: {wrong}") from wrong

"""Addresses that open without signing in: long, random or signed, and only so often from one place."""

from __future__ import annotations

import hashlib
import secrets

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from permanence.practice.design.numbers import row_number
from permanence.practice.meetings.models import Invitee

_INVITATION = signing.Signer(salt="meetings.invitation")
WINDOW = 600
"""Seconds in which tries are counted."""


def new_words() -> tuple[str, str]:
    """Random words for an address, and their digest: only the digest is kept."""
    words = secrets.token_urlsafe(32)
    return words, digest_of(words)


def digest_of(words: str) -> str:
    """What is kept of the words of an address. They are random and long, so a plain digest tells nothing of them."""
    return hashlib.sha256(words.encode()).hexdigest()


def answer_address(invitee: Invitee) -> str:
    """The address at which someone answers their invitation. It holds a number and a signature, and names nobody."""
    return f"{settings.SITE}{reverse('meetings:answer', args=[_signed(invitee)])}"


def number_in(words: str) -> int | None:
    """The number of the invitee whose address this may be; None where there is none in it."""
    return row_number(words.partition(_INVITATION.sep)[0])


def is_address_of(invitee: Invitee, words: str) -> bool:
    """Whether it is their address: not made up, nor of a mailbox that the invitation does not go to any more."""
    return constant_time_compare(words, _signed(invitee))


def _signed(invitee: Invitee) -> str:
    """Its number, and a signature over the number and the mailbox: who had it by mistake cannot answer any more."""
    signature = _INVITATION.signature(f"{invitee.pk} {invitee.email.lower()}")
    return f"{invitee.pk}{_INVITATION.sep}{signature}"


def too_often(request: HttpRequest, what: str, times: int, seconds: int = WINDOW) -> bool:
    """Whether this place asked for more than so many of these in the time; each call counts as one."""
    return counted(f"{what}:{get_adapter(request).get_client_ip(request)}", seconds) > times


def counted(key: str, seconds: int) -> int:
    """How often this key was counted in the time, this once included."""
    name = f"meetings:often:{digest_of(key)}"
    if cache.add(name, 1, seconds):
        return 1
    try:
        return cache.incr(name)
    except ValueError:  # it ran out between the two lines
        return 1

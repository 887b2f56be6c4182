"""The letter that lets a new starter set a first password. It says nothing about any child."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest

from permanence.practice.staff.models import Person


def send_first_letter(request: HttpRequest, person: Person) -> None:
    """Sends a person the address at which they set a password."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    address = get_adapter(request).get_reset_password_from_key_url(key)
    letter = (
        f"Hello {person.name},\n\nAn account was made for you on {settings.COUNCIL}. Choose a password here:\n\n"
        f"{address}\n\nThen sign in with your work e-mail. If you did not expect this, tell your manager."
    )
    send_mail(f"Your account on {settings.COUNCIL}", letter, None, [person.email])

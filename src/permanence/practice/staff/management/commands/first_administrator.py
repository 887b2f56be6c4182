"""manage.py first_administrator: the one account nobody inside can make, because nobody is inside yet."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from permanence.practice.refusals import Refusal
from permanence.practice.staff.actions import new_starter
from permanence.practice.staff.models import Person, Post


class Command(BaseCommand):
    """Makes the first system administrator, who makes every other account and sees no child."""

    help = "Makes the first system administrator and prints the address at which they choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name and e-mail."""
        parser.add_argument("name", help="their name, in quotation marks")
        parser.add_argument("email", help="their work e-mail")

    def handle(self, *args: Any, name: str, email: str, **options: Any) -> None:
        """Refuses where there is one already: that one makes the others, and the record shows who did."""
        if Post.objects.on().filter(role="system_administrator", person__is_active=True).exists():
            raise CommandError("There is a system administrator already. Ask them to add this person under People.")
        try:
            person = new_starter(by=None, name=name, email=email, role="system_administrator")
        except Refusal as refusal:
            raise CommandError(refusal.wording) from refusal
        self.stdout.write(f"{person.name} chooses a password here, once, within three days:\n{_address(person)}")


def _address(person: Person) -> str:
    place = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    host = next((host for host in settings.ALLOWED_HOSTS if not host.startswith(("*", "."))), "localhost")
    return f"https://{host}{place}"

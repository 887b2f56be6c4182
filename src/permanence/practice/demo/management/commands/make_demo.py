"""manage.py make_demo: a made-up council in an empty database, and sign-ins for every role."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from permanence.policy.pack import BUILT_IN
from permanence.practice.demo.council import fresh_sign_ins, is_there, make_council
from permanence.practice.filling import take_stock
from permanence.practice.staff.models import Person


class Command(BaseCommand):
    """Makes the council once; given again, only gives fresh passwords."""

    help = "Makes a made-up council to try the app on, and prints a sign-in for each role. Does nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        """--pack, --children and --seed."""
        parser.add_argument("--pack", default="PG", choices=BUILT_IN, help="the policy it follows")
        parser.add_argument("--children", type=int, default=200, help="how many children with time in care")
        parser.add_argument("--seed", type=int, default=1, help="another number gives another council")

    def handle(self, *args: Any, pack: str, children: int, seed: int, **options: Any) -> None:
        """Refuses a database that somebody works in."""
        if not is_there():
            if Person.objects.exists():
                raise CommandError("People work in this database. Make the demonstration in an empty one.")
            with transaction.atomic():  # all of it, or none
                make_council(pack, children, seed, self.stdout.write)
            take_stock()
        password, sign_ins = fresh_sign_ins()
        self.stdout.write(f"\nSign in as any of these. The password of each is  {password}  and is not shown again.\n")
        for role, email in sign_ins:
            self.stdout.write(f"  {role:40} {email}")

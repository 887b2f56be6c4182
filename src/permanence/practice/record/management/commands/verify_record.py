"""manage.py verify_record: walks the whole record and says where it was tampered with."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from permanence.practice.record.chain import head
from permanence.practice.record.verify import faults


class Command(BaseCommand):
    """Checks the chain, the database's own guard and, where given, a head kept elsewhere."""

    help = "Finds entries of the record that were changed, removed or added, and says which."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--head, as an earlier run printed it."""
        parser.add_argument(
            "--head", type=_head, metavar="NUMBER:SEAL", help="a head kept elsewhere, as this command prints it"
        )

    def handle(self, *_: Any, **given: Any) -> None:
        """Prints each fault; the exit code is 1 where there is any. Prints the head, to be kept elsewhere."""
        found = list(faults(given["head"]))
        for fault in found:
            self.stdout.write(str(fault))
        if found:
            raise CommandError(f"The record does not hold: {len(found)} faults.", returncode=1)
        number, seal = head()
        self.stdout.write(
            f"The record holds: {number} entries. Keep its head where nobody can reach both:\n{number}:{seal}"
        )


def _head(text: str) -> tuple[int, str]:
    number, _, seal = text.partition(":")
    if not number.isdecimal() or len(seal) != 64:
        raise ArgumentTypeError(
            f"'{text}' is no head. Give it as this command prints it: a number, a colon and 64 letters."
        )
    return int(number), seal

"""The About sheet, line by line: what a reader asks first stands first."""

from __future__ import annotations

from collections.abc import Iterator

from permanence.policy.explain import long_day

from .about import About
from .names import words
from .rag import SOON
from .tally import AHEAD
from .time_to_permanence import HOW as HOW_LONG

Line = tuple[str | int, ...]
"""The cells of one line; a line of one cell is a heading, one of none is blank."""


def lines(about: About) -> Iterator[Line]:
    """The lines of the sheet, in sections, each under its heading and with a blank line before it."""
    sections = (_made_from, _counts, _colours, _statuses, _meanings, _inferred, _files, _totals, _settings)
    for number, section in enumerate(sections):
        if number:
            yield ()
        yield from section(about)


def _made_from(about: About) -> Iterator[Line]:
    yield ("About this tracker",)
    yield "As at", f"the end of {long_day(about.as_at)}"
    yield "Policy", f"{about.name} ({about.pack})"
    yield "Version of the policy", f"{about.version} (fingerprint {about.fingerprint})"
    yield "Made by", f"permanence {about.product}"
    late = "; ".join(f"{name} ({day:%d %b %Y})" for day, name in about.late_holidays)
    yield "Bank holidays", f"those published, and declared late: {late}" if late else "those published with the product"


def _counts(about: About) -> Iterator[Line]:
    yield ("Counts",)
    yield "Children", about.children
    yield "Facts read", about.facts
    yield "Problems in the data", about.problems
    yield "Duties", sum(about.duties.values())


def _colours(about: About) -> Iterator[Line]:
    yield ("Children by colour",)
    yield from ((colour, about.colours[colour], how) for colour, how in about.how)


def _statuses(about: About) -> Iterator[Line]:
    yield ("Duties by status",)
    yield from ((status, count, words("status")[status]) for status, count in about.duties.items())


def _meanings(about: About) -> Iterator[Line]:
    yield ("How to read the sheets",)
    yield (
        "Board",
        "one row a child, the worst first: red, amber, green, then the most days overdue. Its first columns print",
    )
    yield "Next duty", "of what is open, that which gives the child the colour; the earliest due day of these"
    yield "Nothing booked", f"a meeting, review or panel that is overdue or due within {SOON} days has no booking"
    yield "Overdue", "every duty that is overdue, the longest overdue first"
    yield (
        f"Due in {AHEAD} days",
        f"every duty not done that falls due from the as-at day to {AHEAD} days later, the soonest first",
    )
    yield "All duties", "every duty of every child, done or not, in order of child and of the policy document"
    yield "Time to permanence", " ".join(HOW_LONG)
    yield "Inferred from the return", "the return only implies it; the cell says what it was worked out from"
    yield "Not known", "the child is in care and no file says it"


def _inferred(about: About) -> Iterator[Line]:
    yield ("Facts inferred from the return",)
    if not about.inferred.height:
        yield "None", "every fact was stated"
    yield from ((fact, count, basis) for fact, basis, count in about.inferred.iter_rows())


def _files(about: About) -> Iterator[Line]:
    yield ("Files read",)
    yield from ((file.name, f"{file.size} bytes", f"SHA-256 {file.sha256}") for file in about.inputs)


def _totals(about: About) -> Iterator[Line]:
    yield ("Rows of each file: read, used, set aside",)
    for file, table, read, used, aside in about.totals.select("file", "table", "read", "used", "set_aside").iter_rows():
        yield f"{file}", f"{read} read = {used} used + {aside} set aside", f"{table}"


def _settings(about: About) -> Iterator[Line]:
    yield ("Settings of the policy, with the values in force on this day",)
    yield from ((name, value, f"{means} ({clause})") for name, value, clause, means in about.settings)

"""The summary in the terminal: how many children of each colour, and which duties are overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from permanence.policy.duties import OVERDUE
from permanence.policy.explain import long_day

from .names import Local, title
from .tally import AHEAD, Tally

if TYPE_CHECKING:
    from rich.console import Console

MOST = 12
"""Duties shown; the rest are counted in a last line."""

_STYLES = {"Red": "bold white on red", "Amber": "black on yellow", "Green": "white on green"}


def headline(tally: Tally) -> str:
    """All of it in a sentence or two, for a log or a terminal without colours."""
    colours = ", ".join(f"{count:,} {colour.lower()}" for colour, count in tally.by_colour().items())
    return (
        f"{tally.ready.pack.name} ({tally.ready.pack.code}), as at {long_day(tally.as_at)}. "
        f"{tally.children:,} children: {colours}. {tally.rows:,} duties: {tally.of_status(OVERDUE):,} overdue, "
        f"{int(tally.soon.sum()):,} due in the next {AHEAD} days, {int(tally.unbooked.sum()):,} with nothing booked."
    )


def lines(tally: Tally, local: Local = str) -> list[tuple[str, str, int, int, int]]:
    """The pressing duties, most overdue first: clause, duty, overdue, due in 30 days, nothing booked."""
    kinds = tally.ready.kinds
    counts = zip(tally.statuses[:, OVERDUE].tolist(), tally.soon.tolist(), tally.unbooked.tolist(), strict=True)
    rows = [(kind.clause, title(kind.duty, local), *numbers) for kind, numbers in zip(kinds, counts, strict=True)]
    return [rows[kind] for kind in tally.pressing()]


def summary(console: Console, tally: Tally, local: Local = str) -> None:
    """Prints the headline, the children by colour, and the duties most overdue."""
    from rich.text import Text

    console.print(headline(tally), highlight=False)
    counts = (Text(f" {colour} {count:,} ", _STYLES.get(colour, "")) for colour, count in tally.by_colour().items())
    console.print(Text("  ").join(counts))
    pressing = lines(tally, local)
    if pressing:
        console.print(_table(pressing))


def _table(pressing: list[tuple[str, str, int, int, int]]) -> object:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD)
    table.add_column("Clause", no_wrap=True)
    table.add_column("What is owed")
    for heading in ("Overdue", f"In {AHEAD} days", "Unbooked"):
        table.add_column(heading, justify="right", no_wrap=True)
    for clause, what, *counts in pressing[:MOST]:
        table.add_row(clause, what, *(f"{count:,}" if count else "" for count in counts))
    if len(pressing) > MOST:
        table.caption = f"and {len(pressing) - MOST} more; the workbook has them all"
    return table

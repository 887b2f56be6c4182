"""What a child has one of at a time: in the facts sheet, a legal status, plan or time in care that begins while another
still holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from permanence.policy.vocabulary import vocabulary

from .checks import USED
from .problems import of_rows
from .values import value

STATUSES = vocabulary().tokens_of("legal_status")
"""Of these a child has one at a time, as in the return: a placement order stands in place of the care order."""

ALONE = {"plan": "plan", "in_care": "time in care"}
"""Of each of these a child has one at a time too, and what it is in words."""

MEND = "Write under 'to', in the earlier row, the day that one ended."


def several_at_once(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The problems of spans that begin before another one of their kind has ended. All are used as they stand but for
    a legal status: the earlier to where this one begins, if this one goes on at least as long
    (``policy/legal_status.py``).

    ``rows`` are those of the sheets that are used, with their ``token``, ``start`` and ``end`` (null where it is open).
    """
    statuses = _pairs(rows, STATUSES).filter(pl.col("token") != pl.col("token new"))
    code = pl.col("token").str.strip_prefix("legal_status.")
    wrong = pl.format("Another legal status of this child ('{}', {}) still holds then, and {}", code, _where(), _ONE)
    done = (
        f"{USED}If it goes on at least as long, the earlier was taken to end when it began; else both were used. {MEND}"
    )
    yield _problems(statuses, "code", "code", wrong, done)
    for token, words in ALONE.items():
        wrong = pl.format("Another {} of this child ({}) still holds then, and {}", pl.lit(words), _where(), _ONE)
        yield _problems(_pairs(rows, [token]), "from", "from", wrong, f"{USED}Both were used as they stand. {MEND}")


_ONE = pl.lit("a child has one at a time")


def _pairs(rows: pl.DataFrame, tokens: Iterable[str]) -> pl.DataFrame:
    """Each span of these that begins while an earlier one holds, beside the last such; an empty span holds never."""
    held = rows.with_row_index("row").filter(pl.col("token").is_in(list(tokens)))
    held = held.filter((pl.col("start") < pl.col("end")).fill_null(True)).select(
        "row", "file", "line", "child", "code", "from", "start", "end",
        who=value("child"), token=pl.col("token").cast(pl.String),
    )  # fmt: skip
    earlier = (pl.col("start") < pl.col("start new")) | (
        (pl.col("start") == pl.col("start new")) & (pl.col("row") < pl.col("row new"))
    )
    still_holds = (pl.col("end") > pl.col("start new")).fill_null(True)
    return held.join(held, on="who", suffix=" new").filter(earlier, still_holds)


def _problems(pairs: pl.DataFrame, field: str, column: str, wrong: pl.Expr, done: str) -> pl.DataFrame:
    last = pairs.sort("start", "row").unique("row new", keep="last", maintain_order=True).sort("row new")
    new = last.select(wrong=wrong, file="file new", line="line new", child="child new", value=f"{column} new")
    return of_rows(new, field, pl.col("value"), pl.col("wrong"), done)


def _where() -> pl.Expr:
    """Where the earlier row stands: its line, and its sheet where that is another."""
    there = pl.when(pl.col("file") != pl.col("file new")).then(pl.format(" of {}", "file")).otherwise(pl.lit(""))
    return pl.format("line {}{}", "line", there)

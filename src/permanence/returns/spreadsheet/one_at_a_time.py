"""What a child has one of at a time: in the facts sheet, a legal status that begins while another still holds."""

from __future__ import annotations

import polars as pl

from permanence.policy.vocabulary import vocabulary

from .checks import USED
from .problems import of_rows
from .values import value

STATUSES = vocabulary().tokens_of("legal_status")
"""Of these a child has one at a time, as in the return: a placement order stands in place of the care order."""


def two_at_once(rows: pl.DataFrame, file: str) -> pl.DataFrame:
    """A problem for each legal status that begins before another one, of another code, has ended. Both are used;
    the earlier to where this one begins, if this one goes on at least as long (``policy/legal_status.py``).

    ``rows`` are those of the sheet that are used, with their ``token``, ``start`` and ``end`` (null where it is open).
    """
    held = rows.filter(pl.col("token").is_in(STATUSES)).select(
        "line", "child", "code", "start", "end", who=value("child"), token=pl.col("token").cast(pl.String)
    )
    earlier = (pl.col("start") < pl.col("start new")) | (
        (pl.col("start") == pl.col("start new")) & (pl.col("line") < pl.col("line new"))
    )
    pairs = held.join(held, on="who", suffix=" new").filter(
        earlier, pl.col("token") != pl.col("token new"), (pl.col("end") > pl.col("start new")).fill_null(True)
    )
    last = pairs.sort("start", "line").unique("line new", keep="last", maintain_order=True).sort("line new")
    wrong = pl.format(
        "Another legal status of this child ('{}', line {}) still holds then, and a child has one at a time",
        pl.col("token").str.strip_prefix("legal_status."),
        "line",
    )
    new = last.with_columns(wrong=wrong).select("wrong", line="line new", child="child new", code="code new")
    done = (
        USED + "If it goes on at least as long, the earlier was taken to end when it began; else both were used. Write "
        "under 'to', in the earlier row, the day that one ended."
    )
    return of_rows(new, file, "code", pl.col("code"), pl.col("wrong"), done)

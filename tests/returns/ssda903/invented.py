"""Small invented returns, and what is read from them. Nobody in them is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from permanence.returns.frames import Reading
from permanence.returns.ssda903.read import read_return

AS_AT = date(2026, 4, 30)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
UASC = "CHILD,SEX,DOB,DUC"
AD1 = "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR"
PLACED = "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED"
WORKERS = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"

ONE_CHILD = f"{HEADER}\n101,F,01/06/2015,WBRI,UN1,0,\n"


def sheet(headings: str, *rows: str) -> str:
    """A CSV file with these headings and rows."""
    return "\n".join((headings, *rows, ""))


def episode(
    began: str,
    rne: str = "S",
    ls: str = "C2",
    place: str = "U6",
    ended: str = "",
    rec: str = "",
    *,
    child: str = "101",
    provider: str = "PR1",
    reason: str = "",
    post: str = "AB1 2CD",
    urn: str = "1234567",
) -> str:
    """A row of the episodes file."""
    return f"{child},{began},{rne},{ls},N1,{place},{provider},{ended},{rec},{reason},AA1 1AA,{post},{urn}"


def episodes(*rows: str) -> str:
    """An episodes file."""
    return sheet(EPISODES, *rows)


def read(folder: Path, files: Mapping[str, str | bytes], **settings: Any) -> Reading:
    """What is read from a folder of these files, once it is shown that every row is accounted for."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return reconciled(read_return([folder], **({"as_at": AS_AT} | settings)))


def reconciled(reading: Reading) -> Reading:
    """The reading, once its totals are shown to reconcile and its tables to agree.

    That there is no header, as in most of these returns, is left out of its problems.
    """
    totals = reading.totals
    assert (totals["read"] == totals["used"] + totals["set_aside"]).all(), totals
    assert reading.facts["child"].max() is None or reading.facts["child"].max() < reading.children.height
    assert reading.problems.select("file", "wrong", "done").null_count().row(0) == (0, 0, 0)
    return replace(reading, problems=reading.problems.filter(~pl.col("wrong").str.starts_with("There is no header")))


def told(reading: Reading, fact: str, *columns: str) -> list[tuple[Any, ...]]:
    """The facts that begin with this token: child, start and end, and these columns, in order."""
    ids = reading.children["id"]
    facts = reading.facts.filter(pl.col("token").cast(pl.String).str.starts_with(fact))
    rows = facts.select(ids.gather(facts["child"]).alias("id"), "start", "end", *columns)
    return [tuple(each) for each in rows.sort("id", "start").iter_rows()]


def codes(reading: Reading, fact: str) -> list[tuple[str, date, date | None]]:
    """The code, start and end of each fact of this name, in order of start."""
    return [(token.partition(".")[2], start, end) for _, start, end, token in told(reading, fact, "token")]


def wrong(reading: Reading, field: str | None = None) -> list[str]:
    """What is said to be wrong, with this field where one is given."""
    found = reading.problems if field is None else reading.problems.filter(pl.col("field") == field)
    return found["wrong"].to_list()


def day(text: str) -> date:
    """A day written as in the return."""
    date_, month, year = (int(part) for part in text.split("/"))
    return date(year, month, date_)

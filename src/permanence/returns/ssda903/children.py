"""Numbers the children of a return and settles when each was born."""

from __future__ import annotations

import numpy as np
import polars as pl

from permanence.returns.frames import CHILDREN, british

from .ids import Places, in_order
from .problems import Ledger
from .tables import tables
from .years import latest


def numbered(read: dict[str, pl.DataFrame], ledger: Ledger) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """The children, and the tables with the ``child``'s place among them for CHILD, and each row once.

    They are numbered as they are met, so that what a council sends child by child need not be sorted. Tables that
    make no facts are checked and set aside here. Empties ``read``, to keep memory low.
    """
    ids, places = ledger.ids.met([rows["CHILD"] for rows in read.values()])
    ledger.names = ids
    tell = {name: _placed(read.pop(name), places) for name in list(read)}
    headers = tell.pop("header")
    header = latest(headers, tables()["header"], ledger)
    ledger.keep(header)
    children = _children(ids, header, {"header": headers.sort("year", descending=True, maintain_order=True), **tell})
    _check_unborn(children, tell["episodes"], not headers.is_empty(), ledger)
    once = {name: _once(name, tell.pop(name), children["born"], ledger) for name in list(tell)}
    return children, {name: rows for name, rows in once.items() if tables()[name].makes}


def in_order_of_id(children: pl.DataFrame, facts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The children in order of id, and the facts with each child's place there."""
    order = in_order(children["id"])
    place = np.empty(len(order), np.uint32)
    place[order] = np.arange(len(order))
    return children[order], facts.with_columns(pl.Series("child", place).gather(facts["child"]))


def _once(name: str, rows: pl.DataFrame, born: pl.Series, ledger: Ledger) -> pl.DataFrame:
    """Each row of the table once; none, where no facts are made from it."""
    if tables()[name].makes:
        rows = latest(rows, tables()[name], ledger)
    _check_births(rows, born, ledger)
    if not tables()[name].makes:
        ledger.set_table_aside(rows, tables()[name].says)
        return rows.clear()
    return rows.drop("DOB", strict=False)


def _placed(rows: pl.DataFrame, places: Places) -> pl.DataFrame:
    """The rows with the place of their child, as ``child``, for CHILD."""
    return rows.select(places.of(rows["CHILD"]), pl.exclude("CHILD"))


def _children(ids: pl.Series, header: pl.DataFrame, tell: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row a child: from the header or, where it does not say when the child was born, as any other file says."""
    sex = tables()["header"].columns["SEX"].codes.reads(header["SEX"], "sex")
    about = header.select("child", born="DOB", sex=sex, ethnicity="ETHNIC", upn="UPN")
    children = ids.to_frame().with_row_index("child").join(about, on="child", how="left", maintain_order="left")
    return children.with_columns(_born(children, tell)).select(*CHILDREN, "sex", "ethnicity", "upn")


def _born(children: pl.DataFrame, tell: dict[str, pl.DataFrame]) -> pl.Series:
    born = children["born"]
    unknown = children.filter(born.is_null()).select("child")
    if unknown.is_empty():
        return born
    said = [rows.select("child", "DOB") for rows in tell.values() if "DOB" in rows.columns]
    asked = pl.concat(rows.join(unknown, on="child", how="semi") for rows in said).drop_nulls()
    first = asked.unique("child", keep="first", maintain_order=True)
    return born.fill_null(children.join(first, on="child", how="left", maintain_order="left")["DOB"])


def _check_unborn(children: pl.DataFrame, rows: pl.DataFrame, has_header: bool, ledger: Ledger) -> None:
    """Names the children in care of whom no file says when they were born; once a file, where there is no header."""
    unknown = rows.filter(children["born"].gather(rows["child"]).is_null()).unique("child", maintain_order=True)
    if has_header:
        ledger.note(unknown, "DOB", None, "No file says when this child was born.", f"{UNBORN} Add it to the header.")
    else:
        ledger.about_files(unknown, NO_HEADER, f"{UNBORN} Add the header.", "DOB")


NO_HEADER = "There is no header, and no other file says when {} of the children in this file were born."
UNBORN = "Their ages were taken as not known, so no limit of age was reached."


def _check_births(rows: pl.DataFrame, born: pl.Series, ledger: Ledger) -> None:
    """Names rows that give another date of birth, and episodes that begin before birth."""
    known = rows.with_columns(born.gather(rows["child"]).alias("known"))
    if "DOB" in rows.columns:
        other = known.filter(pl.col("DOB") != pl.col("known"))
        day = british("DOB")
        done = pl.format("{} was used.", british("known"))
        ledger.note(other, "DOB", day, "This is not the date of birth that the header gives.", done)
    if "DECOM" in rows.columns:
        early = known.filter(pl.col("DECOM") < pl.col("known"))
        day = british("DECOM")
        birth = british("known")
        wrong = pl.format("The child was born on {}, after this episode began.", birth)
        ledger.note(early, "DECOM", day, wrong, "It was used as it stands.")

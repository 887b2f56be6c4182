"""Makes one unbroken history of each child out of the episodes of every year.

The seven repairs are those the London Innovation and Improvement Alliance has published (liia-tools-pipeline,
docs/fix_episodes.md), each named by its number there. Theirs join returns of different years; where one return
contradicts itself in the same way, 1, 1A, 4 and 5 are used within it too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from permanence.returns.frames import british

from .problems import Ledger
from .tables import code_sets

SAME_HOME = ("RNE", "LS", "PLACE", "PLACE_PROVIDER", "PL_POST", "URN")
"""What two episodes that differ only in their start have in common."""

END_REASONS = code_sets()["REC"].kind
STARTED = "S"
STAYS = "X1"
LEFT = "E99"

Rule = tuple[str, pl.Expr, str]
"""A repair: its number, where it applies, and what is wrong there."""


def histories(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Each child's episodes in order, none overlapping, only the last of them open, without short breaks.

    ``rows`` holds one row for each child and DECOM, in that order.
    """
    _check_ends(rows, ledger)
    rows = _without_short_breaks(rows, ledger)  # first, or the repairs would end or replace time in care by a break
    rows = _without_replaced(_without_empty(rows, ledger), ledger)
    rows = _without_empty(_fitted(_closed(rows, ledger), ledger), ledger)
    _check_leaving(rows, ledger)
    return rows


def before(name: str) -> pl.Expr:
    """The column in the child's episode before this one; null in the first."""
    return pl.when(pl.col("child") == pl.col("child").shift(1)).then(pl.col(name).shift(1))


def after(name: str) -> pl.Expr:
    """The column in the child's episode after this one; null in the last."""
    return pl.when(pl.col("child") == pl.col("child").shift(-1)).then(pl.col(name).shift(-1))


def follows() -> pl.Expr:
    """Whether the episode begins on the day the one before it ended: the child stayed in care."""
    return (pl.col("DECOM") == before("DEC")).fill_null(False)


def _check_ends(rows: pl.DataFrame, ledger: Ledger) -> None:
    """Names episodes with half an ending, and ends after the last day the return covers."""
    day, reason = pl.col("DEC").is_not_null(), pl.col("REC").is_not_null()
    ledger.note(
        rows.filter(reason & ~day),
        "REC",
        pl.col("REC"),
        "There is a reason for the end, and no DEC.",
        "The episode was taken as still open; the reason was not used.",
    )
    ledger.note(
        rows.filter(day & ~reason),
        "REC",
        None,
        "There is a DEC, and no reason for the end.",
        "The DEC was used. Whether the child left care was told from the next episode.",
    )
    closes = pl.date(pl.col("year"), 3, 31)
    wrong = pl.format("The end is after the last day of the return ({}).", british(closes))
    ledger.note(rows.filter(pl.col("DEC") > closes), "DEC", british("DEC"), wrong, "It was used as it stands.")


def _without_replaced(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Repairs 3 and 3A: episodes of an earlier return that a later one gives in another form."""
    stale = pl.col("DEC").is_null() & (pl.col("year") < pl.col("year").max())
    like_before, like_after = (_alike(move) for move in (before, after))
    stands = ~(before("DEC").is_null() & (before("year") < pl.col("year").max()))  # or both would go
    anew = (pl.col("RNE") == STARTED) & (before("DEC") < pl.col("DECOM"))
    twice = stale & ((like_before & stands & ~anew.fill_null(False)) | like_after)
    covered = pl.col("DEC").is_null() | (pl.col("DECOM") < before("DEC"))
    replaced = ~twice & (before("year") > pl.col("year")) & covered
    rules: list[Rule] = [
        ("3", twice, "The same episode is given with another start."),
        ("3A", replaced, "A later return gives an earlier episode that takes this one's place."),
    ]
    marked = _marked(rows, rules)
    for number, _, wrong in rules:
        ledger.set_aside(_of(marked, number), "DECOM", british("DECOM"), f"{wrong} (Repair {number}.)")
    return _of(marked, None)


def _alike(move: Callable[[str], pl.Expr]) -> pl.Expr:
    """Whether the episode before, or after, differs only in its start."""
    same = pl.all_horizontal(pl.col(name).eq_missing(move(name)) for name in SAME_HOME)
    return same & move("DECOM").is_not_null()


def _closed(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Repairs 1, 1A and 2: episodes left open that cannot be open now."""
    following = after("DECOM")
    gone = pl.col("year") < pl.col("year").max()
    opened = pl.col("DEC").is_null()
    again = (after("RNE") == STARTED).fill_null(False)
    rules: list[Rule] = [
        ("2", opened & following.is_null() & gone, "The episode is open, and the child is not in the later returns."),
        ("1A", opened & again, "The episode is open, and the child came into care again later."),
        ("1", opened & following.is_not_null(), "The episode is open, and another follows it."),
    ]
    moved, repaired = pl.col("repair") == "1", pl.col("repair").is_not_null()
    stays, left = (pl.lit(code, END_REASONS) for code in (STAYS, LEFT))
    mended = _marked(rows, rules).with_columns(
        DEC=pl.when(moved).then(following).when(repaired).then(_last_day()).otherwise(pl.col("DEC")),
        REC=pl.when(moved).then(stays).when(repaired).then(left).when(opened).then(None).otherwise(pl.col("REC")),
    )
    return _told(mended, rules, ledger)


def _last_day() -> pl.Expr:
    """When a child who is not in the later returns is taken to have left: on the last day of the return, or the day
    before coming back, and no sooner than the episode allows."""
    closes = pl.date(pl.col("year"), 3, 31)
    day = pl.duration(days=1)
    return pl.max_horizontal(pl.min_horizontal(closes, after("DECOM") - day), pl.col("DECOM") + day)


def _fitted(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Repairs 4 and 5: ends that overlap the next episode, or leave a gap though the child is said to have stayed.

    Where one return says that the child came into care after the gap, it is the X1 before it that is wrong.
    """
    following = after("DECOM")
    anew = (after("RNE") == STARTED) & (after("year") == pl.col("year"))
    gap = (pl.col("DEC") < following) & (pl.col("REC") == STAYS) & ~anew.fill_null(False)
    rules: list[Rule] = [
        ("4", pl.col("DEC") > following, "The episode ends after the next one begins."),
        ("5", gap, "The child stayed in care, yet the next episode begins later."),
    ]
    mended = _marked(rows, rules).with_columns(
        DEC=pl.when(pl.col("repair").is_not_null()).then(following).otherwise(pl.col("DEC"))
    )
    return _told(mended, rules, ledger)


def _marked(rows: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """The rows with the number of the first repair that applies to each."""
    first = pl.coalesce([pl.when(applies).then(pl.lit(number)) for number, applies, _ in rules])
    return rows.with_columns(first.alias("repair"))


def _of(marked: pl.DataFrame, number: str | None) -> pl.DataFrame:
    return marked.filter(pl.col("repair").eq_missing(pl.lit(number, pl.String))).drop("repair")


def _told(mended: pl.DataFrame, rules: Sequence[Rule], ledger: Ledger) -> pl.DataFrame:
    for number, _, wrong in rules:
        done = pl.format("Its end was taken as {}. (Repair {}.)", british("DEC"), pl.lit(number))
        ledger.note(_of(mended, number), "DEC", None, wrong, done)
    return mended.drop("repair")


def _without_empty(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    empty = (rows["DEC"] <= rows["DECOM"]).fill_null(False)
    if not empty.any():  # as a rule; and to leave nothing out of a million rows would copy them all
        return rows
    ledger.set_aside(rows.filter(empty), "DEC", british("DEC"), "The episode ends on or before the day it began.")
    return rows.filter(~empty)


def _check_leaving(rows: pl.DataFrame, ledger: Ledger) -> None:
    """Names ends of care that the next episode denies, and moves to an episode that is not there."""
    marked = rows.with_columns(stays=(pl.col("DEC") == after("DECOM")).fill_null(False))
    left = pl.col("REC").is_not_null() & (pl.col("REC") != STAYS)
    ledger.note(
        marked.filter(left & pl.col("stays")),
        "REC",
        pl.col("REC"),
        "The child is said to have left care, yet another episode begins that day.",
        "The child was taken to have stayed in care.",
    )
    ledger.note(
        marked.filter((pl.col("REC") == STAYS) & ~pl.col("stays")),
        "REC",
        STAYS,
        "Another episode should begin the day this one ends, and there is none.",
        "The child was taken to have left care that day.",
    )


def _without_short_breaks(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    short = rows["LS"].is_in(code_sets()["LS"].saying("short_break")).fill_null(False)
    if not short.any():
        return rows
    ledger.set_aside(rows.filter(short), "LS", pl.col("LS"), "This is a short break, which is not permanence planning.")
    return rows.filter(~short)

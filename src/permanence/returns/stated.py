"""What several readings state, stated once: the same event, or a span from the same day, is one fact.

A return knows when a placement began; the spreadsheet adds that the panel agreed it, or when a visit to it is due.
Both write the same span, so the later reading fills in what the earlier left open; and a detail that one of them only
implies is as the other states it (``overruled.py``).
"""

from __future__ import annotations

import polars as pl

from permanence.policy.vocabulary import vocabulary

from .frames import ATTRIBUTES, FACTS, british, first_event
from .give_way import IS_CARE, IS_IMPLIED
from .overruled import as_stated, basis_is_gone, held, is_overruled

KEY = ["child", "token", "start"]
FILLED = ["end", *ATTRIBUTES]
"""What a later reading may add to a span."""

HOMES = vocabulary().tokens_of("placement")

NO_FACTS = pl.DataFrame(schema={name: kind for name, kind in FACTS.items() if name not in ATTRIBUTES})


def added(so_far: tuple[pl.DataFrame, pl.DataFrame], reading: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The facts with those of one more reading, and the notes on where they differ."""
    facts, notes = so_far
    both = pl.concat([facts, reading], how="diagonal")
    known, new = both[: facts.height].with_row_index("row"), both[facts.height :].with_row_index("new row")
    same = _same(known, new)
    new = new.join(same.select("new row"), on="new row", how="anti", maintain_order="left")
    differences = [_differences(same, name) for name in FILLED if name in known.columns]
    facts = pl.concat([_filled(known, same), new.drop("new row")])
    return facts, pl.concat([notes, *differences, _overlaps(known, new)], how="diagonal")


def _is_span() -> pl.Expr:
    return pl.col("token").to_physical() < first_event()


def _same(known: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Each stated fact of the new reading that is known already, beside the known one.

    A placement counts even where it is marked as inferred, since what is inferred is a detail of it.
    """
    same = known.join(new, on=KEY, suffix=" new")
    stated = IS_CARE | (pl.col("basis").is_null() & pl.col("basis new").is_null())
    details = [name for name in ATTRIBUTES if name in new.columns]
    alike = pl.all_horizontal(pl.lit(True), *(pl.col(name).eq_missing(pl.col(f"{name} new")) for name in details))
    both = same.filter(pl.col("token").is_in(HOMES) | (stated & (_is_span() | alike)))
    return both.unique("new row", keep="first", maintain_order=True)


def _filled(known: pl.DataFrame, same: pl.DataFrame) -> pl.DataFrame:
    """The known facts, with what the new reading says of them and they did not say themselves, or only implied."""
    names = [name for name in (*FILLED, "basis") if name in known.columns]
    rows = known.join(_more(same, names), on="row", how="left", maintain_order="left")
    known_now = pl.when("not inferred").then(None)
    rows = rows.with_columns(known_now.otherwise(name).alias(name) for name in ("basis", "basis new"))
    stated = held(known)
    return rows.select(
        pl.coalesce(*([f"{name} stated"] if name in stated else []), name, f"{name} new").alias(name)
        if name in names
        else pl.col(name)
        for name in known.columns
        if name != "row"
    )


def _more(same: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """What the new reading says of each known fact, in one row however many of its rows say it: the first to say it."""
    stated = held(same)
    known_day = IS_CARE & (pl.col("basis").is_null() | pl.col("basis new").is_null())
    said = same.select(
        "row",
        *(f"{name} new" for name in names),
        *(as_stated(name).alias(f"{name} stated") for name in stated),
        (known_day | basis_is_gone(stated)).alias("not inferred"),
    )
    each = pl.exclude("row", "not inferred").drop_nulls().first()
    return said.group_by("row").agg(each, pl.col("not inferred").any())


def _differences(same: pl.DataFrame, name: str) -> pl.DataFrame:
    """A note for each detail that the two readings state differently, or that one states otherwise than implied."""
    field = "to" if name == "end" else name
    rows = same.filter(pl.col(name) != pl.col(f"{name} new"))
    wrong, done = _settled(name)
    return rows.select(
        file="file new",
        line="line new",
        child="child",
        field=pl.lit(field),
        value=_as_text(f"{name} new"),
        wrong=wrong,
        done=done,
    )


def _settled(name: str) -> tuple[pl.Expr, pl.Expr]:
    """What is wrong with a detail that two readings have differently, and which of the two was used."""
    says = pl.format("{} says {} for the same '{}'", _source(), _as_text(name), "token")
    implies = pl.format("{} only implies {} for the same '{}': {}", _source(), _as_text(name), "token", "basis")
    here = pl.format("{}, and here it is only implied: {}", says, "basis new")
    both, first_is_inferred = ~is_overruled(name), pl.col("basis").is_not_null()
    return (
        pl.when(both).then(says).when(first_is_inferred).then(implies).otherwise(here),
        pl.when(both)
        .then(pl.lit("The first was kept. Check which is right."))
        .when(first_is_inferred)
        .then(pl.lit("What is stated here was used."))
        .otherwise(pl.lit("What is stated there was used.")),
    )


def _overlaps(known: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """A question for each stated span that overlaps one from an earlier reading which began on another day."""
    spans = [rows.filter(_is_span() & ~IS_IMPLIED) for rows in (known, new)]
    pairs = (
        spans[0]
        .join(spans[1], on=["child", "token"], suffix=" new")
        .filter(
            (pl.col("start") != pl.col("start new"))
            & (pl.col("start") < pl.col("end new")).fill_null(True)
            & (pl.col("start new") < pl.col("end")).fill_null(True)
        )
        .unique("new row", keep="first", maintain_order=True)
    )
    return pairs.select(
        file="file new",
        line="line new",
        child="child",
        field=pl.lit("from"),
        value=_as_text("start new"),
        wrong=pl.format("{} has the same '{}' from {}, and the two overlap", _source(), "token", _as_text("start")),
        done=pl.lit("Both were kept. If they are one, give them the same first day."),
    )


def _source() -> pl.Expr:
    line = pl.col("line").cast(pl.String).fill_null("not known")
    return pl.format("{} (line {})", pl.col("file").fill_null("An earlier file"), line)


def _as_text(name: str) -> pl.Expr:
    column = name.removesuffix(" new")
    if FACTS[column] == pl.Date:
        return british(name)
    if FACTS[column] == pl.Boolean:
        return pl.when(name).then(pl.lit("yes")).otherwise(pl.lit("no"))
    if isinstance(FACTS[column], pl.List):
        return pl.col(name).cast(pl.List(pl.String)).list.join("; ")
    return pl.col(name).cast(pl.String)

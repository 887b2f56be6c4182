"""What a file only implies gives way to what is recorded, as it gives way to what another file states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.models import Fact
from permanence.returns.frames import FACTS, Reading
from permanence.returns.give_way import IS_IMPLIED, without_implied
from permanence.returns.overruled import FOSTER, SETTLED

HOMES = vocabulary().tokens_of("placement")
COLUMNS = ("child", "token", "start", "end", "basis", "file", "line")


def without_given_way(reading: Reading, recorded: Mapping[str, Sequence[Fact]]) -> Reading:
    """The reading without implied facts in whose place something is stated in the record of the child of that id, nor
    the long-term fostering implied on a day on which someone recorded a home that is not long-term.

    Of a placement only a detail is ever implied, so placements stay.
    """
    homes = reading.facts["token"].is_in(list(HOMES))
    facts = reading.facts.filter(~homes)
    implied = facts.filter(IS_IMPLIED).select("child", "token").unique()
    if implied.is_empty() or not recorded:
        return reading
    ids = reading.children["id"]
    wanted = {(ids[child], token.partition(".")[0]) for child, token in implied.iter_rows()}
    places = {name: place for place, name in enumerate(ids)}
    schema = {name: FACTS[name] for name in COLUMNS}
    beside = pl.DataFrame(list(_stated(recorded, wanted, places)), schema=schema, orient="row")
    marked = [facts.with_columns(recorded=pl.lit(False)), beside.with_columns(recorded=pl.lit(True))]
    kept, _ = without_implied(pl.concat(marked, how="diagonal"))
    kept = _without_denied(kept.filter(~pl.col("recorded")).drop("recorded"), _denying(recorded, places))
    return replace(reading, facts=pl.concat([kept, reading.facts.filter(homes)]))


def _stated(
    recorded: Mapping[str, Sequence[Fact]], wanted: set[tuple[str, str]], places: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    """The facts that stand and were stated, of the kinds that the files imply for the child."""
    for name, facts in recorded.items():
        for fact in facts:
            if fact.stands and not fact.basis and (name, fact.fact) in wanted:
                yield places[name], fact.token, fact.start, fact.end, None, fact.file or "the record", fact.line


def _without_denied(facts: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """The facts without long-term fostering that is only implied, on the days on which these homes began."""
    denied = pl.col("denied").fill_null(False) & (pl.col("token") == SETTLED) & IS_IMPLIED
    marked = facts.join(homes, on=["child", "start"], how="left", maintain_order="left")
    return marked.filter(~denied).drop("denied")


def _denying(recorded: Mapping[str, Sequence[Fact]], places: Mapping[str, int]) -> pl.DataFrame:
    """The children and first days of the foster homes that a person, and no file, said are not long-term."""
    found = {(places[name], fact.start, True) for name, facts in recorded.items() for fact in facts if _denies(fact)}
    schema = {"child": FACTS["child"], "start": FACTS["start"], "denied": pl.Boolean}
    return pl.DataFrame(list(found), schema=schema, orient="row")


def _denies(fact: Fact) -> bool:
    is_said = fact.stands and not fact.basis and not fact.file
    return is_said and fact.token == FOSTER and fact.attributes.get("long_term") is False

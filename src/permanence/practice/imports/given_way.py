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
from permanence.returns.overruled import FOSTER, SETTLED, without_unfounded

HOMES = vocabulary().tokens_of("placement")
COLUMNS = ("child", "token", "start", "end", "long_term", "basis", "file", "line")


def without_given_way(reading: Reading, recorded: Mapping[str, Sequence[Fact]]) -> Reading:
    """The reading without implied facts in whose place something is stated in the record of the child of that id, nor
    the long-term fostering implied by a home that is recorded as not long-term.

    Of a placement only a detail is ever implied, so placements stay.
    """
    homes = reading.facts["token"].is_in(list(HOMES))
    facts = reading.facts.filter(~homes)
    implied = facts.filter(IS_IMPLIED).select("child", "token").unique()
    if implied.is_empty() or not recorded:
        return reading
    ids = reading.children["id"]
    wanted = {(ids[child], of) for child, token in implied.iter_rows() for of in _about(token)}
    places = {name: place for place, name in enumerate(ids)}
    schema = {name: FACTS[name] for name in COLUMNS}
    beside = pl.DataFrame(list(_stated(recorded, wanted, places)), schema=schema, orient="row")
    marked = [facts.with_columns(recorded=pl.lit(False)), beside.with_columns(recorded=pl.lit(True))]
    kept, _ = without_implied(pl.concat(marked, how="diagonal"))
    kept, _ = without_unfounded(kept)
    kept = kept.filter(~pl.col("recorded")).drop("recorded")
    return replace(reading, facts=pl.concat([kept, reading.facts.filter(homes)]))


def _about(implied: str) -> tuple[str, ...]:
    """The facts that, where they are recorded, may stand in the place of an implied one, or deny it."""
    fact = implied.partition(".")[0]
    return (fact, FOSTER.partition(".")[0]) if implied == SETTLED else (fact,)


def _stated(
    recorded: Mapping[str, Sequence[Fact]], wanted: set[tuple[str, str]], places: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    """The facts that stand and were stated, of the kinds that the files imply for the child."""
    for name, facts in recorded.items():
        for fact in facts:
            if fact.stands and not fact.basis and (name, fact.fact) in wanted:
                file, long_term = fact.file or "the record", fact.attributes.get("long_term")
                yield places[name], fact.token, fact.start, fact.end, long_term, None, file, fact.line

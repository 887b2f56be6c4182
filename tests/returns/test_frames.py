"""The tables as a timeline: the same facts written as a case file and as tables give one timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from permanence.policy.timeline import FAR, Timeline, timeline_of
from permanence.policy.vocabulary import Attribute, vocabulary
from permanence.returns.frames import ATTRIBUTES, CHILDREN, FACTS, first_event, timeline

FIRST, LAST = date(1970, 1, 2), date(2148, 6, 4)
DAYS = st.dates(FIRST, LAST)


def value(attribute: Attribute) -> st.SearchStrategy[Any]:
    if attribute.kind == "choice":
        return st.sampled_from(attribute.choices)
    if attribute.kind == "choices":
        return st.lists(st.sampled_from(attribute.choices), unique=True)
    return {"bool": st.booleans(), "int": st.integers(1, 1000), "date": DAYS, "text": st.just("first")}[attribute.kind]


@st.composite
def fact(draw: st.DrawFn) -> dict[str, Any]:
    """A fact as a case file writes it."""
    words = vocabulary()
    kind = draw(st.sampled_from(list(words.facts.values())))
    written: dict[str, Any] = {"fact": kind.name, "code": draw(st.sampled_from(kind.codes)) if kind.codes else None}
    if kind.is_span:
        written["from"] = draw(DAYS)
        written["to"] = draw(st.none() | st.dates(written["from"], LAST))
    else:
        written["date"] = draw(DAYS)
    return written | {name: draw(st.none() | value(words.attributes[name])) for name in kind.takes}


CHILDREN_WRITTEN = st.lists(st.tuples(st.none() | DAYS, st.lists(fact(), max_size=6)), max_size=4)


def as_tables(children: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    words = vocabulary()
    rows = [
        {
            "child": place,
            "token": words.token(fact["fact"], fact["code"]),
            "start": fact.get("from") or fact["date"],
            "end": fact.get("to"),
            **{name: fact.get(name) for name in ATTRIBUTES},
        }
        for place, child in enumerate(children)
        for fact in child["facts"]
    ]
    born = [child["born"] for child in children]
    schema = {name: FACTS[name] for name in ("child", "token", "start", "end", *ATTRIBUTES)}
    table = pl.DataFrame({"id": [child["id"] for child in children], "born": born}, schema=CHILDREN)
    return table, pl.DataFrame(rows, schema=schema)


def assert_same(one: Timeline, other: Timeline) -> None:
    assert list(one.ids) == list(other.ids)
    for name in ("born", "child", "token", "start", "end"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    for name in ATTRIBUTES:
        np.testing.assert_array_equal(one.attribute(name), other.attribute(name), err_msg=name)


@settings(max_examples=100, deadline=None)
@given(written=CHILDREN_WRITTEN)
def test_tables_and_case_files_are_one_timeline(written: list[tuple[date | None, list[dict[str, Any]]]]) -> None:
    children = [{"id": f"c{place}", "born": born, "facts": facts} for place, (born, facts) in enumerate(written)]
    tables = as_tables(children)
    assert_same(timeline(*tables), timeline_of(children))


def test_columns_may_be_left_out() -> None:
    children, facts = as_tables(
        [{"id": "c", "born": None, "facts": [{"fact": "in_care", "code": None, "from": FIRST}]}]
    )
    made = timeline(children, facts.select("child", "token", "start", "end"))
    assert (made.start.tolist(), made.end.tolist(), made.attributes) == ([1], [FAR], {})


def test_an_event_ends_on_its_day_whatever_its_end_column_says() -> None:
    children, facts = as_tables([{"id": "c", "born": None, "facts": [{"fact": "review", "code": None, "date": FIRST}]}])
    assert timeline(children, facts.with_columns(end=pl.lit(FIRST + timedelta(9)))).end.tolist() == [1]


def test_spans_come_before_events_in_the_vocabulary() -> None:
    words = vocabulary()
    assert [words.fact_of(token).is_span for token in words.tokens] == [
        place < first_event() for place in range(len(words.tokens))
    ]

"""A span stated without an end keeps the end of the inferred span it took the place of."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from permanence.returns.frames import Reading
from permanence.returns.merge import combine
from returns.test_merge import fact, implied, reading

CARE = "proceedings.care"


def ends(whole: Reading, token: str = CARE) -> list[date | None]:
    return whole.facts.filter(pl.col("token") == token)["end"].to_list()


def test_proceedings_stated_from_their_issue_end_with_the_order_in_the_return() -> None:
    returned = reading("return", implied("1", CARE, "2025-04-10", "2025-11-01"))
    sheet = reading("sheet", fact("1", CARE, "2025-04-02"))
    for readings in ([returned, sheet], [sheet, returned]):
        whole = combine(readings)
        assert whole.facts.select("start", "end", "basis", "file").rows() == [
            (date(2025, 4, 2), date(2025, 11, 1), None, "sheet")
        ]
        left, ended = whole.problems.to_dicts()
        assert left["done"] == "It was left out, because it is stated in sheet (line 2), from 02/04/2025"
        assert (ended["file"], ended["line"], ended["child"], ended["field"], ended["value"]) == (
            "sheet",
            2,
            "1",
            "to",
            "01/11/2025",
        )
        assert ended["wrong"] == "'proceedings.care' has no end here, and return (line 2) implies one"
        assert ended["done"].startswith("The end that was implied was used.")


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("2025-04-10", "2025-12-01", date(2025, 12, 1)),  # an end that is stated stands
        ("2025-11-01", None, None),  # begins as the implied one ends: another span
        ("2025-10-31", None, date(2025, 11, 1)),
    ],
)
def test_only_an_open_span_that_overlaps_is_given_an_end(start: str, end: str | None, kept: date | None) -> None:
    whole = combine(
        [
            reading("return", implied("1", CARE, "2025-04-10", "2025-11-01")),
            reading("sheet", fact("1", CARE, start, end)),
        ]
    )
    assert ends(whole) == [kept]


@pytest.mark.parametrize(("second", "kept"), [("2026-03-01", date(2026, 3, 1)), (None, None)])
def test_of_several_implied_spans_the_last_decides(second: str | None, kept: date | None) -> None:
    returned = reading(
        "return", implied("1", CARE, "2025-04-10", "2025-06-01"), implied("1", CARE, "2025-08-01", second)
    )
    assert ends(combine([returned, reading("sheet", fact("1", CARE, "2025-04-02"))])) == [kept]


def test_the_span_that_began_nearest_is_the_one_it_was() -> None:
    """Stated and ended, then stated anew: the new proceedings were not ended by the order that ended the old ones."""
    sheet = reading("sheet", fact("1", CARE, "2025-10-20"), fact("1", CARE, "2025-04-02", "2025-10-20"))
    returned = reading("return", implied("1", CARE, "2025-04-10", "2025-11-01"))
    assert ends(combine([returned, sheet])) == [date(2025, 10, 20), None]


def test_a_home_stated_some_days_apart_ends_as_in_the_return() -> None:
    returned = reading("return", implied("1", "placement.foster", "2026-01-01", "2026-03-01"))
    sheet = reading("sheet", fact("1", "placement.foster", "2026-01-08"))
    assert ends(combine([returned, sheet]), "placement.foster") == [date(2026, 3, 1)]

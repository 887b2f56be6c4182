"""Ids become numbers and come back as they were, whatever they look like and wherever they lie."""

import polars as pl
import pytest

from permanence.returns.ssda903.ids import Ids, digits, in_order

ODD = ["7", "007", "A7", "7A", "10", "9", "100000000000000000000", "+7", "-7", "9223372036854775807"]


def test_an_id_in_digits_is_its_own_number() -> None:
    assert Ids().numbers(pl.Series(["10", "9", "1234567"])).to_list() == [10, 9, 1234567]


@pytest.mark.parametrize("odd", ["007", "0", "+7", "-7", "A7", "", "100000000000000000000"])
def test_what_a_number_would_lose_is_no_number(odd: str) -> None:
    assert digits(pl.Series(["1", odd])) is None
    assert digits(pl.Series(["1", "2"])) is not None


def test_every_id_comes_back_as_it_was() -> None:
    ids = Ids()
    numbers = ids.numbers(pl.Series(ODD))
    assert numbers.n_unique() == len(ODD)
    assert ids.names(numbers).to_list() == ODD


def test_an_id_has_one_number_whatever_stands_beside_it() -> None:
    ids = Ids()
    plain, mixed = ids.numbers(pl.Series(["7", "9"])), ids.numbers(pl.Series(["9", "A7", "7"]))
    assert sorted(plain) == sorted(mixed.filter(mixed > 0))
    assert ids.numbers(pl.Series(["A7"])).to_list() == mixed.filter(mixed < 0).to_list()


@pytest.mark.parametrize(
    "far",
    ["12", "900000000000", "9223372036854775807"],
    ids=["near one another", "far apart", "as far as numbers go"],
)
def test_ids_stand_where_they_are_met_first(far: str) -> None:
    ids = Ids()
    columns = [ids.numbers(pl.Series(["9", far, "9", "10"])), ids.numbers(pl.Series(["B1", "10", far, "B1"]))]
    names, places = ids.met(columns)
    assert names.to_list() == ["9", far, "10", "B1"]
    assert names.gather(places.of(columns[0])).to_list() == ["9", far, "9", "10"]
    assert names.gather(places.of(columns[1])).to_list() == ["B1", "10", far, "B1"]


@pytest.mark.parametrize("ids", [["12", "30", "07"], ["30", "12"], ["9", "10", "100"], ["B1", "9", "A2"], []])
def test_ids_are_put_in_order_as_text(ids: list[str]) -> None:
    column = pl.Series(ids, dtype=pl.String)
    assert column.gather(in_order(column)).to_list() == sorted(ids)


def test_ids_are_met_piece_by_piece_as_files_are_read() -> None:
    pieces = [["9", "12", "9"], [], ["12", "10"], ["11", "9"]]
    column = pl.concat([pl.Series([int(each) for each in piece], dtype=pl.Int64) for piece in pieces], rechunk=False)
    assert len(column.get_chunks()) > 1
    names, places = Ids().met([column, pl.Series(dtype=pl.Int64), column.filter(column == 10)])
    assert names.to_list() == ["9", "12", "10", "11"]
    assert names.gather(places.of(column)).to_list() == [each for piece in pieces for each in piece]
    assert places.of(pl.Series(dtype=pl.Int64)).to_list() == []


def test_a_return_of_nobody_has_no_ids() -> None:
    names, _ = Ids().met([pl.Series(dtype=pl.Int64)])
    assert names.to_list() == []

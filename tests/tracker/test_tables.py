"""Parquet, CSV and JSON hold the rows of the contract, in its order, whatever the size of the slices."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from permanence.policy.contract import KEYS, work_out
from permanence.policy.timeline import Timeline
from permanence.returns.frames import timeline
from permanence.tracker.tables import Rows, write_csv, write_json, write_parquet
from tracker.council import AS_AT, pg, reading

READY = pg()
DAYS = ("anchor", "not_before", "due", "done", "booked")


def _timeline(*children: str) -> Timeline:
    read = reading() if not children else reading({child: [] for child in children})
    return timeline(read.children, read.facts)


def _expected() -> list[dict[str, Any]]:
    return work_out(READY.pack, _timeline(), AS_AT)


@pytest.fixture(params=[1, 2, 100])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Any, str], Path]:
    def write(writer: Any, name: str) -> Path:
        people = _timeline()
        writer(tmp_path / name, Rows(READY, people.ids), READY.in_slices(people, AS_AT, request.param))
        return tmp_path / name

    return write


def test_the_columns_are_the_keys_of_the_contract() -> None:
    assert list(KEYS) == list(_expected()[0])


def test_parquet_has_every_row(written: Callable[[Any, str], Path]) -> None:
    rows = pl.read_parquet(written(write_parquet, "x.parquet"))
    assert rows.cast({pl.Categorical: pl.String}).to_dicts() == _expected()


def test_csv_has_every_row_and_no_formula(written: Callable[[Any, str], Path]) -> None:
    rows = pl.read_csv(written(write_csv, "x.csv"), schema_overrides=dict.fromkeys(DAYS, pl.Date))
    expected = [row | {"child": row["child"].replace("=1+1", "'=1+1")} for row in _expected()]
    assert rows.to_dicts() == expected


def test_json_is_one_array_of_every_row(written: Callable[[Any, str], Path]) -> None:
    rows = json.loads(written(write_json, "x.json").read_text(encoding="utf-8"))
    assert [_with_dates(row) for row in rows] == _expected()


def _with_dates(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: date.fromisoformat(row[name]) for name in DAYS if row[name]}


def test_parquet_is_packed_as_pinned(tmp_path: Path) -> None:
    people = _timeline()
    slices = READY.in_slices(people, AS_AT, 2)
    write_parquet(tmp_path / "x.parquet", Rows(READY, people.ids), slices, {"pack": "PG"})
    file = pq.ParquetFile(tmp_path / "x.parquet")
    assert file.metadata.num_row_groups == 3
    assert file.schema_arrow.metadata[b"pack"] == b"PG"
    group = file.metadata.row_group(0)
    columns = {group.column(place).path_in_schema: group.column(place) for place in range(group.num_columns)}
    assert {column.compression for column in columns.values()} == {"ZSTD"}
    assert all("DELTA_BINARY_PACKED" in columns[name].encodings for name in (*DAYS, "days_late"))
    assert all(
        pa.types.is_dictionary(file.schema_arrow.field(name).type) for name in ("clause", "duty", "pack", "status")
    )


@pytest.mark.parametrize("children", [(), ("nobody",)])
def test_no_duties_leave_the_columns(children: tuple[str, ...], tmp_path: Path) -> None:
    read = reading({child: [] for child in children})
    people = timeline(read.children, read.facts)
    for writer, name in ((write_parquet, "x.parquet"), (write_csv, "x.csv"), (write_json, "x.json")):
        writer(tmp_path / name, Rows(READY, people.ids), READY.in_slices(people, AS_AT))
    assert pl.read_parquet(tmp_path / "x.parquet").columns == list(KEYS)
    assert pl.read_csv(tmp_path / "x.csv").columns == list(KEYS)
    assert json.loads((tmp_path / "x.json").read_text()) == []


def test_ids_may_be_a_list(tmp_path: Path) -> None:
    people = _timeline()
    write_parquet(tmp_path / "x.parquet", Rows(READY, list(people.ids)), READY.in_slices(people, AS_AT))
    assert pl.read_parquet(tmp_path / "x.parquet").height == len(_expected())

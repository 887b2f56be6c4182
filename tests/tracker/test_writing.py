"""A file that cannot be written: whichever library writes it, the reason is given in words and nothing is left."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from permanence.tracker.writing import CannotWrite, beside

Write = Callable[[Path], object]


def workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.add_worksheet().write_column(0, 0, [f"{number} and more" for number in range(5000)])


def csv_to_a_file(path: Path) -> None:
    with path.open("wb") as file:
        pl.DataFrame({"a": range(50_000)}).write_csv(file)


WRITERS: dict[str, Write] = {
    "x.xlsx": workbook,
    "x.csv": csv_to_a_file,
    "y.csv": lambda path: pl.DataFrame({"a": range(50_000)}).write_csv(path),
    "x.parquet": lambda path: pq.write_table(pa.table({"a": [str(number) for number in range(50_000)]}), path),
}


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond 4 kB: a stand-in for a disk with no room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("name", WRITERS)
def test_no_room(tmp_path: Path, name: str) -> None:
    with full_disk(), pytest.raises(CannotWrite) as refused, beside(tmp_path / name) as unfinished:
        WRITERS[name](unfinished)
    assert str(refused.value).startswith(f"{tmp_path / name}: it cannot be written (File too large). Check that")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", WRITERS)
def test_a_place_that_may_not_be_written_to(tmp_path: Path, name: str) -> None:
    """Whoever runs the tests may write anywhere, so a folder stands in the way."""
    with beside(tmp_path / name) as unfinished:
        unfinished.write_text("")
    unfinished.mkdir()
    with (
        pytest.raises(CannotWrite, match=r"cannot be written \(.*[iI]s a directory\)"),
        beside(tmp_path / name) as place,
    ):
        WRITERS[name](place)


def test_a_mistake_of_ours_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), beside(tmp_path / "x.csv"):
        raise ZeroDivisionError


def test_the_ending_is_kept_since_it_says_what_to_write(tmp_path: Path) -> None:
    with beside(tmp_path / "x.xlsx") as unfinished:
        unfinished.write_text("whole")
    assert unfinished.suffix == ".xlsx"
    assert (tmp_path / "x.xlsx").read_text() == "whole"

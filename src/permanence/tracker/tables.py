"""Duty rows as files: parquet, CSV and JSON, each written a slice of children at a time so that memory stays flat.

Every file has the keys of a duty row as columns, in the contract's order. No Python object is made per row.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow._parquet import ParquetWriter  # pyarrow.parquet would load its ways to other people's stores with it

from permanence import __version__
from permanence.policy.contract import DAYS, KEYS
from permanence.policy.duties import NO_DUTIES, STATUS, Duties, Evaluator
from permanence.policy.reviews import BASIS

from .writing import beside

_WORDS = ("pack", "clause", "duty", "because", "basis", "status", "strength")


class Rows:
    """Turns slices of duties into tables with the contract's columns. Made once a run, with the words made ready."""

    def __init__(self, ready: Evaluator, ids: Sequence[str] | pl.Series) -> None:
        self._ids = ids if isinstance(ids, pl.Series) else pl.Series(ids, dtype=pl.String)
        self._of_kind = {
            name: _places([getattr(kind, name) for kind in ready.kinds]) for name in ("clause", "duty", "strength")
        }
        self._reasons = pa.array(ready.reasons, pa.string())
        self._pack = pa.array([ready.pack.code], pa.string())

    def table(self, duties: Duties) -> pa.Table:
        """These rows, words as dictionary columns and days as dates."""
        columns = {
            "child": self._ids.gather(pl.Series(duties.child)).to_arrow(),  # pyarrow's own way takes 0.1 s to load
            "pack": _words(np.zeros(len(duties), np.int8), self._pack),
            "because": _words(duties.because, self._reasons),
            "basis": _words(duties.basis, _BASIS), "status": _words(duties.status, _STATUS),
            "days_late": pa.array(duties.days_late),
            **{name: _words(places[duties.kind], names) for name, (places, names) in self._of_kind.items()},
            **{name: _dates(getattr(duties, name)) for name in DAYS},
        }  # fmt: skip
        return pa.table({name: columns[name] for name in KEYS})


_BASIS, _STATUS = pa.array(BASIS, pa.string()), pa.array(STATUS, pa.string())


def _places(words: Sequence[str]) -> tuple[NDArray[np.int16], pa.Array]:
    """For each word its place among the different ones, and these."""
    names = list(dict.fromkeys(words))
    return np.array([names.index(word) for word in words], np.int16), pa.array(names, pa.string())


def _words(places: NDArray[np.integer], names: pa.Array) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places), names, safe=False)


def _dates(days: NDArray[np.int32]) -> pa.Array:
    """Day numbers as they lie in memory, with a bit each for whether it is known: a sixth of the work of a mask."""
    known = pa.py_buffer(np.packbits(days != 0, bitorder="little"))
    return pa.Array.from_buffers(pa.date32(), len(days), [known, pa.py_buffer(days)])


# --- files -------------------------------------------------------------------------------------------------------


def write_parquet(path: Path, rows: Rows, slices: Iterable[Duties], about: Mapping[str, str] | None = None) -> None:
    """One row group a slice. ``about`` (pack, version, as_at ...) is kept in the file's own notes.

    Days in order of child and clause are close to one another, so differences pack them small; words are dictionaries.
    """
    with beside(path) as unfinished:
        schema = rows.table(NO_DUTIES).schema.with_metadata(dict(about or {}))
        with closing(ParquetWriter(unfinished, schema, **_PARQUET)) as writer:
            for duties in slices:
                writer.write_table(rows.table(duties), row_group_size=max(len(duties), 1))


_PARQUET = {
    "version": "2.6",
    "writer_engine_version": "V2",
    "compression": "zstd",
    "use_dictionary": list(_WORDS),
    "column_encoding": dict.fromkeys((*DAYS, "days_late"), "DELTA_BINARY_PACKED"),
    # a reader skips row groups by their lowest and highest values; those of words tell nothing and cost a third more
    "write_statistics": ["child", *DAYS, "days_late"],
}


def notes(ready: Evaluator, as_at: date) -> dict[str, str]:
    """The little that a parquet file says of itself: the policy, its version, the day and the product."""
    pack = ready.pack
    return {
        "pack": pack.code, "pack_version": pack.version, "pack_fingerprint": pack.fingerprint,
        "as_at": as_at.isoformat(), "permanence": __version__,
    }  # fmt: skip


def write_csv(path: Path, rows: Rows, slices: Iterable[Duties]) -> None:
    """UTF-8 with one heading line. A child's id that a spreadsheet would take for a formula gets ' before it."""
    with beside(path) as unfinished, unfinished.open("wb") as file:
        for number, table in enumerate(map(rows.table, slices)):
            _frame(table).with_columns(_no_formula(pl.col("child"))).write_csv(file, include_header=number == 0)


def write_json(path: Path, rows: Rows, slices: Iterable[Duties]) -> None:
    """One array of duty rows, as ``permanence due --json`` prints them, a row a line."""
    with beside(path) as unfinished, unfinished.open("wb") as file:
        before = b"[\n"
        for rows_of_slice in map(rows.table, slices):
            for part in _frame(rows_of_slice).iter_slices(_AT_A_TIME):
                lines = io.BytesIO()
                part.write_ndjson(lines)
                file.write(before + lines.getvalue().rstrip(b"\n").replace(b"\n", b",\n"))
                before = b",\n"
        file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


_AT_A_TIME = 50_000  # rows of JSON held as text at once


def _frame(table: pa.Table) -> pl.DataFrame:
    return pl.DataFrame(table)


def _no_formula(text: pl.Expr) -> pl.Expr:
    is_formula = text.str.contains(r"^[=+\-@\t\r]")
    return pl.when(is_formula).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias("child")

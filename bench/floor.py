"""The floor: the least any program can do that reads the same return and writes the same duties.

``python bench/floor.py FOLDER READY.arrow OUT.parquet`` reads the same files and writes duties that were worked out
before, in the product's row groups and with the product's writer settings. What the product takes beyond this is what
checking the return and working out the duties cost.
``python bench/floor.py ready DUTIES.parquet READY.arrow`` gets those duties ready from a file the product wrote.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from pyarrow._parquet import ParquetWriter


def read(folder: Path) -> list[pl.DataFrame]:
    """Every file of the return, as text: the product checks each cell of them, whether or not a fact is made of it."""
    return [pl.read_csv(path, infer_schema=False) for path in sorted(folder.glob("*.csv"))]


def write(ready: Path, out: Path) -> None:
    """The ready-made duties as parquet: zstd, days as small differences, words as the product keeps them."""
    with pa.memory_map(str(ready)) as source:
        duties = pa.ipc.open_file(source)
        with closing(ParquetWriter(out, duties.schema, **settings(duties.schema))) as writer:
            for number in range(duties.num_record_batches):
                rows = pa.Table.from_batches([duties.get_batch(number)])
                writer.write_table(rows, row_group_size=max(rows.num_rows, 1))


def settings(schema: pa.Schema) -> dict[str, object]:
    """The pinned writer settings. ``run.py`` fails when the product's file and the floor's are not encoded alike."""
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    numbers = [field.name for field in schema if pa.types.is_date(field.type) or pa.types.is_integer(field.type)]
    return {
        "version": "2.6",
        "writer_engine_version": "V2",
        "compression": "zstd",
        "use_dictionary": words,
        "column_encoding": dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
        "write_statistics": ["child", *numbers],
    }


def get_ready(duties: Path, ready: Path) -> None:
    """The product's duties, uncompressed, a batch a row group, words as they were handed to the writer."""
    import pyarrow.parquet as pq  # here and below, so that a run that is measured does not load it

    written = pq.ParquetFile(duties)
    words = [column.name for column in written.schema if _is_kept_as_words(written, column.name)]
    file = pq.ParquetFile(duties, read_dictionary=words)
    with pa.OSFile(str(ready), "wb") as sink, pa.ipc.new_file(sink, file.schema_arrow) as writer:
        for number in range(file.num_row_groups):
            rows = file.read_row_group(number).combine_chunks().unify_dictionaries()
            writer.write_batch(rows.to_batches()[0], None)


def _is_kept_as_words(written: Any, name: str) -> bool:
    place = written.schema.names.index(name)
    return "RLE_DICTIONARY" in written.metadata.row_group(0).column(place).encodings


def encodings(path: Path) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """How each column of a parquet file is compressed and encoded, and whether it has statistics."""
    import pyarrow.parquet as pq

    group = pq.ParquetFile(path).metadata.row_group(0)
    columns = [group.column(place) for place in range(group.num_columns)]
    return [(one.path_in_schema, one.compression, tuple(sorted(one.encodings)), one.is_stats_set) for one in columns]


if __name__ == "__main__":
    if sys.argv[1] == "ready":
        get_ready(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        tables = read(Path(sys.argv[1]))
        write(Path(sys.argv[2]), Path(sys.argv[3]))

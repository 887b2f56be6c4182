"""The bench measures what it says: whole processes, and a floor that writes the very rows it was given."""

import sys
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import polars as pl
import pyarrow.parquet as pq
import pytest

from permanence.policy.duties import evaluator
from permanence.policy.pack import read_pack
from permanence.returns.frames import timeline
from permanence.returns.sample import write_return
from permanence.returns.ssda903.read import read_return
from permanence.tracker.tables import Rows, write_parquet

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``bench/run.py``, under another name than the project's own run.py."""
    monkeypatch.syspath_prepend(str(BENCH))
    spec = spec_from_file_location("bench_run", BENCH / "run.py")
    assert spec
    assert spec.loader
    sys.modules["bench_run"] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A year's return, and its duties as the product writes them, in several row groups."""
    folder = tmp_path_factory.mktemp("council")
    write_return(folder, 60)
    reading = read_return([folder / "2025-26"])
    people, ready = timeline(reading.children, reading.facts), evaluator(read_pack("PG"))
    slices = ready.in_slices(people, date(2026, 3, 31), children=25)
    write_parquet(folder / "duties.parquet", Rows(ready, people.ids), slices)
    return folder / "2025-26", folder / "duties.parquet"


def test_the_floor_writes_the_products_rows_in_the_products_way(
    bench: ModuleType, council: tuple[Path, Path], tmp_path: Path
) -> None:
    _, duties = council
    bench.floor.get_ready(duties, tmp_path / "ready.arrow")
    bench.floor.write(tmp_path / "ready.arrow", tmp_path / "floor.parquet")
    assert pl.read_parquet(tmp_path / "floor.parquet").equals(pl.read_parquet(duties))
    assert bench.floor.encodings(tmp_path / "floor.parquet") == bench.floor.encodings(duties)
    groups = pq.ParquetFile(tmp_path / "floor.parquet").metadata.num_row_groups
    assert groups == pq.ParquetFile(duties).metadata.num_row_groups > 1


def test_the_floor_reads_every_row_the_product_reads(bench: ModuleType, council: tuple[Path, Path]) -> None:
    rows = sum(table.height for table in bench.floor.read(council[0]))
    assert rows == read_return([council[0]]).totals["read"].sum() > 0


def test_a_cheaper_writer_is_noticed(bench: ModuleType, council: tuple[Path, Path], tmp_path: Path) -> None:
    _, duties = council
    pq.write_table(pq.read_table(duties), tmp_path / "cheaper.parquet")
    with pytest.raises(RuntimeError, match="other parquet than the product"):
        bench._same_settings(duties, tmp_path / "cheaper.parquet")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not account for a process's children")
def test_a_process_is_measured_with_what_it_used(bench: ModuleType) -> None:
    cost = bench.cost_of([sys.executable, "-c", "held = bytearray(200_000_000); sum(range(5_000_000))"])
    assert 190 < cost.peak < 400
    assert 0.03 < cost.cpu < 20


def test_what_the_bench_has_loaded_settles_nothing_for_others(
    bench: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Polars leaves its own settings for memory in the environment of whoever loads it."""
    monkeypatch.setenv("_RJEM_MALLOC_CONF", "dirty_decay_ms:500")
    bench.cost_of([sys.executable, "-c", "import os; raise SystemExit('_RJEM_MALLOC_CONF' in os.environ)"])


def test_a_process_that_fails_is_not_measured(bench: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="no such council"):
        bench.cost_of([sys.executable, "-c", "raise SystemExit('no such council')"])


def test_a_figure_stands_beside_its_goal(bench: ModuleType) -> None:
    assert bench.line(bench.Figure("growth", 1.05, "", 1.1)).endswith("met")
    assert bench.line(bench.Figure("growth", 1.2, "", 1.1)).endswith("NOT MET")
    assert bench.line(bench.Figure("less cpu", 5, "times", 1, at_least=True)).endswith(" met")


def test_a_return_is_repeated_under_new_ids(bench: ModuleType, council: tuple[Path, Path], tmp_path: Path) -> None:
    once = read_return([council[0]])
    care = once.facts.filter(pl.col("token") == "in_care")["child"].n_unique()
    bench.write_repeated(council[0], tmp_path / "more", 3 * care)
    more = read_return([tmp_path / "more"])
    assert len(more.children) == 3 * len(once.children) == more.children["id"].n_unique()
    assert len(more.facts) == 3 * len(once.facts)


@pytest.mark.parametrize(
    ("text", "says"), [("NAME,DECOM\nAnn,01/02/2025\n", "not begin"), ("CHILD,DOB\n7,01/02/2020\n", "no episodes")]
)
def test_what_cannot_be_repeated_is_refused(bench: ModuleType, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says):
        bench.write_repeated(tmp_path, tmp_path / "more", 10)

"""A run: what it writes, what it counts, what it shows, and what it refuses."""

import io
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path
from textwrap import dedent

import polars as pl
import pytest
from rich.console import Console

from permanence.returns.frames import timeline
from permanence.returns.sample import write_return
from permanence.tracker import progress as bar
from permanence.tracker import summary as summaries
from permanence.tracker.progress import progress
from permanence.tracker.summary import headline, summary
from permanence.tracker.tally import Tally
from permanence.tracker.track import track
from permanence.tracker.writing import CannotWrite, beside
from tracker.council import AS_AT, CHILDREN, pg, reading


def _track(*outputs: Path) -> Tally:
    read = reading()
    return track(read, timeline(read.children, read.facts), pg(), AS_AT, outputs)


def test_every_output_counts_the_same(tmp_path: Path) -> None:
    outputs = [tmp_path / f"x{ending}" for ending in (".xlsx", ".parquet", ".csv", ".JSON")]
    tallies = [_track(), *(_track(output) for output in outputs), _track(*outputs)]
    assert len({(headline(tally), tuple(tally.pressing())) for tally in tallies}) == 1
    assert all(output.exists() for output in outputs)
    assert tallies[0].rows == pl.read_parquet(outputs[1]).height


def test_the_tally_adds_up() -> None:
    tally = _track()
    assert sum(tally.by_colour().values()) == tally.children == len(CHILDREN)
    assert sum(tally.by_status().values()) == tally.rows
    assert list(tally.by_colour()) == ["Red", "Amber", "Green", "Nothing owed"]


def test_slices_make_no_difference() -> None:
    read, ready = reading(), pg()
    people = timeline(read.children, read.facts)
    sliced = Tally(ready, AS_AT, len(people.ids))
    assert len(list(sliced.passing(ready.in_slices(people, AS_AT, 1)))) == len(CHILDREN)
    assert headline(sliced) == headline(_track())


def test_the_headline_is_a_sentence_for_a_log() -> None:
    said = headline(_track())
    assert said.startswith("Permanency planning practice guidance (PG), as at Tuesday 31 March 2026. 5 children: 2 red")


def test_the_summary_puts_the_most_overdue_first() -> None:
    screen = io.StringIO()
    summary(Console(file=screen, width=100), _track(), lambda neutral: neutral.upper())
    text = screen.getvalue()
    assert "PERMANENCE PLANNING MEETING" in text
    assert "Red 2" in text
    assert text.index("PG-096") < text.index("PG-078")


def test_a_long_summary_counts_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "MOST", 2)
    screen = io.StringIO()
    summary(Console(file=screen, width=100), _track())
    assert "and 8 more; the workbook has them all" in screen.getvalue()


@pytest.mark.parametrize("name", ["tracker", "tracker.ods", "tracker.xls"])
def test_an_unknown_ending_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"End it with \.xlsx, \.parquet, \.csv, \.json"):
        _track(tmp_path / name)


def test_a_missing_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    good, bad = tmp_path / "x.csv", tmp_path / "missing" / "x.csv"
    with pytest.raises(CannotWrite, match=r"there is no folder .*missing\. Make it first"):
        _track(good, bad)
    assert not good.exists()


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("as it was")
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(path)
    assert [file.name for file in tmp_path.iterdir()] == ["x.csv"]
    assert path.read_text() == "as it was"


def _fail_half_way(path: Path) -> None:
    with beside(path) as unfinished:
        unfinished.write_text("half")
        raise ZeroDivisionError


def test_a_file_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(CannotWrite, match="if the file is open in another program, close it"):
        _track(tmp_path / "x.csv")


# --- the progress bar ------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_bar_within_a_second() -> None:
    with redirect_stderr(Terminal()) as screen, progress("Working", 2) as advance:
        advance(1)
    assert screen.getvalue() == ""


def test_a_bar_when_it_takes_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(bar, "PATIENCE", -1.0)
    with redirect_stderr(Terminal()) as screen, progress("Working", 2) as advance:
        advance(1)
        advance(1)
    assert "Working" in screen.getvalue()


def test_no_bar_where_nobody_is_watching(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "PATIENCE", -1.0)
    with progress("Working", 2) as advance:
        advance(1)
    assert capsys.readouterr().err == ""


def test_parquet_loads_nothing_it_does_not_need() -> None:
    loads = (
        "import permanence.tracker.track, permanence.tracker.tables, permanence.tracker.about, sys; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout.split()
    assert {"xlsxwriter", "rich", "fastexcel", "openpyxl"}.isdisjoint(loaded)


def test_only_a_workbook_keeps_the_facts_and_memory_is_given_back(tmp_path: Path) -> None:
    write_return(tmp_path / "council", 20)
    command = f"""
        import gc, os
        from permanence.cli import main
        from permanence.tracker import track
        track.track = lambda reading, *more: print(reading.facts.height > 0, os.environ["ARROW_DEFAULT_MEMORY_POOL"])
        for ending in ("parquet", "xlsx"):
            main(["track", "--pack", "PG", "--ssda903", {str(tmp_path / "council")!r}, "-o", "x." + ending, "--quiet"])
    """
    done = subprocess.run([sys.executable, "-c", dedent(command)], capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.splitlines() if "system" in line] == ["False system", "True system"]

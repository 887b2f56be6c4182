"""How much memory packages may keep hangs on how much there is to read, and is said before they load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from permanence.cli import loading


@pytest.mark.parametrize(("more", "keeps"), [(-1, False), (0, True)])
def test_much_to_read_may_keep_more(more: int, keeps: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_RJEM_MALLOC_CONF", "")  # so that it is put back afterwards, also where there was none
    monkeypatch.delenv("_RJEM_MALLOC_CONF")
    monkeypatch.setattr(loading, "_MUCH", 2000)
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "episodes.csv").write_bytes(b"." * 1500)
    (tmp_path / "facts.csv").write_bytes(b"." * (500 + more))
    loading.before_reading([tmp_path / "year", tmp_path / "facts.csv", tmp_path / "nowhere"])
    assert ("dirty_decay_ms:200" in os.environ["_RJEM_MALLOC_CONF"]) is keeps


def test_it_is_said_before_polars_loads_and_what_is_not_used_stays_away(tmp_path: Path) -> None:
    asks = (
        "import sys; from permanence.cli import loading, main\n"
        "heard = lambda paths: print('polars' in sys.modules, len(paths))\n"
        "loading.before_reading = heard\n"
        "main(sys.argv[1:])\n"
        "import permanence.tracker.tables\n"
        "print([name for name in ('hashlib', 'pyarrow', 'pyarrow.fs', '_ssl') if name in sys.modules])\n"
    )
    command = ["track", "--pack", "PG", "--ssda903", str(tmp_path), "-o", str(tmp_path / "x.parquet")]
    told = subprocess.run([sys.executable, "-c", asks, *command], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.splitlines() == ["False 1", "['hashlib', 'pyarrow']"]


def test_a_command_that_reads_no_files_asks_for_none(capsys: pytest.CaptureFixture[str]) -> None:
    from permanence.cli import main

    assert main(["packs"]) == 0
    assert "PG" in capsys.readouterr().out


def test_hashes_are_pythons_own_where_it_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, is_left_out in (("_sha2", True), ("some other", False)):
        monkeypatch.delitem(sys.modules, "_hashlib", raising=False)
        monkeypatch.setattr(loading, "find_spec", {name: name}.get)
        loading.before_options()
        assert ("_hashlib" in sys.modules) is is_left_out

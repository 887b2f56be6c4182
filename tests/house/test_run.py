"""run.py on a machine that lacks something, and on one that has everything already."""

from __future__ import annotations

import importlib.util
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest

from house.tree import ROOT, the_run_py


@pytest.fixture
def run_py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py with an environment of its own that stands as the lock says, and a pip that may not be used."""
    module = the_run_py()
    for name in ("VENV", "STAMP", "PYTHON"):
        monkeypatch.setattr(module, name, tmp_path / getattr(module, name).relative_to(ROOT))
    module.PYTHON.parent.mkdir(parents=True)
    module.PYTHON.touch()
    module.STAMP.write_text("\n".join(module.wanted()), encoding="utf-8")
    monkeypatch.setattr(module, "pip_version", lambda: (23, 0))
    installed: list[tuple[str, ...]] = []
    monkeypatch.setattr(module, "install", lambda _, *what: installed.append(what))
    monkeypatch.setattr(module, "installed", installed, raising=False)
    return module


def test_an_older_python_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        the_run_py()


def test_a_python_without_pip_is_told_what_to_do(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_py, "pip_version", lambda: ())
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="apt-get install python3-pip"):
        run_py.pip_to_fill_it()


def test_an_old_pip_gives_way_to_one_made_inside(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_py, "pip_version", lambda: (21, 2))
    monkeypatch.setattr(run_py, "run", lambda _: 0)
    assert run_py.pip_to_fill_it() == [run_py.PYTHON, "-m", "pip"]


def test_what_stands_already_is_not_installed_again(run_py: ModuleType) -> None:
    run_py.prepare()
    assert run_py.installed == []


def test_another_lock_is_installed_over_the_last(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_py, "LOCK", ROOT / "requirements.lock")
    run_py.prepare()
    assert [what[0] for what in run_py.installed] == ["--require-hashes", "--no-deps"]
    assert run_py.STAMP.read_text(encoding="utf-8").splitlines() == run_py.wanted()


def test_a_moved_folder_is_built_afresh(run_py: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda _, folder: built.append(folder))
    run_py.STAMP.write_text("elsewhere\nanother", encoding="utf-8")
    run_py.prepare()
    assert built == [run_py.VENV]


def test_the_exit_code_is_passed_on() -> None:
    assert the_run_py().run([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_help_needs_no_environment(run_py: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_py.main([]) == 0
    assert "python3 run.py demo" in capsys.readouterr().out
    assert run_py.installed == []

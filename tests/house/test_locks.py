"""The locks hold what the project asks for."""

import re
import tomllib

from house.tree import ROOT

_NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def _names(text: str) -> set[str]:
    return {name.lower().replace("_", "-") for name in _NAME.findall(text)}


def _locked(lock: str) -> set[str]:
    return _names((ROOT / lock).read_text(encoding="utf-8"))


def _needed_to_run() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return _names("\n".join(project["dependencies"]))


def test_what_it_needs_to_run_is_locked() -> None:
    assert _needed_to_run() - _locked("requirements.lock") == set()


def test_what_it_needs_to_be_checked_is_locked() -> None:
    needed = _needed_to_run() | _names((ROOT / "requirements-dev.in").read_text(encoding="utf-8"))
    assert needed - _locked("requirements-dev.lock") == set()


def test_both_locks_agree() -> None:
    pins = {
        lock: set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    }
    assert pins["requirements.lock"] - pins["requirements-dev.lock"] == set()

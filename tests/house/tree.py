"""The project's own files, for the tests that read them as text."""

from __future__ import annotations

import ast
import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "permanence"
_MADE_BY_TOOLS = {".git", ".venv", "out", "build", "__pycache__", "node_modules"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository; a copy without git gives all but what tools make."""
    return tuple(path for path in sorted(_from_git() or _from_the_disk()) if path.is_file())


def the_run_py() -> ModuleType:
    """run.py, as a module of its own each time, so that a test may change it."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """The project's files with these endings, in a folder."""
    return [path for path in project_files() if path.suffix in suffixes and path.is_relative_to(under)]


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """Each line of a text file, with where it stands ("README.md line 3"). Nothing for a file that is not text."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        yield f"{path.relative_to(ROOT).as_posix()} line {number}", line


def _from_git() -> list[Path]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        return []
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False)
    return [ROOT / name for name in answer.stdout.decode().split("\0") if name]


def _from_the_disk() -> list[Path]:
    return [
        path
        for path in ROOT.rglob("*")
        if not any(
            part in _MADE_BY_TOOLS or part.endswith(("_cache", ".egg-info")) for part in path.relative_to(ROOT).parts
        )
    ]


@dataclass(frozen=True)
class Function:
    """A function as written: where it stands and how many lines it has, its decorators not counted."""

    where: str
    lines: int


def functions(path: Path) -> list[Function]:
    """The functions and methods of a Python file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    name = path.relative_to(ROOT).as_posix()
    return [Function(f"{name} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]

"""The tools agree: style, types and layers. They run here so that one runner sums up everything."""

import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import ROOT

SCRIPTS = Path(sys.executable).parent
TOOLS = {
    "style": ["ruff", "check", "--no-cache"],
    "layout": ["ruff", "format", "--check", "--no-cache"],
    "types": ["mypy"],
    "layers": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_finds_nothing(tool: str) -> None:
    command, *words = TOOLS[tool]
    found = subprocess.run([SCRIPTS / command, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, f"\n{found.stdout}{found.stderr}"

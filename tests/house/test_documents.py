"""What the documents say is so: links lead somewhere, paths and clauses exist, commands are told, none is stale."""

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from house.tree import ROOT, SOURCE, files, lines_of

DOCUMENTS = files(".md")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_QUOTED = re.compile(r"(?<!`)`{1,2}([^`\s]+)`{1,2}(?!`)")
_PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?|[\w-]+\.(?:md|py|toml|yaml|lock|in)")
_MADE_WHEN_RUN = ("out/", "build/", ".venv/")
_CLAUSE = re.compile(r"\b(?:(?:AM|DG|SP|PG|PP)-\d{2,3}|ENGLAND-(?:review-\w+|26-weeks))\b")
_ID = re.compile(r"^\s*(?:- )?id: (\S+)")
_COMMAND = re.compile(r"(?:run\.py|[`$] ?permanence) ([a-z]+)\b")


def _said(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[tuple[Path, str, str]]:
    return ((path, where, found) for path in paths for where, line in lines_of(path) for found in pattern.findall(line))


def test_links_lead_somewhere() -> None:
    links = [(path, where, link) for path, where, link in _said(_LINK, DOCUMENTS) if "://" not in link]
    assert [(where, link) for path, where, link in links if not _leads_somewhere(path, link)] == []


def _leads_somewhere(path: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    target = path.parent / name if name else path
    return target.exists() and (not heading or heading in _headings(target))


def _headings(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_paths_named_in_documents_and_source_exist() -> None:
    named = _said(_QUOTED, [*DOCUMENTS, *files(".py", under=SOURCE)])
    assert [(where, name) for path, where, name in named if _is_a_path(name) and not _stands(path, name)] == []


def _is_a_path(name: str) -> bool:
    return bool(_PATH.fullmatch(name)) and not name.startswith(_MADE_WHEN_RUN)


def _stands(path: Path, name: str) -> bool:
    """From the top, from the source, from beside the file that names it, or, for a bare name, anywhere."""
    found = any(next(base.glob(name.rstrip("/")), None) for base in (ROOT, SOURCE, path.parent))
    return found or ("/" not in name and any(file.name == name for file in files(Path(name).suffix)))


def test_clauses_named_exist() -> None:
    known = _clauses()
    told = [*DOCUMENTS, *files(".yaml", under=ROOT / "tests" / "cases")]
    assert [(where, clause) for _, where, clause in _said(_CLAUSE, told) if clause not in known] == []


def _clauses() -> set[str]:
    return {clause for _, _, clause in _said(_ID, files(".yaml", under=SOURCE / "packs"))}


def test_every_command_is_told_and_every_command_told_is_there() -> None:
    told = {verb for _, _, verb in _said(_COMMAND, [ROOT / "README.md", *files(".md", under=ROOT / "docs")])}
    assert told == _commands() | {"demo", "test", "bench"}


def _commands() -> set[str]:
    from permanence.cli import parser

    groups = (action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return {verb for verbs in groups for verb in verbs}


# --- documents written by the program, from what it does ------------------------------------------------------


def _glossary() -> str:
    from permanence.docs.glossary import glossary_text

    return glossary_text()


def _rules() -> str:
    from permanence.docs.rules import rules_text

    return rules_text(ROOT / "tests" / "cases")


def _readme() -> str:
    """The example, and what the program says of it."""
    example = ROOT / "docs" / "example.yaml"
    command = [Path(sys.executable).with_name("permanence"), "due", example]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    blocks = {"docs/example.yaml": example.read_text(encoding="utf-8"), "what it says": said}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, block in blocks.items():
        before, fence, rest = re.split(rf"(<!-- {name} -->\n```\w*\n)", text)
        text = before + fence + block.strip("\n") + "\n" + rest[rest.index("```") :]
    return text


GENERATED: dict[str, Callable[[], str]] = {"README.md": _readme, "GLOSSARY.md": _glossary, "docs/rules.md": _rules}


@pytest.mark.parametrize("name", GENERATED)
def test_generated_document_is_current(name: str, pytestconfig: pytest.Config) -> None:
    document, text = ROOT / name, GENERATED[name]()
    if pytestconfig.getoption("--write"):
        document.write_text(text, encoding="utf-8", newline="\n")
    assert document.read_text(encoding="utf-8") == text, f"{name} is stale: python3 run.py test tests/house --write"

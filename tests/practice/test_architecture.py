"""What holds for every part of the practice app: who fetches children, who writes, and what every action is."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

import permanence.practice
from house.tree import SOURCE, files
from permanence.practice.record.writing import action

PRACTICE = SOURCE / "practice"
FETCHES = {
    "visibility.py": "says what may be seen",
    "timeline.py": "gives the engine what the caller has found",
    "actions": "writes what the caller has found",
    "demo": "sets up a demonstration, and shows nobody anything",
    "tracker/checking.py": "compares the rows of every child and shows numbers only",
    "tracker/agreed.py": "adds to rows of children the caller has found",
    "tracker/boards.py": "narrows children found by visible_to",
    "tracker/filters.py": "narrows children found by visible_to",
    "tracker/pressing.py": "reads for children the caller has found",
    "tracker/limits.py": "serves an action, about its own child",
    "tracker/reading.py": "reads for children the caller has found",
    "children/writers.py": "says who else writes in a form that its reader may open, and not what",
    "children/views/kept.py": "fetches what the person who asks has written themselves",
    "meetings/views/private.py": "shows whoever holds an invitation its day and place, and no child",
    "meetings/clashes.py": "tells that someone is busy then, and not with what",
    "meetings/reminders.py": "finds whose actions are due, and asks of each of them what they see",
    "panels/sittings.py": "counts the places taken, and shows only whether a sitting is full",
    "panels/watching.py": "narrows children found by visible_to",
    "send_letters.py": "sends what waits, and shows numbers only",
    "staff/permissions.py": "asks about the ties of the person who asks",
}
"""Modules (and folders) that fetch by other ways than ``visible_to``, and why nobody is shown what they may not see."""

OF_THE_MACHINE = {
    "demo": "sets up a demonstration, and shows nobody anything",
    "tracker/actions/duties.py": "rebuilds duties",
    "tracker/checking.py": "compares duties with a fresh evaluation",
    "staff/actions/glass.py": "opens a record in an emergency, by its exact number",
    "imports/visibility.py": "tells children of a file who may not be seen from those who are new",
    "imports/actions/applying.py": "writes what a person chose among what they may see",
    "imports/actions/undoing.py": "takes back what was written",
}
"""Who may call ``for_the_machine()``, and why."""

ASKING = ("visible_to", "seen_by", "about", "none")
WRITES = {
    "save",
    "delete",
    "create",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "insert",
}
WRITE = {
    "actions": "where writes stand",
    "record/chain.py": "adds to the chain",
    "procedures/models.py": "refuses to write what was approved",
    "imports/keeping.py": "keeps files as they were sent, for an action",
    "meetings/files.py": "keeps files as they were sent, for an action",
    "meetings/printed/word.py": "writes a Word document, not a row",
}
"""Modules (and folders) that write, and why."""


def _is_among(path: Path, listed: Collection[str]) -> bool:
    name = _name(path)
    return name in listed or bool({path.name, path.name.removesuffix(".py"), *Path(name).parts} & set(listed))


def _sources() -> list[Path]:
    return [path for path in files(".py", under=PRACTICE) if "migrations" not in path.parts]


def _name(path: Path) -> str:
    return path.relative_to(PRACTICE).as_posix()


def _calls(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each call in a file as its dotted words: Child.objects.filter is [Child, objects, filter]."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, _words(node.func)


def _words(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [*_words(node.value), node.attr]
    if isinstance(node, ast.Call):
        return [*_words(node.func), "()"]
    return [node.id] if isinstance(node, ast.Name) else ["?"]


# --- who fetches -------------------------------------------------------------------------------------------------


def _about_children() -> list[type[models.Model]]:
    """Every model with a field that leads to a child, and the child."""
    child = apps.get_model("children.Child")
    ours = [model for model in apps.get_models() if model.__module__.startswith("permanence.practice.")]
    return [
        model for model in ours if model is child or any(field.related_model is child for field in model._meta.fields)
    ]


def test_every_model_about_a_child_is_fetched_by_who_asks() -> None:
    exempt = {"Concern", "Draft"}  # read by ways of their own: record/reading.py, and what a person wrote themselves
    loose = [model.__name__ for model in _about_children() if not hasattr(model.objects.all(), "visible_to")]
    assert set(loose) - exempt == set()


def test_nobody_fetches_about_children_by_another_way() -> None:
    about = {model.__name__ for model in _about_children()} - {"Concern"}
    found = [
        f"{_name(path)} line {line}: {'.'.join(words)}" for path in _sources() if not _is_among(path, FETCHES)
        for line, words in _calls(path)
        if len(words) == 3 and words[0] in about and words[1] == "objects" and words[2] not in ASKING
    ]  # fmt: skip
    assert found == []


def test_no_one_reaches_children_through_a_row_that_is_not_about_one() -> None:
    """A team, a person or a group has no way back to its children: ``team.children`` would pass by the question.

    Entries of the record and lines of an import have: they are read by ways that ask (reading.py, visibility.py).
    """
    about = {model for model in _about_children() if model.__name__ not in ("Concern", "ImportedChild", "Problem")}
    back = [
        f"{model.__name__}.{field.name}" for model in about for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model not in about and not field.remote_field.hidden
    ]  # fmt: skip
    assert back == []


def test_what_the_machine_reads_is_read_by_few() -> None:
    callers = {path for path in _sources() for _, words in _calls(path) if words == ["for_the_machine"]}
    assert [_name(path) for path in callers if not _is_among(path, OF_THE_MACHINE)] == []


# --- who writes --------------------------------------------------------------------------------------------------


def test_writes_stand_in_actions() -> None:
    found = [
        f"{_name(path)} line {line}: {'.'.join(words)}" for path in _sources() if not _is_among(path, WRITE)
        for line, words in _calls(path)
        if len(words) > 1 and words[-1] in WRITES and ("objects" in words or words[-1] == "save")
    ]  # fmt: skip
    assert found == []


def _modules_of_actions() -> Iterator[Any]:
    for found in pkgutil.walk_packages(permanence.practice.__path__, "permanence.practice."):
        if ".actions" in found.name:
            yield importlib.import_module(found.name)


NOT_RECORDED = {
    "tracker.actions.duties": "duties are a cache of what facts say; rebuilding them changes nothing anyone said",
    "children.actions.drafts": "what is half written counts for nothing until it is sent",
    "imports.actions.staging": "moves work in hand along; what it leads to is recorded",
    "imports.actions.choosing": "asks, beside its actions",
    "meetings.actions.distribution": "records facts by their action, for an action",
    "meetings.actions.frequency": "agrees by the action of agreements, for an action",
    "meetings.actions.listing": "puts people on a list for an action, and records each",
    "meetings.actions.passages": "writes under prompts for an action, and records each",
    "children.actions.versions": "gives a row to an action, and records what the action changed",
    "panels.actions.effects": "records what a decision means for an action, and records each row",
    "panels.actions.listing": "lists an item for an action, and records what changed",
    "panels.actions.rows": "gives a sitting to an action, and records what the action changed",
    "meetings.actions.letters": "makes letters for an action, and records each",
}
"""Modules of actions whose functions leave no entry by themselves, and why."""


def test_every_public_write_is_an_action() -> None:
    modules = [
        module for module in _modules_of_actions() if module.__name__.partition("practice.")[2] not in NOT_RECORDED
    ]
    loose = [
        f"{module.__name__}.{name}" for module in modules for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
        and not hasattr(found, "is_action")
    ]  # fmt: skip
    assert loose == []


def test_an_action_says_who() -> None:
    with pytest.raises(TypeError, match="one of them is by"):

        @action
        def forgets_who(*, child: int) -> None:
            """Nothing."""


# --- arrows ------------------------------------------------------------------------------------------------------


def test_the_engine_is_not_reached_from_below() -> None:
    low = [path for room in ("policy", "returns") for path in files(".py", under=SOURCE / room)]
    assert [path.name for path in low if "permanence.practice" in path.read_text(encoding="utf-8")] == []


def test_models_and_actions_do_not_import_pages() -> None:
    pages = ("views", "presenters", "forms", "urls")
    low = [
        path
        for path in _sources()
        if path.name in ("models.py", "visibility.py", "actions.py") or "actions" in path.parts
    ]
    found = [
        f"{_name(path)} line {number}" for path in low
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith(("from permanence", "import permanence")) and ".actions." not in line
        and any(f".{page} " in f"{line} " for page in pages)
    ]  # fmt: skip
    assert found == []


def test_only_one_module_turns_rows_into_a_timeline() -> None:
    makers = {_name(path) for path in _sources() for _, words in _calls(path) if words == ["Timeline", "of"]}
    assert makers == {"children/timeline.py"}

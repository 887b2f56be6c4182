"""What holds for every part of the practice app: who fetches children, who writes, and what every action is."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

import permanence.practice
from house.tree import SOURCE, files
from permanence.practice.children.visibility import AboutChild, Children
from permanence.practice.record.writing import action

PRACTICE = SOURCE / "practice"
MAY_FETCH = ("visibility.py", "timeline.py", "actions.py", "migrations")
"""Modules that fetch by other ways than ``visible_to``: what may be seen, the engine's timeline, and writes."""
MAY_FETCH_ALSO = {
    "tracker/checking.py": "check_duties compares the rows of every child and shows numbers only",
    "record/verify.py": "walks the chain; it knows entries and numbers of children, and no child",
    "record/chain.py": "adds to the chain",
}
WRITES = {"save", "delete", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
OF_THE_MACHINE = {
    "tracker/actions/duties.py": "rebuilds duties", "tracker/checking.py": "compares duties with a fresh evaluation",
    "staff/actions/glass.py": "opens a record in an emergency, by its exact number",
}  # fmt: skip
"""Who may call ``for_the_machine()``, and why nobody is shown what they may not see."""


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
    return [model for model in ours if model is child or any(field.related_model is child for field in model._meta.fields)]


def test_every_model_about_a_child_is_fetched_by_who_asks() -> None:
    exempt = {"Concern"}  # of the record, which has ways of its own (record/reading.py)
    loose = [
        model.__name__ for model in _about_children()
        if model.__name__ not in exempt and not isinstance(model.objects.all(), AboutChild | Children)
    ]  # fmt: skip
    assert loose == []


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_nobody_fetches_about_children_by_another_way(path: Path) -> None:
    name = _name(path)
    if path.name in MAY_FETCH or "actions" in path.parts or name in MAY_FETCH_ALSO:
        return
    models_ = {model.__name__ for model in _about_children()} - {"Concern"}
    found = [
        f"{name} line {line}: {'.'.join(words)}" for line, words in _calls(path)
        if len(words) == 3 and words[0] in models_ and words[1] == "objects" and words[2] not in ("visible_to", "about", "none")
    ]  # fmt: skip
    assert found == []


def test_no_one_reaches_children_through_a_row_that_is_not_about_one() -> None:
    """A team, a person or a group has no way back to its children: ``team.children`` would pass by the question."""
    about = set(_about_children())
    back = [
        f"{model.__name__}.{field.name}" for model in about for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model not in about and not field.remote_field.is_hidden()
    ]  # fmt: skip
    assert back == []


def test_what_the_machine_reads_is_read_by_few() -> None:
    callers = {_name(path) for path in _sources() for _, words in _calls(path) if words == ["for_the_machine"]}
    assert callers - OF_THE_MACHINE.keys() == set()


# --- who writes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", _sources(), ids=_name)
def test_writes_stand_in_actions(path: Path) -> None:
    name = _name(path)
    if path.name == "actions.py" or "actions" in path.parts or name == "record/chain.py":
        return
    found = [
        f"{name} line {line}: {'.'.join(words)}" for line, words in _calls(path)
        if len(words) > 1 and words[-1] in WRITES and ("objects" in words or words[-1] == "save" or words[0] in ("Fact", "Child"))
    ]  # fmt: skip
    assert found == []


def _modules_of_actions() -> Iterator[Any]:
    for found in pkgutil.walk_packages(permanence.practice.__path__, "permanence.practice."):
        if ".actions" in found.name:
            yield importlib.import_module(found.name)


NOT_RECORDED = {"rebuild", "bring_up_to_date", "stale"}
"""Duties are a cache of what facts say: rebuilding them changes nothing anyone said."""


def test_every_public_write_is_an_action() -> None:
    loose = [
        f"{module.__name__}.{name}" for module in _modules_of_actions() for name, found in vars(module).items()
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_")
        and name not in NOT_RECORDED and not hasattr(found, "is_action")
    ]  # fmt: skip
    assert loose == []


def test_an_action_says_who() -> None:
    with pytest.raises(TypeError, match="one of them is by"):

        @action
        def forgets_who(*, child: int) -> None:
            """Nothing."""


# --- arrows ------------------------------------------------------------------------------------------------------

BENEATH = ("record", "staff", "children", "procedures", "tracker")


def test_the_engine_is_not_reached_from_below() -> None:
    low = [path for room in ("policy", "returns") for path in files(".py", under=SOURCE / room)]
    assert [path.name for path in low if "permanence.practice" in path.read_text(encoding="utf-8")] == []


def test_models_and_actions_do_not_import_pages() -> None:
    pages = ("views", "presenters", "forms", "urls")
    low = [path for path in _sources() if path.name in ("models.py", "visibility.py", "actions.py") or "actions" in path.parts]
    found = [
        f"{_name(path)} line {number}" for path in low
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith(("from permanence", "import permanence")) and any(f".{page} " in f"{line} " for page in pages)
    ]  # fmt: skip
    assert found == []


def test_only_one_module_turns_rows_into_a_timeline() -> None:
    makers = {_name(path) for path in _sources() for _, words in _calls(path) if words == ["Timeline", "of"]}
    assert makers == {"children/timeline.py"}

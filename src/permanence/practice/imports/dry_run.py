"""The dry run: what the files would change, worked out for every child they name and kept, with nothing changed yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from permanence.practice.children.models import SEXES, Child, Fact
from permanence.practice.imports.comparing import compare_details, compare_facts
from permanence.practice.imports.dropped import Times, times_told
from permanence.practice.imports.given_way import without_given_way
from permanence.practice.imports.lines import CHANGED, CONFLICTING, NEW, SET_ASIDE
from permanence.practice.imports.models import Import, ImportedChild, Problem
from permanence.practice.imports.reading import Read
from permanence.practice.imports.settling import settled
from permanence.practice.imports.stating import stated_by_child
from permanence.practice.imports.visibility import brought_before, hidden_from, known_by, versions_of
from permanence.returns.frames import Reading

LONGEST_ID = 40
"""Letters in a child's ID: what a record can hold."""

AT_A_TIME = 200
"""Children after which progress is told."""

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class DryRun:
    """What is kept of a dry run. ``not_shown`` counts the children of the files whom the importer may not see."""

    rows: list[ImportedChild]
    problems: list[Problem]
    totals: list[dict[str, Any]]
    not_shown: int
    as_at: date


def work_out(source: Import, read: Read, told: Told) -> DryRun:
    """Compares what was read with what is recorded, for ``source.asked_by``."""
    reading = read.reading
    ids = {*reading.children["id"]}
    hidden = hidden_from(source.asked_by, {*ids, *reading.problems["child"].drop_nulls()})
    known = known_by(ids - hidden)
    versions = versions_of({child.pk for child in known.values()})
    reading = without_given_way(reading, {name: versions.get(child.pk, []) for name, child in known.items()})
    times = times_told(reading, read.known_to)
    stated, brought = stated_by_child(reading), brought_before({child.pk for child in known.values()})
    rows = []
    for place, about in enumerate(_told(reading)):
        name = about.pop("id")
        if name not in hidden and len(name) <= LONGEST_ID:
            child = known.get(name)
            row = ImportedChild(source=source, return_id=name, child=child, is_new=child is None, details=about)
            beside = versions.get(row.child_id, [])
            _fill(row, child or _unknown(about), stated.get(place, []), beside, brought, (read.known_to, times))
            rows.append(row)
        if place % AT_A_TIME == 0:
            told(place, len(ids))
    problems = [*_problems(source, reading, hidden, known), *_too_long(source, ids)]
    return DryRun(rows, problems, reading.totals.to_dicts(), len(hidden), read.as_at)


def _fill(
    row: ImportedChild, child: Child, stated: Sequence[Fact], versions: Sequence[Fact],
    brought: Mapping[int, Mapping[str, Any]], told_of: tuple[Mapping[str, date], Times],
) -> None:  # fmt: skip
    compared = compare_facts(stated, versions, *told_of)
    standing = [version for version in versions if version.stands]
    followed = [line for line in compared.lines if line.kind in (NEW, CHANGED)]
    followed, refused = settled(child, followed, standing)
    conflicts = [line for line in compared.lines if line.kind == CONFLICTING]
    details = compare_details(child, row.details, brought.get(child.pk, {})) if child.pk else []
    lines = [*details, *conflicts, *followed, *refused]
    row.lines = [line.kept() for line in lines]
    for kind in (NEW, CHANGED, CONFLICTING, SET_ASIDE):
        setattr(row, kind, sum(line.kind == kind for line in lines))
    row.unchanged = compared.unchanged
    row.stamp = stamp(child, (version.pk for version in standing)) if child.pk else ""


def stamp(child: Child, standing: Iterable[int]) -> str:
    """A mark of the child's record as it is: another one means that something was written since."""
    said = [child.born, child.sex, child.ethnicity, *sorted(standing)]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _unknown(about: Mapping[str, Any]) -> Child:
    born = about.get("born")
    return Child(born=date.fromisoformat(born) if born else None)


def _told(reading: Reading) -> Iterator[dict[str, Any]]:
    """What the files say of each child: id, and born, sex and ethnicity where they say it."""
    sexes = dict(SEXES)
    for row in reading.children.iter_rows(named=True):
        born, sex = row["born"], row.get("sex")
        about = {
            "id": row["id"],
            "born": born.isoformat() if born else None,
            "sex": sex if sex in sexes else None,
            "ethnicity": row.get("ethnicity"),
        }
        yield {name: value for name, value in about.items() if value}


def _problems(source: Import, reading: Reading, hidden: set[str], known: Mapping[str, Child]) -> list[Problem]:
    columns = reading.problems.columns
    rows = (dict(zip(columns, row, strict=True)) for row in reading.problems.iter_rows())
    return [_problem(source, row, known.get(row["child"])) for row in rows if row["child"] not in hidden]


def _problem(source: Import, row: Mapping[str, Any], child: Child | None) -> Problem:
    said = {name: (row[name] or "").replace("\0", "") for name in ("file", "field", "value", "wrong", "done", "child")}
    short = {name: said[name][:size] for name, size in (("file", 200), ("field", 40), ("value", 200))}
    about = {"line": row["line"], "wrong": said["wrong"], "done": said["done"], **short}
    return Problem(source=source, child=child, return_id=said["child"][:LONGEST_ID], **about)


def _too_long(source: Import, ids: Iterable[str]) -> list[Problem]:
    """A problem for each child whose ID no record can hold."""
    wrong = f"The child's ID is longer than {LONGEST_ID} letters."
    done = "The child was left out. Check the ID, and bring the file in again."
    return [
        Problem(source=source, return_id=name[:LONGEST_ID], field="child", value=name[:200], wrong=wrong, done=done)
        for name in sorted(ids)
        if len(name) > LONGEST_ID
    ]

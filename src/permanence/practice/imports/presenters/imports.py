"""An import in words: how far it is, what it would do or did, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse

from permanence.practice.imports import keeping
from permanence.practice.imports.models import SHOWN, Import, ImportedChild
from permanence.practice.imports.permissions import may_take_back
from permanence.practice.imports.states import MOVES, NAMES
from permanence.returns.ssda903.tables import tables

COLOURS = {
    "reading": "blue", "ready": "yellow", "applying": "blue", "applied": "green", "undoing": "blue", "undone": "grey",
    "failed": "red", "discarded": "grey",
}  # fmt: skip

HEADINGS = {
    "new": ("New here", "They had no record before these files."),
    "changed": ("Changed", "Something is new or different, and no person said otherwise."),
    "conflicting": ("In conflict", "The files contradict what a person recorded or corrected."),
    "set_aside": ("With facts set aside", "A fact cannot be true beside what is recorded."),
    "unchanged": ("Unchanged", "All that the files say is recorded already."),
    "left_out": ("Left out by choice", "Someone chose to leave them as they are."),
    "moved_on": ("Not applied", "Their records changed after the dry run. Read the files again to see them."),
}
ALWAYS = ("new", "changed", "conflicting", "set_aside", "unchanged")


@dataclass(frozen=True)
class Heading:
    """A heading of the dry run: how many children stand under it, and where they are listed."""

    name: str
    means: str
    children: int
    href: str


@dataclass(frozen=True)
class Listed:
    """An import in the list."""

    pk: int
    source: Import
    files: str
    stage: str
    colour: str


def listed(source: Import) -> Listed:
    """A line of the list of imports."""
    names = [file.name for file in source.files.all()]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return Listed(source.pk, source, ", ".join(names[:3]) + more, NAMES[source.stage], COLOURS[source.stage])


def headings(source: Import, rows: Any) -> list[Heading]:
    """The headings with their counts. A count is always that of the list it leads to."""
    counts = rows.aggregate(**{f"under_{name}": Count("pk", filter=which) for name, which in SHOWN.items()})
    address = reverse("imports:children", args=[source.pk])
    return [
        Heading(*HEADINGS[name], counts[f"under_{name}"], f"{address}?show={name}")
        for name in HEADINGS
        if name in ALWAYS or counts[f"under_{name}"]
    ]


def fact_counts(rows: Any) -> list[tuple[str, int]]:
    """How many facts are new, changed and so on."""
    names = {
        "new": "New",
        "changed": "Changed",
        "conflicting": "In conflict",
        "set_aside": "Set aside",
        "unchanged": "Unchanged",
    }
    sums = rows.aggregate(**{f"sum_{name}": Sum(name) for name in names})
    return [(title, sums[f"sum_{name}"] or 0) for name, title in names.items()]


def not_shown(source: Import, rows: Any) -> int:
    """The children of the files whom this person may not see. They are counted, and left as they are."""
    return source.not_shown + source.children.count() - rows.count()


def totals(source: Import) -> list[dict[str, Any]]:
    """Rows read, used and set aside, a line a file, and a line for them all."""
    lines = [dict(line) for line in source.totals]
    total = {name: sum(line[name] for line in lines) for name in ("read", "used", "set_aside")}
    return [*lines, {"file": "All files", "table": "", **total, "is_sum": True}] if lines else []


def unused(source: Import) -> list[str]:
    """The files of which no row could be used, though duties hang on what such files tell: perhaps the wrong files."""
    used = {line["file"] for line in source.totals if line["used"]}
    lost = (line for line in source.totals if line["read"] and line["file"] not in used)
    return list(dict.fromkeys(line["file"] for line in lost if _tells(line["table"])))


def _tells(table: str) -> bool:
    return table not in tables() or tables()[table].makes


@dataclass(frozen=True)
class Progress:
    """How far work in the background is."""

    doing: str
    done: int
    of: int
    waits: bool


def progress(source: Import) -> Progress:
    """How far the work in hand is; ``waits`` where no worker has begun it."""
    told = keeping.progress(source)
    return Progress(told.get("doing", ""), told.get("done", 0), told.get("of", 0), not told)


def page(source: Import, person: Any) -> dict[str, Any]:
    """What the page of an import shows."""
    rows = source.children.visible_to(person)
    return {
        "source": source,
        "stage": NAMES[source.stage],
        "colour": COLOURS[source.stage],
        "may": set(MOVES[source.stage]),
        "headings": headings(source, rows),
        "facts": fact_counts(rows),
        "children": rows.count(),
        "to_apply": rows.to_apply().count(),
        "not_shown": not_shown(source, rows),
        "refused": rows.filter(outcome="applied", set_aside__gt=0).count(),
        "problems": source.problems.visible_to(person).count(),
        "totals": totals(source),
        "unused": unused(source),
        "files": _files(source, person),
        "seen_before": seen_before(source),
    }


def _files(source: Import, person: Any) -> list[tuple[Any, bool]]:
    kept = source.stage != "discarded" and may_take_back(person, source)
    return [(file, kept) for file in source.files.all()]


def seen_before(source: Import) -> Import | None:
    """An earlier import of just the same files that was applied."""
    digests = sorted(file.digest for file in source.files.all())
    earlier = Import.objects.filter(stage="applied", pk__lt=source.pk, files__digest__in=digests).distinct()
    same = (
        one for one in earlier.prefetch_related("files") if sorted(file.digest for file in one.files.all()) == digests
    )
    return next(same, None)


@dataclass(frozen=True)
class ChildLine:
    """A child in the list of an import."""

    row: ImportedChild
    name: str
    counts: Sequence[int]
    note: str


def child_line(row: ImportedChild) -> ChildLine:
    """A line of the list of children."""
    name = row.child.name if row.child else "New here"
    note = (
        "Left out"
        if row.left_out
        else {"moved_on": "Not applied", "applied": "Applied", "undone": "Undone"}.get(row.outcome, "")
    )
    return ChildLine(row, name, (row.new, row.changed, row.conflicting, row.set_aside, row.unchanged), note)


def found(rows: Any, show: str, words: str) -> Any:
    """The children under a heading whose identifier holds these words."""
    rows = rows.showing(show)
    return rows.filter(Q(return_id__icontains=words.strip())) if words.strip() else rows

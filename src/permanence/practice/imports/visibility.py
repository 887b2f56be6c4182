"""Which imports, and which children in them, a person may see.

A file may name a child whom the person may not see. Such a child is never named to them: not in a list, a count
but "not shown", a problem or a download.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from permanence.practice.children.visibility import for_the_machine
from permanence.practice.imports.permissions import may_import


class Imports(QuerySet[Any]):
    """Imports, found only by those who may bring in files."""

    def visible_to(self, person: Any) -> Any:
        """All of them for an importer, none for others."""
        return self.all() if may_import(person) else self.none()


class NamedInAFile(QuerySet[Any]):
    """Rows about a child of a file, who may have a record (``child``) or none yet."""

    def visible_to(self, person: Any) -> Any:
        """Those about children the person may see, or about no child, or about one who has no record yet."""
        if not may_import(person):
            return self.none()
        seen = apps.get_model("children.Child").objects.visible_to(person)
        hidden = for_the_machine().exclude(pk__in=seen.values("pk")).filter(return_id__isnull=False)
        without_record = Q(child__isnull=True) & ~Q(return_id__in=hidden.values("return_id"))
        return self.filter(Q(child__in=seen) | without_record)


def hidden_from(person: Any, return_ids: set[str]) -> set[str]:
    """Those of these identifiers whose children the person may not see."""
    seen = apps.get_model("children.Child").objects.visible_to(person).values("pk")
    hidden = for_the_machine().exclude(pk__in=seen).filter(return_id__isnull=False).values_list("return_id", flat=True)
    return return_ids & set(hidden)


# --- for the machine: these show nobody anything; what comes of them passes through visible_to --------------------


def known_by(return_ids: set[str]) -> dict[str, Any]:
    """The children recorded under these identifiers."""
    known = for_the_machine().filter(return_id__isnull=False)
    return {child.return_id: child for child in known if child.return_id in return_ids}


def versions_of(children: set[int]) -> dict[int, list[Any]]:
    """Every version of every fact of these children, those replaced and withdrawn too."""
    found: dict[int, list[Any]] = defaultdict(list)
    facts = _facts().order_by("child_id", "start", "pk") if children else _facts().none()
    for fact in facts.iterator(chunk_size=5_000):
        if fact.child_id in children:
            found[fact.child_id].append(fact)
    return found


def standing_of(children: Any) -> dict[int, list[int]]:
    """The numbers of the facts that stand for each of these children, a query."""
    found: dict[int, list[int]] = defaultdict(list)
    for child, pk in _facts().current().filter(child__in=children).order_by("child_id").values_list("child_id", "pk"):
        found[child].append(pk)
    return found


def brought_before(children: set[int]) -> dict[int, dict[str, Any]]:
    """What the last import applied to each of these children said of their details."""
    rows = apps.get_model("imports.ImportedChild").objects.filter(outcome="applied", child__isnull=False)
    found = rows.order_by("pk").values_list("child", "details")
    return {child: details for child, details in found if child in children}


def _facts() -> Any:
    return apps.get_model("children.Fact").objects


def tied_to(children: set[int]) -> dict[int, list[str]]:
    """What else is recorded about these children than facts: the names of allocations, connections and the like."""
    found: dict[int, list[str]] = defaultdict(list)
    for relation in apps.get_model("children.Child")._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if model._meta.label in _NOT_A_TIE:
            continue
        for child in model._base_manager.values_list(name, flat=True).distinct():
            if child in children:
                found[child].append(str(model._meta.verbose_name))
    return found


_NOT_A_TIE = frozenset({
    "children.Fact", "tracker.Duty", "tracker.Reckoning", "record.Concern", "imports.ImportedChild", "imports.Problem",
})  # fmt: skip
"""What rests on no one's word but the facts', or is asked apart."""

"""What rests on an import that was applied: while anything does, it cannot be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from permanence.practice.children.attributes import spoken
from permanence.practice.children.checks import day
from permanence.practice.children.models import Child, Fact
from permanence.practice.imports.lines import Line, said
from permanence.practice.imports.models import ImportedChild
from permanence.practice.imports.settling import settled
from permanence.practice.imports.visibility import tied_to, versions_of

NAMELESS = "Child"
"""The first name of a child of whom a file tells only the number, until a person gives the names."""


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way of undoing, for one child."""

    row: ImportedChild
    why: str


Versions = Mapping[int, Sequence[Fact]]
"""Every version of the facts of some children."""


def obstacles(rows: Sequence[ImportedChild], versions: Versions | None = None) -> Iterator[Obstacle]:
    """What stands in the way of undoing these rows. ``versions`` are read where they are not at hand."""
    versions = versions if versions is not None else versions_of({row.child_id for row in rows})
    ties = tied_to({row.child_id for row in rows if row.is_new})
    for row in rows:
        known = {version.pk: version for version in versions.get(row.child_id, ())}
        yield from _later_changes(row, known)
        yield from _later_details(row)
        if row.is_new:
            yield from _later_records(row, known, ties.get(row.child_id, ()))
        else:
            yield from _impossible_again(row, known)


def _later_changes(row: ImportedChild, known: Mapping[int, Fact]) -> Iterator[Obstacle]:
    for made, instead in row.made:
        fact = known[made or instead]
        if made and not fact.stands:
            verb = "withdrawn" if fact.withdrawn_at else "corrected or ended"
            yield Obstacle(row, f"{spoken(fact.token)} of {day(fact.start)} was {verb} afterwards")


def _later_details(row: ImportedChild) -> Iterator[Obstacle]:
    for line in applied_details(row):
        now = getattr(row.child, line.detail)
        if str(now or "") != line.says["value"]:
            yield Obstacle(row, f"{row.child._meta.get_field(line.detail).verbose_name} was changed afterwards")


def applied_details(row: ImportedChild) -> list[Line]:
    """The lines about details that were followed."""
    lines = [(place, Line.of(kept)) for place, kept in enumerate(row.lines) if kept.get("detail")]
    return [line for place, line in lines if line.kind == "changed" or place in row.taken]


def _later_records(row: ImportedChild, known: Mapping[int, Fact], ties: Sequence[str]) -> Iterator[Obstacle]:
    told = {pk for pk, _ in row.made} | {fact.replaced_by_id for fact in known.values()}
    if not is_as_opened(row.child, row.return_id):
        yield Obstacle(row, "the child's name, case number or team was given afterwards")
    later = [fact for fact in known.values() if fact.stands and fact.pk not in told]
    if later:
        yield Obstacle(row, f"{spoken(later[0].token)} of {day(later[0].start)} was recorded afterwards")
    yield from (Obstacle(row, f"{name} was recorded afterwards") for name in ties)


def is_as_opened(child: Child, return_id: str) -> bool:
    """Whether nobody has told more of a child than the files."""
    said = (child.known_as, child.case_number, child.team_id, child.restricted, child.language)
    return (child.first_name, child.last_name) == (NAMELESS, return_id) and not any(said)


def _impossible_again(row: ImportedChild, known: Mapping[int, Fact]) -> Iterator[Obstacle]:
    """What stood before cannot stand again beside something recorded since."""
    made = {pk for pk, _ in row.made}
    beside = [fact for fact in known.values() if fact.stands and fact.pk not in made]
    back = [Line("changed", said(known[instead])) for _, instead in row.made if instead]
    _, refused = settled(row.child, back, beside)
    yield from (Obstacle(row, f"what stood before cannot stand again. {line.why}") for line in refused)

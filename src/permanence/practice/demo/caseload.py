"""The children of the made-up council: brought in as a council would bring in its return, then named and allocated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from permanence.practice.children.models import Child, Fact
from permanence.practice.children.visibility import for_the_machine
from permanence.practice.demo import names
from permanence.practice.demo.actions import allocate_all, name_children
from permanence.practice.demo.people import Staff
from permanence.practice.imports.actions import ask_for, bring_in
from permanence.practice.imports.working import work_on
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.today import today
from permanence.returns.sample import write_sample


def bring_in_sample(by: Person, children: int, seed: int) -> None:
    """Writes two years of an invented return and brings them in, by the same steps as on the page."""
    with TemporaryDirectory() as name:
        write_sample(Path(name), children, seed, as_at=today())
        sent = [_zip(Path(name)), SimpleUploadedFile("facts.csv", (Path(name) / "facts.csv").read_bytes())]
    source = bring_in(by=by, files=sent)
    work_on(source)
    source.refresh_from_db()
    ask_for(by=by, source=source, stage="applying")
    work_on(source)
    source.refresh_from_db()
    if source.stage != "applied":
        raise RuntimeError(f"The invented return could not be brought in: {source.said}")


def _zip(folder: Path) -> SimpleUploadedFile:
    """The years of the return, each in its folder."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.glob("*/*.csv")):
            archive.write(file, file.relative_to(folder))
    return SimpleUploadedFile("return.zip", packed.getvalue())


# --- names -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cared:
    """A child and the facts that say how they live now, by token, with the day each began."""

    child: Child
    since: dict[str, date]

    @property
    def in_care(self) -> bool:
        """Whether the child is in care today."""
        return "in_care" in self.since

    def has(self, *tokens: str) -> bool:
        """Whether any of these hold today."""
        return any(token in self.since for token in tokens)


def children_today() -> list[Cared]:
    """Every child with the spans that hold today."""
    day = today()
    since: dict[int, dict[str, date]] = defaultdict(dict)
    standing = Fact.objects.filter(start__lte=day).current().exclude(end__lte=day)
    for child, token, start in standing.values_list("child", "token", "start"):
        since[child][token] = start
    return [Cared(child, since.get(child.pk, {})) for child in for_the_machine().order_by("pk")]


def families(children: Sequence[Cared]) -> list[list[Cared]]:
    """Children who came into care on one day and have one background: taken for brothers and sisters."""
    together: dict[object, list[Cared]] = defaultdict(list)
    for one in children:
        key = (one.since["in_care"], one.child.ethnicity) if one.in_care else one.child.pk
        together[key].append(one)
    return list(together.values())


def name_all(children: Sequence[Cared], staff: Staff, chance: Random) -> None:
    """A name and a case number for every child, and a team while in care; brothers and sisters share a family name."""
    details = {}
    for family in families(children):
        last = names.family_name(chance, family[0].child.ethnicity)
        team = staff.teams[2] if _is_older(family[0].child) else chance.choice(staff.teams[:2])
        for one in family:
            details[one.child] = _details(one, last, chance) | {"team": team if one.in_care else None}
    name_children(by=None, details=details)


def _details(one: Cared, last: str, chance: Random) -> dict[str, object]:
    child = one.child
    first = names.first_name(chance, child.ethnicity, child.sex)
    language = names.language(chance, child.ethnicity) if one.has("unaccompanied") else ""
    return {
        "first_name": first,
        "last_name": last,
        "known_as": names.known_as(first),
        "case_number": f"NB{40_000 + child.pk * 7}",
        "language": language,
        "interpreter": bool(language) and chance.random() < 0.6,
    }


def _is_older(child: Child) -> bool:
    age = child.age()
    return age is not None and age[0] >= 16


# --- who works with them -----------------------------------------------------------------------------------------


def allocate_workers(children: Iterable[Cared], staff: Staff, chance: Random) -> None:
    """A social worker and a reviewing officer for every child in care, and others where home or plan asks for them."""
    allocate_all(
        by=None, allocations=[one for child in children if child.in_care for one in _allocations(child, staff, chance)]
    )


def _allocations(one: Cared, staff: Staff, chance: Random) -> Iterable[Allocation]:
    wanted = {
        "social_worker": staff.workers[one.child.team_id],
        "reviewing_officer": staff.by_role["reviewing_officer"],
    }
    if one.has("placement.foster"):
        wanted["supervising_social_worker"] = staff.by_role["supervising_social_worker"]
    if one.has("legal_status.placement_order", "placement.adoptive"):
        wanted["family_finder"] = staff.by_role["permanence_worker"]
    for role, people in wanted.items():
        start = max(one.since["in_care"], today() - timedelta(days=chance.randint(20, 700)))
        yield Allocation(child=one.child, person=chance.choice(people), role=role, start=start)

"""What the pages about the choice of policy say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from permanence.policy.compare import RulePair, compare_rules
from permanence.policy.lineage import pack_name
from permanence.policy.pack import BUILT_IN, SOURCE, Pack, read_pack
from permanence.policy.register import read_register
from permanence.policy.terms import terms
from permanence.practice.design.page import Link, Row
from permanence.practice.design.wording import day, moment
from permanence.practice.procedures.local_pack import as_if_always
from permanence.practice.procedures.models import Adoption
from permanence.practice.procedures.policy import current_adoption, current_pack
from permanence.practice.staff.models import Person
from permanence.practice.tracker.models import Duty
from permanence.tracker.names import capital, title


@dataclass(frozen=True)
class Document:
    """A policy in the list."""

    code: str
    name: str
    href: str
    paragraphs: int
    timed: int
    is_followed: bool


def documents() -> list[Document]:
    """The policies there are, the statute first."""
    followed = current_pack().chain
    return [_document(code, code in followed) for code in BUILT_IN]


def _document(code: str, is_followed: bool) -> Document:
    clauses = read_register((code,)).clauses
    timed = sum(clause.timed for clause in clauses)
    return Document(
        code, pack_name(code), reverse("procedures:document", args=[code]), len(clauses), timed, is_followed
    )


def pack_shown(code: str) -> tuple[Pack, bool]:
    """The policy as it is followed here, or as its document has it; and whether it is in force."""
    followed = current_pack()
    return (followed, True) if followed.code == code else (read_pack(code), code in followed.chain)


def source_of(code: str) -> list[Row]:
    """Where a policy comes from: its document, the chapter and date the document gives, and the version kept here."""
    pack, unsaid = read_pack(code), "The document does not say"
    said = {key: capital(str((pack.about.get("source") or {}).get(key, unsaid))) for key in SOURCE}
    return [
        Row("Document", str(pack.about.get("document") or pack.name)),
        Row("Part of", said["part_of"]),
        Row("Chapter", said["chapter"]),
        Row("Date of the document", said["dated"]),
        Row("Version kept here", f"{pack.version} (fingerprint {pack.fingerprint})"),
    ]


def cited_by(code: str) -> list[tuple[str, str]]:
    """The documents a policy names that did not come with it, each with the paragraph that names it."""
    return list((read_pack(code).about.get("cites") or {}).items())


def children_by_clause(person: Person) -> dict[str, int]:
    """How many children this person sees have something open under each clause. The board counts them the same way."""
    opened = Duty.objects.visible_to(person).filter(settled="").order_by()
    return dict(opened.values_list("clause").annotate(Count("child", distinct=True)))


# --- the choice --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AdoptionRow:
    """A choice of policy in a list."""

    name: str
    href: str
    effective: date
    state: str
    colour: str
    by: str


def adoptions() -> list[AdoptionRow]:
    """Every choice made here and every proposal, the latest day first."""
    rows = Adoption.objects.select_related("proposed_by", "approved_by").order_by("-effective", "-pk")
    followed = current_adoption()
    return [_adoption_row(adoption, followed) for adoption in rows]


def _adoption_row(adoption: Adoption, followed: Adoption | None) -> AdoptionRow:
    state, colour = state_of(adoption, followed)
    by = adoption.approved_by or adoption.proposed_by
    href = reverse("procedures:adoption", args=[adoption.pk])
    return AdoptionRow(pack_name(adoption.pack), href, adoption.effective, state, colour, by.name if by else "set-up")


def state_of(adoption: Adoption, followed: Adoption | None) -> tuple[str, str]:
    """How a choice stands, in a word or two, and its colour."""
    if adoption.withdrawn_at:
        return "withdrawn", "grey"
    if not adoption.approved_at:
        return "waits for approval", "yellow"
    if followed and adoption.pk == followed.pk:
        return "in force", "green"
    earlier = followed and (adoption.effective, adoption.pk) < (followed.effective, followed.pk)
    return ("was in force", "grey") if earlier else ("approved, not yet in force", "blue")


def about(adoption: Adoption) -> list[Row]:
    """One choice of policy: what, from when, why, and who agreed."""
    rows = [
        Row("Policy", pack_name(adoption.pack), (Link("Read", reverse("procedures:document", args=[adoption.pack])),)),
        Row("From", day(adoption.effective)),
        Row("Why", adoption.why or "No reason was given"),
        Row("Proposed", _by(adoption.proposed_by, adoption.proposed_at)),
    ]
    if adoption.approved_at:
        rows.append(Row("Approved", _by(adoption.approved_by, adoption.approved_at)))
    if adoption.withdrawn_at:
        rows.append(Row("Withdrawn", moment(adoption.withdrawn_at)))
    return rows


def _by(person: Person | None, at: Any) -> str:
    return f"by {person.name}, {moment(at)}" if person else f"at set-up, {moment(at)}"


@dataclass(frozen=True)
class SettingRow:
    """A setting that is not as the document has it."""

    means: str
    value: str
    document: str
    now: str


def settings_of(adoption: Adoption) -> list[SettingRow]:
    """The settings of a choice that differ from the document, beside what is followed now."""
    document, followed = read_pack(adoption.pack), current_pack()
    return [
        SettingRow(
            capital(document.settings[name].means),
            str(value),
            _value(document, name, None),
            _value(followed, name, date.max),
        )
        for name, value in adoption.settings.items()
    ]


def _value(pack: Pack, name: str, on: date | None) -> str:
    return str(pack.settings[name].on(on)) if name in pack.settings else ""


def as_proposed(adoption: Adoption) -> Pack:
    """The policy as it would be if it had held on every day."""
    return as_if_always(adoption.pack, adoption.settings)


# --- two policies side by side -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """What one policy says of a duty."""

    clause: str
    href: str
    limit: str
    starts: str


@dataclass(frozen=True)
class Pair:
    """A duty, and what each of two policies says of it."""

    name: str
    first: tuple[Side, ...]
    second: tuple[Side, ...]


def side_by_side(first: Pack, second: Pack) -> tuple[list[Pair], list[str]]:
    """The duties on which two policies differ, and the names of those on which they say the same."""
    pairs = compare_rules(first, second)
    local = terms(first.code).local
    differing = [_pair(pair, first, second) for pair in pairs if pair.differs]
    return differing, [title(pair.duty, local) for pair in pairs if not pair.differs]


def _pair(pair: RulePair, first: Pack, second: Pack) -> Pair:
    name = title(pair.duty, terms(first.code if pair.first else second.code).local)
    return Pair(name, tuple(_sides(first, pair.first)), tuple(_sides(second, pair.second)))


def _sides(pack: Pack, lines: Sequence[tuple[str, str, str]]) -> Iterator[Side]:
    for clause, limit, starts in lines:
        code = clause.partition("-")[0]
        href = f"{reverse('procedures:document', args=[code])}#{clause}"
        yield Side(clause, href, limit, capital(starts.removeprefix("from the start of: ")))

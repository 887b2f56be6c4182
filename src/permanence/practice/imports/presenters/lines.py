"""A line of a dry run in words: the fact or detail, what is recorded, what the file says, and where it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from permanence.policy.explain import short_day
from permanence.policy.vocabulary import vocabulary
from permanence.practice.children.ethnicity import ethnicity_words
from permanence.practice.children.words import choice_name, details, question, token_name
from permanence.practice.imports.lines import DROPPED, KINDS, Line, Said
from permanence.practice.imports.models import ImportedChild
from permanence.tracker.names import Local

WHY = {
    "recorded": "A person recorded or corrected this.",
    "withdrawn": "A person withdrew this: they said it never was.",
    DROPPED: "An earlier file brought this, and these files, which tell of that time, no longer have it.",
    "adds": "The file adds to what a person recorded.",
}
DETAIL_NAMES = {"born": "Date of birth", "sex": "Sex", "ethnicity": "Ethnicity"}
SEXES = {"F": "Female", "M": "Male", "X": "Neither or not known"}
NOT_SAID = "Not said"


@dataclass(frozen=True)
class Difference:
    """A field, as it is recorded and as the file says."""

    field: str
    recorded: str
    file: str


@dataclass(frozen=True)
class LineShown:
    """A line as a page shows it. ``place`` is its place among the row's lines."""

    place: int
    name: str
    says: str
    differences: tuple[Difference, ...]
    where: str
    basis: str
    why: str


def shown_line(place: int, line: Line, local: Local) -> LineShown:
    """The line in words."""
    if line.detail:
        difference = Difference(
            DETAIL_NAMES[line.detail], _detail(line.detail, line.was), _detail(line.detail, line.says)
        )
        return LineShown(
            place, DETAIL_NAMES[line.detail], difference.file, (difference,), "The files", "", WHY.get(line.why, "")
        )
    if line.withdraws:
        return LineShown(place, token_name(line.was["token"], local), said_words(line.was), (), "", "", WHY[DROPPED])
    return LineShown(
        place, token_name(line.says["token"], local), said_words(line.says), tuple(_differences(line, local)),
        where_words(*line.where), line.says.get("basis", ""), WHY.get(line.why, line.why),
    )  # fmt: skip


def lines_by_kind(kept: Sequence[Said], local: Local) -> dict[str, list[LineShown]]:
    """The lines of a row under each kind, each with its place in the row."""
    lines = [(place, Line.of(one)) for place, one in enumerate(kept)]
    return {kind: [shown_line(place, line, local) for place, line in lines if line.kind == kind] for kind in KINDS}


def born_in_files(row: ImportedChild) -> date | None:
    """The date of birth that the files give."""
    return date.fromisoformat(row.details["born"]) if row.details.get("born") else None


def where_words(file: str, number: int | None) -> str:
    """episodes.csv, line 12."""
    return f"{file}, line {number:,}" if number else file


def said_words(says: Said) -> str:
    """What a version says: "from 3 March 2025, still holds; agency, long term"."""
    start = short_day(date.fromisoformat(says["start"]))
    when = start
    if vocabulary().fact_of(says["token"]).is_span:
        when = f"from {start} to {_day(says['end'])}" if says.get("end") else f"from {start}, still holds"
    more = ", ".join(details(says.get("attributes", {})))
    return f"{when}; {more}" if more else when


def _differences(line: Line, local: Local) -> Iterator[Difference]:
    was, says = line.was, line.says
    if not was:
        return
    is_span = vocabulary().fact_of(says["token"]).is_span
    if was.get("token") != says.get("token"):
        yield Difference("Kind", token_name(was["token"], local), token_name(says["token"], local))
    if was.get("start") != says.get("start"):
        yield Difference("First day" if is_span else "Day", _day(was["start"]), _day(says["start"]))
    if was.get("end") != says.get("end"):
        yield Difference("End", _end(was), _end(says))
    before, after = was.get("attributes", {}), says.get("attributes", {})
    for name in vocabulary().attributes:
        if before.get(name) != after.get(name):
            yield Difference(
                question(name)[0], attribute_words(name, before.get(name)), attribute_words(name, after.get(name))
            )


def _end(says: Said) -> str:
    return _day(says["end"]) if says.get("end") else "Still holds"


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text))


def attribute_words(name: str, value: Any) -> str:
    """A detail of a fact in words."""
    if value in (None, "", []):
        return NOT_SAID
    match vocabulary().attributes[name].kind:
        case "bool":
            return "Yes" if value else "No"
        case "date":
            return _day(value)
        case "choice":
            return choice_name(name, value)
        case "choices":
            return ", ".join(choice_name(name, one) for one in value)
    return str(value)


def _detail(name: str, says: Said) -> str:
    value = says.get("value")
    if not value:
        return NOT_SAID
    if name == "born":
        return _day(value)
    return SEXES.get(str(value), str(value)) if name == "sex" else ethnicity_words(str(value))

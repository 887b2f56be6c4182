"""The pathways of a policy: ``pathways.yaml`` of a pack and of those it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .grammar import refuse, unknown
from .lineage import written_in
from .lines import Entry
from .meetings import Reading, entries_in, text_in
from .pathway_steps import TAKES, Choice, Pathway, Step
from .register import clauses_of
from .vocabulary import vocabulary

FILE = "pathways.yaml"
_STEP = {"id", "ask", "takes", "by", "after", "way", "choices", "records", "repeats", "clause", "when", "judged"}


@cache
def pathways_of(pack: str) -> Mapping[str, Pathway]:
    """The pathways a pack has, its own in place of those it extends (a code, or the path of a council's own folder).

    Raises PackMistake with file, line and remedy.
    """
    found: dict[str, Pathway] = {}
    read = _PathwayReading(clauses_of(pack))
    for _, written in written_in(pack, FILE):
        unknown(written, {"pathways"})
        found.update({code: read.pathway(code, one) for code, one in entries_in(written, "pathways")})
    return found


@dataclass(frozen=True)
class _PathwayReading(Reading):
    """Reads the pathways of a policy's files, knowing its paragraphs."""

    def pathway(self, code: str, entry: Entry) -> Pathway:
        """One pathway. A step may lean only on steps that stand before it."""
        unknown(entry, {"name", "clause", "calls", "steps", "remember"})
        steps = self._each(entry, "steps", self._step)
        if not steps:
            refuse(entry, "this pathway has no steps.", "Write steps: and each below it, after a dash.")
        for place, step in enumerate(steps):
            _check_order(entry, step, steps[:place])
        return Pathway(
            code, text_in(entry, "name"), steps, self._words(entry, "calls", "when"),
            self._reason(entry) if entry.get("clause") else None,
            tuple(self._known(clause, entry) for clause in entry.get("remember") or ()),
        )  # fmt: skip

    def _step(self, entry: Entry) -> Step:
        unknown(entry, _STEP)
        takes = text_in(entry, "takes")
        if takes not in TAKES:
            refuse(entry, f"takes: '{takes}' is not one of {', '.join(TAKES)}.", "Use one of these.")
        if takes == "agree" and not entry.get("by"):
            refuse(entry, "nobody may agree this.", "Add by: and who agrees it.")
        choices = tuple(self._choices(entry))
        if bool(choices) != (takes == "choose"):
            refuse(entry, "choices belong to a step that takes: choose, and to no other.", "Add or remove them.")
        return Step(
            id=text_in(entry, "id"), ask=text_in(entry, "ask"), takes=takes, by=self._words(entry, "by", "who"),
            after=_several(entry, "after"), way=_ways(entry), choices=choices, records=_fact(entry),
            repeats=entry.get("repeats") is True, **self._asked(entry),
        )  # fmt: skip

    def _choices(self, entry: Entry) -> Iterator[Choice]:
        for code, one in entries_in(entry, "choices"):
            unknown(one, {"text", "clause"})
            yield Choice(str(code), text_in(one, "text"), self._reason(one) if one.get("clause") else None)


def _check_order(entry: Entry, step: Step, before: tuple[Step, ...]) -> None:
    known = {one.id: {choice.code for choice in one.choices} for one in before}
    if step.id in known:
        refuse(entry, f"'{step.id}' is the id of two steps.", "What was done is kept by id: give each its own.")
    for name in (*step.after, *(step.way or ())):
        if name not in known:
            refuse(entry, f"step '{step.id}' leans on '{name}', which does not stand before it.", "Correct the order.")
    for name, codes in (step.way or {}).items():
        for code in codes:
            if code not in known[name]:
                refuse(entry, f"step '{step.id}': '{code}' is no choice of '{name}'.", "Use one of its choices.")


def _several(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = entry.get(key) or []
    return tuple(str(one) for one in (given if isinstance(given, list) else [given]))


def _ways(entry: Entry) -> dict[str, tuple[str, ...]] | None:
    given = entry.get("way")
    if given is None:
        return None
    if not isinstance(given, Entry):
        refuse(entry, "'way' is not a list of steps with choices.", "Write way: {step: [choice, choice]}.")
    return {str(name): _several(given, name) for name in given}


def _fact(entry: Entry) -> str:
    fact = str(entry.get("records") or "")
    if fact and (fact not in vocabulary().tokens or vocabulary().fact_of(fact).is_span):
        refuse(entry, f"records: '{fact}' is no event of facts.yaml.", "Use one, with its code: document.minutes.")
    return fact

"""What a policy asks of permanence plans: ``plans.yaml`` of a pack and of those it extends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .days import CannotCount, span
from .grammar import refuse, unknown
from .lineage import written_in
from .lines import Entry, read_yaml
from .meeting_kinds import Only, Reason
from .meetings import ALLOCATED, Reading, entries_in, text_in, words_of
from .plan_options import OURS, Condition, Note, Option, Plans, Ratifying, Review, Rung, Telling, Way
from .register import clauses_of
from .vocabulary import vocabulary

FILE = "plans.yaml"
WITHIN = "10 working days"
"""For a step of a disagreement with no time at all: a proposal of ours, and shown as ours."""

_WAY = {"name", "route", "clause", "weigh", "needs", "when", "judged"}


@cache
def plans_of(pack: str) -> Plans:
    """What a pack asks of plans. A part it does not write is that of the pack it extends.

    ``pack`` is a code, or the path of a council's own folder. Raises PackMistake with file, line and remedy.
    """
    read = _Reading(clauses_of(pack))
    parts: dict[str, Any] = {}
    for _, written in written_in(pack, FILE):
        parts.update(read.parts(written))
    return Plans(pack, **parts)


@cache
def plan_words(table: str) -> Mapping[str, str]:
    """One table of plan-words.yaml (needs, said, before or of): each word with its meaning."""
    words: Mapping[str, str] = read_yaml(Path(__file__).with_name("plan-words.yaml"))[table]
    return words


def need_words(word: str) -> str:
    """What a word of a condition means, in whichever table it stands."""
    tables = (plan_words("needs"), plan_words("said"), words_of("when"))
    return next(table[word] for table in tables if word in table)


@dataclass(frozen=True)
class _Reading(Reading):
    """Reads a policy's files, knowing its paragraphs."""

    def parts(self, written: Entry) -> dict[str, Any]:
        """The parts that the file writes, each by its name in ``Plans``."""
        readers: dict[str, Callable[[Entry], Any]] = {
            "options": self._options, "only_these": lambda _: self._reason(written["only_these"]),
            "leads": lambda _: self._reason(written["leads"]),
            "stands_by": lambda _: self._reason(written["stands_by"]),
            "tell": lambda at: self._each(at, "tell", self._telling),
            "review": lambda _: self._review(written["review"]),
            "court": lambda _: self._ours(written["court"])["because"],
            "ratify": lambda at: self._each(at, "ratify", self._ratifying),
            "notes": lambda at: self._each(at, "notes", self._note), "ladders": self._ladders,
        }  # fmt: skip
        unknown(written, set(readers))
        return {part: None if written[part] is None else readers[part](written) for part in written}

    # --- options ------------------------------------------------------------------------------------------------

    def _options(self, written: Entry) -> dict[str, Option]:
        known, options = vocabulary().attributes["primary"].choices, entries_in(written, "options")
        for code, _ in options:
            if code not in known:
                refuse(written["options"], f"'{code}' is no plan of facts.yaml.", f"Use one of {', '.join(known)}.")
        return {code: self._option(code, entry) for code, entry in options}

    def _option(self, code: str, entry: Entry) -> Option:
        unknown(entry, {*_WAY, "variants"})
        variants = tuple(self._variant(id, one) for id, one in entries_in(entry, "variants"))
        return Option(**self._way(code, entry), variants=variants)

    def _variant(self, id: str, entry: Entry) -> Way:
        unknown(entry, _WAY)
        return Way(**self._way(id, entry))

    def _way(self, id: str, entry: Entry) -> dict[str, Any]:
        only = Only(self._words(entry, "when", "when"), str(entry.get("judged") or ""))
        return {
            "id": id, "name": text_in(entry, "name"), "route": str(entry.get("route") or ""),
            "because": self._reason(entry) if entry.get("clause") else None,
            "weigh": tuple(self._known(clause, entry) for clause in entry.get("weigh") or ()),
            "conditions": self._each(entry, "needs", self._condition), "only": only,
        }  # fmt: skip

    def _condition(self, entry: Entry) -> Condition:
        unknown(entry, {"so", "before", "clause", "when", "judged"})
        so = entry.get("so") or []
        needs = tuple(so) if isinstance(so, list) else (so,)
        known = {*plan_words("needs"), *plan_words("said"), *words_of("when")}
        if not needs or not set(needs) <= known:
            refuse(entry, f"so: {needs} are not words of plan-words.yaml or meeting-words.yaml, when.", "Use those.")
        return Condition(needs, _one_of(entry, "before"), **self._asked(entry))

    # --- who is told, who agrees, who disagrees -----------------------------------------------------------------

    def _telling(self, entry: Entry) -> Telling:
        unknown(entry, {"of", "who", "by", "clause", "when", "judged"})
        of = _one_of(entry, "of")
        return Telling(of, self._word(entry, "who", "who"), self._allocated(entry)[0], **self._asked(entry))

    def _review(self, entry: Entry) -> Review:
        unknown(entry, {"by", "clause"})
        return Review(self._allocated(entry), **self._ours(entry))

    def _allocated(self, entry: Entry) -> tuple[str, ...]:
        """Who does it, of those allocated to a child: it waits for them on their home page."""
        by = self._words(entry, "by", "who")
        if not by or not set(by) <= ALLOCATED:
            refuse(
                entry, "by: names nobody who is allocated to a child.", f"Use one of {', '.join(sorted(ALLOCATED))}."
            )
        return by

    def _ratifying(self, entry: Entry) -> Ratifying:
        unknown(entry, {"panel", "clause", "when", "judged"})
        if entry.get("panel") not in vocabulary().facts["panel"].codes:
            refuse(entry, f"'{entry.get('panel')}' is no panel of facts.yaml.", "Use one of its codes under panel.")
        return Ratifying(str(entry["panel"]), **self._asked(entry))

    def _note(self, entry: Entry) -> Note:
        unknown(entry, {"clause", "when", "judged"})
        return Note(**self._asked(entry))

    def _ladders(self, written: Entry) -> dict[str, Any]:
        ladders = written["ladders"]
        if not isinstance(ladders, Entry):
            refuse(written, "'ladders' is not a list of names.", "Write worker: and child:, each with its steps.")
        unknown(ladders, {"worker", "child"})
        return {whose: self._each(ladders, whose, self._rung) for whose in ("worker", "child")}

    def _rung(self, entry: Entry) -> Rung:
        unknown(entry, {"who", "do", "within", "ours", "clause"})
        within = str(entry.get("within") or entry.get("ours") or WITHIN)
        try:
            span(within)
        except CannotCount as wrong:
            refuse(entry, f"within: {wrong}.", "Write it as 5 working days.")
        who, do = self._word(entry, "who", "who"), text_in(entry, "do")
        return Rung(who, do, within, "within" not in entry, **self._ours(entry))

    def _ours(self, entry: Entry) -> dict[str, Any]:
        """Why: its paragraph, or that it is a proposal of ours."""
        because: Reason = self._reason(entry) if entry.get("clause") else OURS
        return {"because": because, "only": Only()}


def _one_of(entry: Entry, key: str) -> str:
    if entry.get(key) not in plan_words(key):
        refuse(entry, f"{key}: '{entry.get(key)}' is not a word of plan-words.yaml, {key}.",
               f"Use one of {', '.join(plan_words(key))}.")  # fmt: skip
    return str(entry[key])

"""What each kind of meeting, and each paper, asks for: ``meetings.yaml`` of a pack and of those it extends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from .grammar import refuse, unknown, whole
from .lineage import written_in
from .lines import Entry, read_yaml
from .meeting_kinds import (
    Approval,
    Heading,
    Held,
    Hint,
    MeetingKind,
    Meetings,
    Needed,
    Only,
    PaperDue,
    PaperKind,
    Prompt,
    Reason,
    SentTo,
    Someone,
)
from .register import Clause, clauses_of
from .vocabulary import vocabulary

T = TypeVar("T")
FILE = "meetings.yaml"
STRENGTHS = ("must", "should", "may", "info")
"""The strongest first."""
ALLOCATED = frozenset({
    "social_worker", "second_worker", "supervising_social_worker", "reviewing_officer", "family_finder",
    "personal_adviser",
})  # fmt: skip
"""The words of meeting-words.yaml, who, for those allocated to a child: the roles of an allocation have these names."""


@cache
def meetings_of(pack: str) -> Meetings:
    """The kinds a pack has, its own in place of those it extends (a code, or the path of a council's own folder).

    Raises PackMistake with file, line and remedy.
    """
    read = Reading(clauses_of(pack))
    kinds: dict[str, MeetingKind] = {}
    papers: dict[str, PaperKind] = {}
    for _, written in written_in(pack, FILE):
        unknown(written, {"meetings", "papers"})
        kinds.update({code: read.kind(code, one) for code, one in entries_in(written, "meetings")})
        papers.update({code: read.paper(code, one) for code, one in entries_in(written, "papers")})
    return Meetings(kinds, papers)


@cache
def words_of(table: str) -> Mapping[str, str]:
    """One table of meeting-words.yaml (who, when, needs, send, steps or hints): each word with its meaning."""
    words: Mapping[str, str] = read_yaml(Path(__file__).with_name("meeting-words.yaml"))[table]
    return words


def entries_in(written: Entry, key: str) -> list[tuple[str, Entry]]:
    """What stands under a key of a file: each name with its entry. Raises PackMistake where it is no such list."""
    found = written.get(key) or Entry()
    if not isinstance(found, Entry) or not all(isinstance(one, Entry) for one in found.values()):
        refuse(written, f"'{key}' is not a list of names.", f"Write {key}: and below it each name with what it asks.")
    return list(found.items())


@dataclass(frozen=True)
class Reading:
    """Reads the entries of a policy's files, knowing its paragraphs. Plans and panels are read by it too."""

    clauses: Mapping[str, Clause]

    def kind(self, code: str, entry: Entry) -> MeetingKind:
        """One kind of meeting."""
        unknown(entry, {"name", "chair", "people", "sections", "papers", "gates", "approve", "minutes_by", "send",
                        "tell", "remember", "held"})  # fmt: skip
        if code not in vocabulary().facts["meeting"].codes:
            refuse(entry, f"'{code}' is no meeting of facts.yaml.", "Use one of its codes under meeting.")
        return MeetingKind(
            code, text_in(entry, "name"),
            chair=self._each(entry, "chair", self._someone), people=self._each(entry, "people", self._someone),
            sections=self._sections(entry), papers=self._each(entry, "papers", self._paper_due),
            gates=self._each(entry, "gates", self._gate), approve=self._each(entry, "approve", self._approval),
            minutes_by=self._someone(entry["minutes_by"]) if entry.get("minutes_by") else None,
            send=self._each(entry, "send", self._sent), tell=self._each(entry, "tell", self._sent),
            remember=self._remember(entry), held=self._held(entry["held"]) if entry.get("held") else None,
        )  # fmt: skip

    def paper(self, code: str, entry: Entry) -> PaperKind:
        """One kind of paper."""
        unknown(entry, {"name", "by", "clause", "sections", "remember", "hints"})
        because = self._reason(entry) if entry.get("clause") else None
        notes = tuple(self._known(clause, entry) for clause in entry.get("remember") or ())
        by = self._words(entry, "by", "who")
        sections = self._sections(entry) or _as_a_whole(because)
        hints = self._each(entry, "hints", self._hint)
        return PaperKind(code, text_in(entry, "name"), by, because, notes, hints, sections=sections)

    def _hint(self, entry: Entry) -> Hint:
        unknown(entry, {"hint", "clause", "most", "plain"})
        hint, plain = self._word(entry, "hint", "hints"), tuple(map(str, entry.get("plain") or ()))
        return Hint(hint, self._reason(entry), whole(entry, "most", 0, 10, 2_000), plain)

    def _each(self, entry: Entry, key: str, read: Callable[[Entry], T]) -> tuple[T, ...]:
        given = entry.get(key) or []
        if not isinstance(given, list) or not all(isinstance(one, Entry) for one in given):
            refuse(entry, f"'{key}' is not a list.", f"Write {key}: and each below it, after a dash.")
        return tuple(read(one) for one in given)

    def _someone(self, entry: Entry) -> Someone:
        unknown(entry, {"who", "any_of", "post", "clause", "when", "judged"})
        who = self._words(entry, "any_of", "who") or self._words(entry, "who", "who")
        post = str(entry.get("post") or "")
        if bool(who) == bool(post):
            refuse(entry, "this names nobody, or somebody twice.", "Write who:, any_of: or post:, one of them.")
        return Someone(who, post, **self._asked(entry))

    def _sections(self, entry: Entry) -> tuple[Heading, ...]:
        sections = self._each(entry, "sections", self._section)
        _once([*(section.id for section in sections), *(one.id for section in sections for one in section.prompts)],
              entry)  # fmt: skip
        return sections

    def _section(self, entry: Entry) -> Heading:
        unknown(entry, {"id", "title", "clause", "prompts"})
        because = self._reason(entry) if entry.get("clause") else None
        return Heading(
            text_in(entry, "id"), text_in(entry, "title"), self._each(entry, "prompts", self._prompt), because
        )

    def _prompt(self, entry: Entry) -> Prompt:
        unknown(entry, {"id", "ask", "clause", "when", "judged", "facts"})
        return Prompt(text_in(entry, "id"), text_in(entry, "ask"), facts=_facts(entry), **self._asked(entry))

    def _paper_due(self, entry: Entry) -> PaperDue:
        unknown(entry, {"paper", "by", "to", "clause", "when", "judged"})
        return PaperDue(
            text_in(entry, "paper"), text_in(entry, "by"), str(entry.get("to") or ""), **self._asked(entry)
        )  # fmt: skip

    def _gate(self, entry: Entry) -> Needed:
        unknown(entry, {"needs", "clause", "when", "judged"})
        return Needed(self._word(entry, "needs", "needs"), **self._asked(entry))

    def _sent(self, entry: Entry) -> SentTo:
        unknown(entry, {"to", "who", "any_of", "post", "clause", "when", "judged"})
        to = self._word(entry, "to", "send") if "to" in entry else ""
        return SentTo(to, None if to else self._someone(entry), **self._asked(entry))

    def _approval(self, entry: Entry) -> Approval:
        unknown(entry, {"by", "clause", "when"})
        return Approval(by=self._words(entry, "by", "who"), **self._asked(entry))

    def _held(self, entry: Entry) -> Held:
        unknown(entry, {"every", "clause"})
        if entry.get("every") not in ("week", "month"):
            refuse(entry, f"every: '{entry.get('every')}' is not week or month.", "Write every: week, or every: month.")
        return Held(entry["every"], self._reason(entry))

    def _remember(self, entry: Entry) -> dict[str, tuple[str, ...]]:
        given = entry.get("remember") or Entry()
        unknown(given, set(words_of("steps")))
        return {step: tuple(self._known(clause, given) for clause in clauses) for step, clauses in given.items()}

    # --- words and paragraphs -----------------------------------------------------------------------------------

    def _asked(self, entry: Entry) -> dict[str, Any]:
        """Why and when: what every entry has."""
        only = Only(self._words(entry, "when", "when"), str(entry.get("judged") or ""))
        return {"because": self._reason(entry), "only": only}

    def _words(self, entry: Entry, key: str, table: str) -> tuple[str, ...]:
        given = entry.get(key) or []
        words = tuple(given) if isinstance(given, list) else (given,)
        for word in words:
            if word not in words_of(table):
                refuse(entry, f"{key}: '{word}' is not a word of meeting-words.yaml, {table}.", "Use one of its words.")
        return words

    def _word(self, entry: Entry, key: str, table: str) -> str:
        words = self._words(entry, key, table)
        if len(words) != 1:
            refuse(
                entry, f"this needs one word for '{key}'.", f"Write {key}: and a word of meeting-words.yaml, {table}."
            )
        return words[0]

    def _reason(self, entry: Entry) -> Reason:
        given = entry.get("clause")
        if not given:
            refuse(entry, "this names no paragraph.", "Add clause: and the paragraph that asks for it.")
        clauses = tuple(self._known(one, entry) for one in (given if isinstance(given, list) else [given]))
        strengths = [self.clauses[clause].strength for clause in clauses]
        return Reason(clauses, min(strengths, key=_rank))

    def _known(self, clause: Any, entry: Entry) -> str:
        if clause not in self.clauses:
            refuse(entry, f"'{clause}' is no paragraph of this policy.", "Correct it, or write it in clauses.yaml.")
        return str(clause)


def _as_a_whole(because: Reason | None) -> tuple[Heading, ...]:
    """The one section of a paper whose parts the policy does not name."""
    if because is None:
        return ()
    return (Heading("text", "What it says", (Prompt("text", "What does it say?", because=because),)),)


def _rank(strength: str) -> int:
    return STRENGTHS.index(strength) if strength in STRENGTHS else len(STRENGTHS)


def text_in(entry: Entry, key: str) -> str:
    """The words under a key. Raises PackMistake where there are none."""
    if not isinstance(entry.get(key), str) or not entry[key].strip():
        refuse(entry, f"this has no '{key}'.", f"Add {key}: and words.")
    return str(entry[key])


def _facts(entry: Entry) -> tuple[str, ...]:
    """The facts shown beside a prompt."""
    facts = tuple(entry.get("facts") or ())
    for fact in facts:
        if fact not in vocabulary().facts:
            refuse(entry, f"facts: '{fact}' is no fact of facts.yaml.", "Use the name of one, without a code.")
    return facts


def _once(ids: list[str], entry: Entry) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        refuse(entry, f"'{twice[0]}' is the id of two things.", "Answers are kept by id: give each its own.")

"""The panels of a policy: ``panels.yaml`` of a pack and of those it extends, checked as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .days import CannotCount, span
from .grammar import refuse, unknown
from .lineage import written_in
from .lines import Entry, read_yaml
from .meetings import Reading, entries_in, text_in
from .pack import Setting, read_pack
from .panel_kinds import Condition, Following, Matter, PanelKind, PanelPaper, Panels, Referral, Sits, Watched
from .register import clauses_of
from .sittings import WEEKDAYS
from .vocabulary import vocabulary

FILE = "panels.yaml"
LONG_TERM = "long_term"
"""The meaning of a decision that changes the home itself, not only what is known of it."""
_KEYS = {"name", "fact", "clause", "matters", "sits", "at", "minutes_each", "places", "quorum", "referral", "papers",
         "members", "decide", "needs", "tell", "follow", "watch", "remember"}  # fmt: skip


@cache
def panels_of(pack: str) -> Panels:
    """The panels a pack has, its own in place of those it extends (a code, or the path of a council's own folder).

    Raises PackMistake with file, line and remedy.
    """
    read = _PanelReading(clauses_of(pack), read_pack(pack).settings)
    panels: dict[str, PanelKind] = {}
    for _, written in written_in(pack, FILE):
        unknown(written, {"panels"})
        panels.update({code: read.panel(code, one) for code, one in entries_in(written, "panels")})
    return panels


@cache
def panel_words(table: str) -> dict[str, str]:
    """One table of panel-words.yaml (matters, needs, watches, sits or holiday): each word with its meaning."""
    words: dict[str, str] = read_yaml(Path(__file__).with_name("panel-words.yaml"))[table]
    return words


@dataclass(frozen=True)
class _PanelReading(Reading):
    """Reads the panels of a policy's files, knowing its paragraphs and settings."""

    settings: Mapping[str, Setting]

    def panel(self, code: str, entry: Entry) -> PanelKind:
        """One panel."""
        unknown(entry, _KEYS)
        return PanelKind(
            code=code, name=text_in(entry, "name"), fact=self._fact(entry, code),
            because=self._reason(entry) if entry.get("clause") else None,
            matters=self._each(entry, "matters", self._matter), sits=self._sits(entry.get("sits")),
            referral=self._referral(entry.get("referral")), papers=self._each(entry, "papers", self._panel_paper),
            members=self._each(entry, "members", self._someone),
            decide=self._approval(entry["decide"]) if entry.get("decide") else None,
            needs=self._each(entry, "needs", self._condition), tell=self._each(entry, "tell", self._sent),
            follow=self._each(entry, "follow", self._following), watch=self._each(entry, "watch", self._watched),
            remember=tuple(self._known(clause, entry) for clause in entry.get("remember") or ()),
            settings=self.settings, **_start(entry),
        )  # fmt: skip

    def _fact(self, entry: Entry, code: str) -> str:
        fact = str(entry.get("fact") or f"panel.{code}")
        if fact not in vocabulary().tokens or not vocabulary().fact_of(fact).planned:
            refuse(entry, f"'{fact}' is no panel or decision of facts.yaml.", "Use one of its panels, or set fact:.")
        return fact

    def _matter(self, entry: Entry) -> Matter:
        unknown(entry, {"matter", "means", "clause", "when", "judged"})
        means = tuple(entry.get("means") or ())
        for one in means:
            if one != LONG_TERM and one not in vocabulary().tokens:
                refuse(entry, f"means: '{one}' is no fact of facts.yaml.", "Use match.adoptive, say, or long_term.")
        return Matter(self._one_of(entry, "matter", "matters"), means, **self._asked(entry))

    def _sits(self, entry: Entry | None) -> Sits | None:
        if not entry:
            return None
        unknown(entry, {"every", "weekday", "holiday", "clause"})
        weekday = text_in(entry, "weekday")
        if self._set(weekday, entry) not in WEEKDAYS:
            refuse(entry, f"'{weekday}' is no weekday.", "Write one such as Friday, or a setting that holds one.")
        because = self._reason(entry) if entry.get("clause") else None
        return Sits(self._one_of(entry, "every", "sits"), weekday, self._one_of(entry, "holiday", "holiday"), because)

    def _referral(self, entry: Entry | None) -> Referral:
        if not entry:
            return Referral()
        unknown(entry, {"lead", "minutes", "paper", "from_meeting", "clause"})
        lead, minutes = (self._length(entry, key) for key in ("lead", "minutes"))
        because = self._reason(entry) if entry.get("clause") else None
        return Referral(lead, minutes, str(entry.get("paper") or ""), bool(entry.get("from_meeting")), because)

    def _panel_paper(self, entry: Entry) -> PanelPaper:
        unknown(entry, {"paper", "name", "by", "fact", "clause", "when", "judged"})
        fact = str(entry.get("fact") or "")
        if fact and fact not in vocabulary().tokens:
            refuse(entry, f"'{fact}' is no fact of facts.yaml.", "Correct it, or leave it out.")
        return PanelPaper(text_in(entry, "paper"), text_in(entry, "name"), self._word(entry, "by", "who"), fact,
                          **self._asked(entry))  # fmt: skip

    def _condition(self, entry: Entry) -> Condition:
        unknown(entry, {"needs", "matters", "clause", "when", "judged"})
        matters = tuple(self._one_of(Entry(matter=one), "matter", "matters") for one in entry.get("matters") or ())
        return Condition(self._one_of(entry, "needs", "needs"), matters, **self._asked(entry))

    def _following(self, entry: Entry) -> Following:
        unknown(entry, {"what", "by", "within", "matter", "clause", "when", "judged"})
        matter = self._one_of(entry, "matter", "matters")
        return Following(text_in(entry, "what"), self._word(entry, "by", "who"), self._length(entry, "within"), matter,
                         **self._asked(entry))  # fmt: skip

    def _watched(self, entry: Entry) -> Watched:
        unknown(entry, {"over", "clause", "when", "judged"})
        return Watched(self._one_of(entry, "over", "watches"), **self._asked(entry))

    # --- words and settings ----------------------------------------------------------------------------------------

    def _one_of(self, entry: Entry, key: str, table: str) -> str:
        word = str(entry.get(key) or "")
        if word not in panel_words(table):
            refuse(entry, f"{key}: '{word}' is not a word of panel-words.yaml, {table}.", "Use one of its words.")
        return word

    def _set(self, words: str, entry: Entry) -> Any:
        """The words themselves, or what the setting they name begins with."""
        if not words.startswith("$"):
            return words
        if words[1:] not in self.settings:
            refuse(entry, f"there is no setting '{words[1:]}'.", "Name one of pack.yaml.")
        return self.settings[words[1:]].on(None)

    def _length(self, entry: Entry, key: str) -> str:
        words = str(entry.get(key) or "")
        try:
            if words:
                span(self._set(words, entry))
        except CannotCount as wrong:
            refuse(entry, f"{key}: {wrong}.", "Write it as in 3 working days.")
        return words


def _start(entry: Entry) -> dict[str, Any]:
    """What a sitting begins with, as far as the pack says it."""
    numbers = {key: entry[key] for key in ("minutes_each", "places", "quorum") if key in entry}
    for key, number in numbers.items():
        if type(number) is not int or not 0 < number <= 120:
            refuse(entry, f"{key}: '{number}' is not a number that makes sense.", "Write a whole number above 0.")
    return {**numbers, **({"at": text_in(entry, "at")} if "at" in entry else {})}

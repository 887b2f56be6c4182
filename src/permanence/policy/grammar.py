"""Conditions and events as they are written in a pack, read into the shapes of ``rules.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NoReturn

from . import rules as r
from .days import MOST, CannotCount, Span, span
from .lines import Entry, PackMistake, perhaps
from .timeline import day_number
from .vocabulary import Attribute, vocabulary

_SIDES: tuple[Literal["start", "end"], ...] = ("start", "end")
_WORDS_OF_CONDITION = {"all", "any", "not", "since", "fact"}
_WRITTEN_AS = {
    "int": "Write it as 28.",
    "choice": "Use one of those words.",
    "choices": "Write none, or lists such as [[adoption]].",
}


@dataclass(frozen=True)
class Grammar:
    """Reads the words of one pack: its named conditions and the values of its settings."""

    conditions: Mapping[str, Any]
    settings: Mapping[str, Any]
    within: tuple[str, ...] = ()
    """The named conditions being read: one of them inside itself would have no end."""

    def condition(self, words: Any, at: Entry) -> r.Condition:
        """A condition: a name, a span fact, or a mapping with all, any, not, since or fact."""
        if isinstance(words, str):
            return self._named(words, at)
        if not isinstance(words, Entry) or len(_WORDS_OF_CONDITION & words.keys()) != 1:
            refuse(at, f"'{words}' is not a condition.", "Use a name, a fact, or one of all, any, not, since.")
        if "since" in words:
            return self._since(words)
        if "fact" in words:
            return self._spans(words)
        [(word, parts)] = words.items() if len(words) == 1 else [("", None)]
        if word == "not":
            return r.Outside(self.condition(parts, words))
        if not isinstance(parts, list) or not parts:
            refuse(words, f"'{', '.join(words)}' is not a condition.", "Write all: or any: and a list in brackets.")
        read = tuple(self.condition(part, words) for part in parts)
        return r.AllOf(read) if word == "all" else r.AnyOf(read)

    def _named(self, name: str, at: Entry) -> r.Condition:
        if name == "case_open":
            return r.CaseOpen()
        if name in self.within:
            refuse(at, f"the condition '{name}' is made of itself.", "Write it in other words.")
        if name in self.conditions:
            return replace(self, within=(*self.within, name)).condition(self.conditions[name], at)
        tokens = self._tokens(name, at, list(self.conditions))
        if not vocabulary().fact_of(tokens[0]).is_span:
            refuse(
                at, f"'{name}' is an event, not something that lasts.", "Use {since: ...} or a fact with from and to."
            )
        return r.Spans(tokens)

    def _spans(self, words: Entry) -> r.Condition:
        return r.Spans(self._tokens(words["fact"], words), self._details(words, {"fact"}))

    def _since(self, words: Entry) -> r.Condition:
        unknown(words, {"since", "nth", "after_review", "in"})
        within = self.condition(words.get("in", "in_care"), words)
        events = self.events(words["since"], words)
        return r.Since(events, within, whole(words, "nth", 1), whole(words, "after_review", 0))

    def events(self, words: Any, at: Entry, opening: bool = False) -> tuple[r.Event, ...]:
        """One event or a list of them. Only what opens a rule may be told from the rule's own reason (``start``)."""
        several = words if isinstance(words, list) else [words]
        found = tuple(event for one in several for event in self._event(one, at))
        if not found:
            refuse(at, "a list of events is empty.", "Name one, or leave the list out.")
        if not opening and any(isinstance(event, r.Start | r.LastBeforeOrFirstIn) for event in found):
            refuse(at, f"'{words}' can only open a rule.", "Write it in opens, or name a fact here.")
        return found

    def _event(self, words: Any, at: Entry) -> tuple[r.Event, ...]:
        if words == "start":
            return (r.Start(),)
        if words == "move":
            return (r.Move(),)
        if isinstance(words, str):
            return tuple(r.Happened(token) for token in self._tokens(words, at))
        if not isinstance(words, Entry):
            refuse(at, f"'{words}' is not an event.", "Use a fact, start, move, or a mapping as packs/README.md shows.")
        if "fact" in words:
            details = self._details(words, {"fact", "during"})
            during = self.condition(words["during"], words) if "during" in words else None
            return tuple(r.Happened(token, details, during) for token in self._tokens(words["fact"], words))
        return (self._made_event(words),)

    def _made_event(self, words: Entry) -> r.Event:
        if "move_to" in words:
            unknown(words, {"move_to", "from_another_kind"})
            return r.Move(self._home(words["move_to"], words), flag(words, "from_another_kind"))
        for side in _SIDES:
            if f"{side}_of" in words:
                unknown(words, {f"{side}_of"})
                of = words[f"{side}_of"]
                return r.Edge(self.condition(of, words), side, _label(of))
        if "overrun" in words:
            unknown(words, {"overrun", "of"})
            of = words.get("of")
            return r.Overrun(self.condition(of, words), self.span(words["overrun"], words), _label(of))
        for key in ("review", "reviews_from"):
            if key in words:
                unknown(words, {key})
                return r.ReviewHeld(whole(words, key, 1), onwards=key == "reviews_from")
        if "last_before_or_first_in" in words:
            unknown(words, {"last_before_or_first_in"})
            return r.LastBeforeOrFirstIn(self.events(words["last_before_or_first_in"], words)[0])
        refuse(words, f"'{', '.join(words)}' is not an event.", "See packs/README.md for the events there are.")

    def _home(self, name: Any, at: Entry) -> str:
        [token, *others] = self._tokens(name, at)
        if others or not token.startswith("placement."):
            refuse(at, f"'{name}' is not a kind of home.", "Write one, such as placement.foster.")
        return token

    def span(self, words: Any, at: Entry) -> Span:
        """A length of time, or a setting that holds one."""
        try:
            return span(self.value(words, at))
        except CannotCount as wrong:
            refuse(at, f"{wrong}.", "Write it as 4 weeks, 20 working days, 3 months or 10 days.")

    def value(self, words: Any, at: Entry) -> Any:
        """The words themselves, or the value of the setting that ``$name`` names."""
        if not isinstance(words, str) or not words.startswith("$"):
            return words
        if words[1:] not in self.settings:
            refuse(at, f"there is no setting '{words[1:]}'.", _nearest(words[1:], self.settings))
        return self.settings[words[1:]]

    def _tokens(self, name: Any, at: Entry, others: list[str] | None = None) -> tuple[str, ...]:
        if not isinstance(name, str):
            refuse(at, f"'{name}' is not a fact.", "Write one word, such as placement.foster.")
        words = vocabulary()
        if name in words.tokens:
            return (name,)
        if name in words.facts:
            return words.tokens_of(name)
        refuse(
            at,
            f"'{name}' is not a fact or a condition of this pack.",
            _nearest(name, [*words.tokens, *words.facts, *(others or [])]),
        )

    def _details(self, words: Entry, known: set[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        takes = vocabulary().fact_of(self._tokens(words["fact"], words)[0]).takes
        unknown(words, known | set(takes))
        return tuple((name, _numbers(name, words[name], words)) for name in takes if name in words)


def _numbers(name: str, wanted: Any, at: Entry) -> tuple[int, ...]:
    """The numbers in a timeline that these words of a rule want; 0 is "not said"."""
    attribute = vocabulary().attributes[name]
    if attribute.kind in ("text", "date"):
        refuse(at, f"a rule cannot ask about {name}.", "Leave it out.")
    if attribute.kind == "bool":
        if not isinstance(wanted, bool):
            refuse(at, f"{name}: '{wanted}' is neither yes nor no.", "Write yes or no.")
        return (1,) if wanted else (0, 2)
    several = wanted if isinstance(wanted, list) else [wanted]
    if not several:
        refuse(at, f"{name}: the list is empty.", "Name one, or leave it out.")
    try:
        return tuple(0 if one == "none" else detail_number(attribute, one) for one in several)
    except ValueError as wrong:
        refuse(at, f"{name}: {wrong}.", _WRITTEN_AS[attribute.kind])


def detail_number(attribute: Attribute, value: Any) -> int:
    """A detail of a fact as the number in a timeline. Raises ValueError, in words, on a value it cannot have."""
    if attribute.kind == "int" and not (type(value) is int and 0 < value <= MOST):
        raise ValueError(f"'{value}' is not a whole number from 1 to {MOST}")
    if attribute.kind == "choices":
        if not isinstance(value, list):
            raise ValueError(f"'{value}' is not a list of words from {', '.join(attribute.choices)}")
        if any(value.count(word) > 1 for word in value):
            raise ValueError(f"a word stands twice in '{', '.join(map(str, value))}'")
    return attribute.number(value)


def _label(words: Any) -> str:
    return words if isinstance(words, str) else str(words.get("fact", "reason"))


def whole(words: Entry, key: str, default: int, least: int = 1, most: int = 20) -> int:
    """The whole number under this key. Refuses any other value, and a number that makes no sense there."""
    value = words.get(key, default)
    if type(value) is not int or not (least <= value <= most or value == default):
        refuse(words, f"{key}: '{value}' is not a whole number from {least} to {most}.", "Write 2 for the second.")
    return value


def flag(words: Entry, key: str) -> bool:
    """Whether this key says yes; it says no where it is left out."""
    value = words.get(key, False)
    if not isinstance(value, bool):
        refuse(words, f"{key}: '{value}' is neither yes nor no.", "Write true, or leave it out.")
    return value


def mapping(words: Any, at: Entry, name: str, known: set[str] | None = None) -> Entry:
    """The mapping under this name, empty where there is none. Refuses any other value, and keys not in ``known``."""
    if words is not None and not isinstance(words, Entry):
        refuse(at, f"{name}: '{words}' is not a list of keys and values.", "Write key: value below it.")
    found = words or Entry()
    for key in found:
        if not isinstance(key, str):
            refuse(found, f"{name}: '{key}' is not a name.", "Write a word, or put it in quotation marks.")
    unknown(found, known if known is not None else set(found))
    return found


def text(words: Entry, key: str, default: str = "") -> str:
    """The words under this key, a number or a day as it is written. Refuses a list, keys and values, yes and no."""
    value = words.get(key, default)
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        wrong = f"{key}: '{value}' is not words."
        raise PackMistake(words.place_of(key), wrong, "Write words, in quotation marks where need be.")
    return str(value)


def within_reach(words: Entry, key: str, name: str = "") -> None:
    """Refuses a day under this key that no calendar of the product has: one outside 1970 to 2148."""
    if words.get(key) is None:
        return
    try:
        day_number(words[key])
    except ValueError as wrong:
        raise PackMistake(words.place_of(key), f"{name or key}: {wrong}.", "Check the year.") from wrong


def unknown(words: Entry, known: set[str]) -> None:
    """Refuses a mapping that has a key not in ``known``."""
    for key in words:
        if key not in known:
            refuse(words, f"'{key}' is not known here.", _nearest(str(key), known))


def refuse(at: Entry, wrong: str, remedy: str) -> NoReturn:
    """Raises PackMistake at this place."""
    raise PackMistake(at.place, wrong, remedy)


def _nearest(word: str, known: Any) -> str:
    words = sorted({str(one) for one in known})
    few = f"Use one of: {', '.join(words)}." if len(words) < 40 else "The facts there are stand in policy/facts.yaml."
    return perhaps(word, words) or few

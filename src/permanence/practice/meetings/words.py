"""Words of the pages about meetings: why something is asked for, and the authority's own names."""

from __future__ import annotations

import re

from permanence.policy.meeting_kinds import Only, Reason
from permanence.policy.meetings import words_of
from permanence.policy.terms import terms
from permanence.practice.children.words import choice_name

_STRENGTH = {"must": "must", "should": "should", "may": "may", "info": "for information"}


def reason_words(because: Reason, only: Only | None = None) -> str:
    """The paragraphs that ask for something and how strongly: "DG-117, must". What people judge is said with it."""
    judged = f" Asked where {only.judged}." if only and only.judged else ""
    return f"{', '.join(because.clauses)}, {_STRENGTH.get(because.strength, because.strength)}.{judged}"


def cited(because: Reason | None) -> str:
    """The paragraphs in brackets, " (PG-018, PG-160)"; nothing where no paragraph asks."""
    return f" ({', '.join(because.clauses)})" if because and because.clauses else ""


def local_sentence(text: str) -> str:
    """A sentence beginning with a capital letter."""
    return text[:1].upper() + text[1:]


def option_name(option: str) -> str:
    """An option of permanence in the words of the facts."""
    return choice_name("primary", option)


def who_is(word: str, pack: str) -> str:
    """A word of meeting-words.yaml for people in the document's own words: "the IRO"; else in plain ones."""
    neutral = words_of("terms").get(word, "")
    own = terms(pack).local(neutral) if neutral else ""
    return f"the {own}" if own != neutral else words_of("who")[word]


def own_words(text: str, pack: str) -> str:
    """A prompt of a policy with the people in it named as its document names them."""
    known = terms(pack)
    for neutral in words_of("terms").values():
        text = re.sub(rf"\b{neutral}\b", known.local(neutral).replace("\\", ""), text)
    return text

"""What a council calls things. Inside, the product speaks the neutral words; at the edge it speaks a council's own.

``terms.yaml`` of a pack holds its words; a pack that extends another has the words of that one too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .lineage import lineage
from .lines import Entry, PackMistake, perhaps, read_yaml

_LETTERS_SAID_WITH_A_VOWEL = "AEFHILMNORSX"
_KEYS = {"means", "words", "unexpanded"}


@dataclass(frozen=True)
class Terms:
    """The words of one pack.

    ``means`` has every neutral word and its meaning, ``words`` the local words for it, the one to show first.
    ``unexpanded`` has the labels a document does not spell out, with what they usually stand for, or None.
    """

    means: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    unexpanded: Mapping[str, str | None]

    def local(self, neutral: str) -> str:
        """The council's word, or the neutral one where it has none. Raises KeyError on a word that is not neutral."""
        if neutral not in self.means:
            raise KeyError(f"'{neutral}' is not a word of the glossary. {_nearest(neutral, self.means)}")
        return self.words.get(neutral, (neutral,))[0]

    def one(self, neutral: str) -> str:
        """The council's word with "a" or "an" before it: "an IRO", "a CRO"."""
        word = self.local(neutral)
        return f"{'an' if _starts_with_a_vowel(word) else 'a'} {word}"


def _starts_with_a_vowel(word: str) -> bool:
    first = word.split()[0]
    if first.isupper():
        return first[0] in _LETTERS_SAID_WITH_A_VOWEL
    return first[0].lower() in "aeiou"


@cache
def terms(pack: str) -> Terms:
    """The words of a pack (AM, DG, SP, PG, PP, ENGLAND, or the path of a council's own).

    Raises PackMistake where there is no such pack, or it names a neutral word there is not.
    """
    files = [place / "terms.yaml" for place in reversed(lineage(pack))]
    read = [_read(file) for file in files if file.exists()]
    means: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    unexpanded: dict[str, str | None] = {}
    for entry in read:
        means.update(entry.get("means") or {})
        unexpanded.update(entry.get("unexpanded") or {})
        words.update(_words(entry.get("words") or Entry(), means))
    return Terms(means, words, unexpanded)


def _read(file: Path) -> Entry:
    entry = read_yaml(file)
    if not isinstance(entry, Entry) or entry.keys() - _KEYS:
        raise PackMistake(
            f"{file.parent.name}/{file.name}", "this is not a list of words.", "Write words: and below it each word."
        )
    return entry


def _words(given: Entry, means: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    for neutral, local in given.items():
        if neutral not in means:
            raise PackMistake(given.place, f"'{neutral}' is not a neutral word.", _nearest(neutral, means))
        if not isinstance(local, list) or not local or not all(isinstance(word, str) for word in local):
            raise PackMistake(given.place, f"'{neutral}' needs a list of words.", "Write it as [first, second].")
    return {neutral: tuple(local) for neutral, local in given.items()}


def _nearest(word: str, known: Mapping[str, str]) -> str:
    return perhaps(word, known) or "See GLOSSARY.md for the words there are."

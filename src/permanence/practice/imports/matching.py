"""Finds, for each fact a file states about a child, the recorded fact that is the same one.

The same fact is the same token on the same day. Beyond that, a version that someone corrected still stands for what
replaced it, so that a file with the old day is not read as a second fact; and of what holds one at a time, a span that
begins nearby and overlaps is the same span with its first day put right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from permanence.practice.children.checks import ONE_AT_A_TIME
from permanence.practice.children.models import Fact

NEAR = 31
"""Days: how far apart two days may be and still be one day, put right. The readers use the same number."""

UNDONE = "The import was undone"
"""Why a fact was withdrawn, where an import was undone. Such a fact may come again."""

Pair = tuple[Fact, Fact | None]


def pairs(stated: Sequence[Fact], versions: Sequence[Fact]) -> list[Pair]:
    """Each stated fact with the recorded one it is, or None where it is new.

    ``versions`` are all the child's recorded facts, those replaced and withdrawn too. A stated fact may be paired with
    a withdrawn one: someone said that it never was.
    """
    matching = _Matching(versions)
    left = list(stated)
    for candidates in (matching.alike, matching.same_key, matching.earlier_version, matching.near):
        left = matching.take(left, candidates)
    return [*matching.found, *((fact, None) for fact in left)]


class _Matching:
    """The recorded facts not yet paired, and the pairs found so far."""

    def __init__(self, versions: Sequence[Fact]) -> None:
        self.found: list[Pair] = []
        known = {version.pk: version for version in versions}
        heads = [one for one in versions if one.replaced_by_id is None and one.why != UNDONE]
        self._free = {head.pk: head for head in heads}
        self._by_key: dict[tuple, list[Fact]] = defaultdict(list)
        self._by_fact: dict[str, list[Fact]] = defaultdict(list)
        self._once: dict[tuple, list[Fact]] = defaultdict(list)
        for head in heads:
            if head.withdrawn_at is None:
                self._by_key[_key(head)].append(head)
                self._by_fact[head.fact].append(head)
        for version in versions:
            head = _head(version, known)
            if version is not head or head.withdrawn_at is not None:
                self._once[_key(version)].append(head)

    def take(self, stated: Iterable[Fact], candidates: Callable[[Fact], Iterable[Fact]]) -> list[Fact]:
        """Pairs what can be paired, and gives back the rest."""
        left = []
        for fact in stated:
            match = next((one for one in candidates(fact) if one.pk in self._free), None)
            if match is None:
                left.append(fact)
            else:
                del self._free[match.pk]
                self.found.append((fact, match))
        return left

    def alike(self, fact: Fact) -> Iterator[Fact]:
        """Those of the same key that say the same."""
        return (one for one in self._by_key.get(_key(fact), ()) if says_the_same(fact, one))

    def same_key(self, fact: Fact) -> Sequence[Fact]:
        """Those of the same token and day."""
        return self._by_key.get(_key(fact), ())

    def earlier_version(self, fact: Fact) -> Sequence[Fact]:
        """Those that once had this token and day, and were corrected or withdrawn."""
        return self._once.get(_key(fact), ())

    def near(self, fact: Fact) -> Iterator[Fact]:
        """Those that are this fact with its day put right."""
        around = (one for one in self._by_fact.get(fact.fact, ()) if abs((one.start - fact.start).days) <= NEAR)
        return (one for one in around if _same_span(fact, one) or _now_stated(fact, one))


def says_the_same(fact: Fact, recorded: Fact) -> bool:
    """Whether everything the file says is recorded already. What it leaves unsaid may be recorded besides."""
    details = recorded.attributes
    return (
        fact.token == recorded.token
        and fact.start == recorded.start
        and (fact.end is None or fact.end == recorded.end)
        and all(details.get(name) == value for name, value in fact.attributes.items())
    )


def _key(fact: Fact) -> tuple:
    return fact.token, fact.start


def _head(version: Fact, known: dict[int, Fact]) -> Fact:
    while version.replaced_by_id is not None:
        version = known[version.replaced_by_id]
    return version


def _same_span(fact: Fact, recorded: Fact) -> bool:
    if fact.fact not in ONE_AT_A_TIME or (fact.code == "temporary") != (recorded.code == "temporary"):
        return False
    ends_after = recorded.end is None or recorded.end > fact.start
    return ends_after and (fact.end is None or fact.end > recorded.start)


def _now_stated(fact: Fact, recorded: Fact) -> bool:
    """Whether a file now states what an earlier one only implied. Of a placement only a detail is ever implied."""
    return bool(fact.token == recorded.token and recorded.basis and not fact.basis and fact.fact != "placement")

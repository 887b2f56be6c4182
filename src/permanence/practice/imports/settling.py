"""Which lines can be followed together: what would stand must be possible, as if a person had recorded it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from permanence.practice.children.attributes import clean_attributes
from permanence.practice.children.checks import refuse_the_impossible
from permanence.practice.children.models import Child, Fact
from permanence.practice.imports.lines import SET_ASIDE, Line
from permanence.practice.refusals import Refusal


def settled(child: Child, lines: Sequence[Line], standing: Iterable[Fact]) -> tuple[list[Line], list[Line]]:
    """The lines that can be followed, and those that cannot, each with the reason; in order of day.

    ``standing`` are the facts that stand now. Where two lines exclude each other, the earlier one is followed.
    """
    standing = list(standing)
    followed, refused = list(lines), list[Line]()
    while True:
        wrong = _refused(child, followed, standing)
        if not wrong:
            return followed, refused
        refused += [replace(followed[place], kind=SET_ASIDE, why=why) for place, why in wrong.items()]
        followed = [line for place, line in enumerate(followed) if place not in wrong]


def _refused(child: Child, lines: Sequence[Line], standing: Sequence[Fact]) -> dict[int, str]:
    """Why lines cannot be followed, by their place."""
    instead = {line.instead for line in lines}
    beside = defaultdict(list)
    for fact in standing:
        if fact.pk not in instead and fact.is_span:
            beside[fact.fact].append(fact)
    wrong = {}
    for place, line in enumerate(lines):
        if line.withdraws:
            continue
        fact = line.version
        try:
            clean_attributes(fact.token, fact.attributes)
            refuse_the_impossible(child, fact, beside[fact.fact])
        except Refusal as refusal:
            wrong[place] = refusal.wording
        else:
            if fact.is_span:
                beside[fact.fact].append(fact)
    return wrong

"""``permanence compare PACK PACK``: rule by rule, child by child, and how many meetings a month each asks for."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from permanence.policy.compare import Change, RulePair, compare_children, compare_rules, meetings_a_month
from permanence.policy.explain import duty_name
from permanence.policy.pack import Pack, read_pack
from permanence.policy.timeline import Timeline

from . import DONE
from .council import calendar_of, read_council
from .sample import made_up

_SAMPLE_DAY = date(2026, 3, 31)


def run(given: argparse.Namespace) -> int:
    """Prints the three comparisons."""
    first, second = read_pack(given.first), read_pack(given.second)
    calendar, (children, as_at, who) = calendar_of(given), _children(given)
    print(f"{first.code}: {first.name}\n{second.code}: {second.name}\n")
    _rules(first, second, compare_rules(first, second))
    _changes(first, second, compare_children(first, second, children, as_at, calendar), who, given.children)
    _meetings(first, second, *(meetings_a_month(pack, children, as_at, calendar=calendar) for pack in (first, second)))
    return DONE


def _children(given: argparse.Namespace) -> tuple[Timeline, date, str]:
    if given.ssda903 or given.facts:
        council = read_council(given)
        return council.timeline, council.as_at, f"your {len(council.timeline.ids)} children as at {council.as_at}"
    with tempfile.TemporaryDirectory() as folder:
        given.as_at = given.as_at or _SAMPLE_DAY
        made_up(Path(folder), 300, 1, given.as_at)
        given.ssda903, given.facts = [Path(folder)], Path(folder) / "facts.csv"
        council = read_council(given)
    return council.timeline, council.as_at, f"{len(council.timeline.ids)} made-up children as at {council.as_at}"


def _rules(first: Pack, second: Pack, pairs: list[RulePair]) -> None:
    print("RULE BY RULE\n")
    for pair in pairs:
        if pair.differs:
            _pair(first, second, pair)
    same = [duty_name(pair.duty) for pair in pairs if not pair.differs]
    print(f"The same in both: {', '.join(same) if same else 'nothing'}\n")


def _pair(first: Pack, second: Pack, pair: RulePair) -> None:
    """Only what differs; of what is alike, how much there is."""
    print(duty_name(pair.duty).capitalize())
    nothing = [("-", "nothing else" if pair.alike else "not asked for", "")]
    for pack, lines in zip((first, second), pair.apart, strict=True):
        for clause, limit, opening in lines or nothing:
            print(f"  {pack.code:10} {clause:18} {limit:40} {opening}".rstrip())
    if pair.alike:
        print(f"  Alike in both: {pair.alike} more rule{'s' if pair.alike > 1 else ''}")
    print()


def _changes(first: Pack, second: Pack, changes: list[Change], who: str, each: bool) -> None:
    print(f"CHILD BY CHILD, {who}: if {second.code} replaced {first.code}\n")
    kinds = {
        kind: Counter(change.duty for change in changes if change.kind == kind) for kind in ("gains", "loses", "moves")
    }
    duties = sorted({change.duty for change in changes})
    print(f"  {'':44}{'gain it':>10}{'lose it':>10}{'other day':>12}")
    for duty in duties:
        print(
            f"  {duty_name(duty)[:43]:44}{kinds['gains'][duty]:>10}{kinds['loses'][duty]:>10}{kinds['moves'][duty]:>12}"
        )
    print(f"  {len({change.child for change in changes})} children are affected\n")
    for change in changes if each else ():
        days = f"{change.first or '-'} -> {change.second or '-'}"
        print(f"  {change.child}  {change.kind}  {duty_name(change.duty)}  {days}")


def _meetings(first: Pack, second: Pack, a: Mapping[str, float], b: Mapping[str, float]) -> None:
    print("MEETINGS A MONTH over the next 12, if each is held when due and nothing else changes\n")
    both = {duty: (f"{a.get(duty, 0):.1f}", f"{b.get(duty, 0):.1f}") for duty in sorted(a.keys() | b.keys())}
    alike = [duty_name(duty) for duty, (was, now) in both.items() if was == now]
    print(f"  {'':44}{first.code:>10}{second.code:>10}")
    for duty, (was, now) in both.items():
        if was != now:
            print(f"  {duty_name(duty)[:43]:44}{was:>10}{now:>10}")
    print(f"  {'all':44}{sum(a.values()):>10.1f}{sum(b.values()):>10.1f}")
    print(f"\nAs many in both: {', '.join(alike) if alike else 'none'}")

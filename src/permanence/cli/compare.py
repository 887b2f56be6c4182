"""``permanence compare PACK PACK``: rule by rule, child by child, and how many meetings a month each asks for."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from permanence.policy.compare import Change, RulePair, compare_children, compare_rules, meetings_a_month
from permanence.policy.explain import duty_name
from permanence.policy.pack import Pack, read_pack
from permanence.policy.timeline import Timeline

from . import DONE
from .council import read_council

_SAMPLE_DAY = date(2026, 3, 31)


def run(given: argparse.Namespace) -> int:
    """Prints the three comparisons."""
    first, second = read_pack(given.first), read_pack(given.second)
    print(f"{first.code}: {first.name}\n{second.code}: {second.name}\n")
    _rules(first, second, compare_rules(first, second))
    children, as_at, who = _children(given)
    _changes(first, second, compare_children(first, second, children, as_at), who, given.children)
    _meetings(first, second, children, as_at)
    return DONE


def _children(given: argparse.Namespace) -> tuple[Timeline, date, str]:
    if given.ssda903 or given.facts:
        council = read_council(given)
        return council.timeline, council.as_at, f"your {len(council.timeline.ids)} children as at {council.as_at}"
    from permanence.returns.sample import write_sample

    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), 300, as_at=given.as_at or _SAMPLE_DAY)
        given.ssda903, given.facts, given.as_at = [Path(folder)], Path(folder) / "facts.csv", given.as_at or _SAMPLE_DAY
        council = read_council(given)
    return council.timeline, council.as_at, f"a made-up council of 300 as at {council.as_at}"


def _rules(first: Pack, second: Pack, pairs: list[RulePair]) -> None:
    print("RULE BY RULE\n")
    for pair in pairs:
        if not pair.differs:
            continue
        print(duty_name(pair.duty).capitalize())
        for pack, lines in ((first, pair.first), (second, pair.second)):
            for clause, limit, opening in lines or (("-", "not asked for", ""),):
                print(f"  {pack.code:10} {clause:18} {limit:40} {opening}".rstrip())
        print()
    same = [duty_name(pair.duty) for pair in pairs if not pair.differs]
    print(f"The same in both: {', '.join(same) if same else 'nothing'}\n")


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


def _meetings(first: Pack, second: Pack, children: Timeline, as_at: date) -> None:
    print("MEETINGS A MONTH over the next 12, if each is held when due and nothing else changes\n")
    a, b = (meetings_a_month(pack, children, as_at) for pack in (first, second))
    print(f"  {'':44}{first.code:>10}{second.code:>10}")
    for duty in sorted(a.keys() | b.keys()):
        print(f"  {duty_name(duty)[:43]:44}{a.get(duty, 0):>10.1f}{b.get(duty, 0):>10.1f}")
    print(f"  {'all':44}{sum(a.values()):>10.1f}{sum(b.values()):>10.1f}")

"""``permanence packs [PACK]``: the policies there are, and what one of them says."""

from __future__ import annotations

import argparse

from permanence.policy.pack import BUILT_IN, Pack, read_pack, value_words
from permanence.policy.terms import terms
from permanence.policy.wording import limit_in_words, opening_in_words

from . import DONE


def run(given: argparse.Namespace) -> int:
    """Prints the list of packs, or one pack's settings, words and rules."""
    if given.pack:
        _one(read_pack(given.pack), given.pack)
        return DONE
    for code in BUILT_IN:
        pack = read_pack(code)
        own = [rule for rule in pack.rules if not pack.extends or rule not in pack.extends.rules]
        print(f"{code:8} version {pack.version}  {len(own):3} rules  {len(pack.no_rows):3} notes  {pack.name}")
    return DONE


def _one(pack: Pack, name: str) -> None:
    print(f"{pack.code}: {pack.name}\nversion {pack.version}, fingerprint {pack.fingerprint}")
    source = pack.about.get("source") or {}
    if source:
        print("its document: " + ", ".join(f"{key.replace('_', ' ')} {said}" for key, said in source.items()))
    if pack.extends:
        print(f"stands on {', '.join(pack.chain[1:])}")
    print("\nSettings an authority may set")
    for setting in pack.settings.values():
        values = "; ".join(
            f"{value_words(value)}{f' from {since}' if since else ''}" for since, value in setting.values
        )
        print(f"  {setting.name:32} {values:20} {setting.clause}: {setting.means}")
    print("\nLocal words")
    for neutral, words in terms(name).words.items():
        print(f"  {neutral:36} {'; '.join(words)}")
    print("\nRules")
    for rule in pack.rules:
        duties = ", ".join(owed.duty for owed in rule.owed)
        print(f"  {rule.clause:18} {rule.strength:7} {duties:32} {limit_in_words(rule)} - {opening_in_words(rule)}")
    print("\nTimed paragraphs that give no row")
    for note in pack.no_rows:
        print(f"  {note.clause:18} {note.why}")

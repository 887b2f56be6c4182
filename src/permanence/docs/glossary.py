"""GLOSSARY.md: the field's words, what they mean, and what each of the five documents calls them."""

from __future__ import annotations

from permanence.docs.tables import table
from permanence.policy.register import DOCUMENTS
from permanence.policy.terms import terms
from permanence.policy.vocabulary import Fact, vocabulary

_HEAD = """\
# Glossary

Written by the program from `packs/*/terms.yaml` and `policy/facts.yaml`: change those, not this page.

Every council has its own words for the same things. The program thinks in one neutral word for each, and shows each
council its own. That is why the words are kept apart from the rules: a council can change what a thing is called
without changing what is owed to a child, and a rule can change without a word moving.

Six more words are the program's own. A **timeline** is the dated facts about a child. A **pack** is one policy
document, kept as data. A **rule** is one paragraph of it that makes something due. A **duty** is what a rule asks for
one child, by a day, because of a fact. **Days** is how days, weeks, months and working days are counted. An
**explanation** is a duty said as a sentence, with its paragraph."""

_LABELS = """\
## Labels no document spells out

What they usually stand for is our guess. Ask the council before you rely on it."""

_FACTS = """\
## Facts

What the program may know about a child. A pack may ask only about these, and a screen or an import may record only
these."""

_SPANS = "### Facts that last\n\nEach has a first day. The day it ends is the first day on which it no longer holds."
_DETAILS = "### Details a fact may carry"


def glossary_text() -> str:
    """The whole of GLOSSARY.md."""
    parts = [
        [_HEAD], ["## Words and local names"], _words(), [_LABELS], _labels(), [_FACTS],
        [_SPANS], _facts(lasting=True), [_events()], _facts(lasting=False), [_DETAILS], _details(),
    ]  # fmt: skip
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _words() -> list[str]:
    means = terms("ENGLAND").means
    return table(("Word", "What it means", "In the documents"), ((word, means[word], _local(word)) for word in means))


def _local(word: str) -> str:
    used = {pack: terms(pack).words.get(word, ()) for pack in DOCUMENTS}
    return "; ".join(f"**{pack}** {' or '.join(words)}" for pack, words in used.items() if words) or "-"


def _labels() -> list[str]:
    labels = [(label, pack, usual) for pack in DOCUMENTS for label, usual in terms(pack).unexpanded.items()]
    return table(
        ("Label", "Document", "What it usually stands for"),
        ((label, pack, usual or "-") for label, pack, usual in labels),
    )


def _facts(lasting: bool) -> list[str]:
    facts = [fact for fact in vocabulary().facts.values() if fact.is_span is lasting]
    return table(("Fact", "What it means", "Kinds", "Details"), map(_fact, facts))


def _events() -> str:
    ahead = ", ".join(f"`{fact.name}`" for fact in vocabulary().facts.values() if fact.planned)
    return f"### Facts of one day\n\nThese may be known before their day comes: {ahead}."


def _fact(fact: Fact) -> tuple[str, str, str, str]:
    kinds = ", ".join(f"`{code}`" for code in fact.codes) or "-"
    return (
        f"`{fact.name}`",
        _sentence(fact.means),
        kinds,
        ", ".join(f"`{name}`" for name in fact.takes) or "-",
    )


def _details() -> list[str]:
    details = vocabulary().attributes.values()
    return table(
        ("Detail", "What it means", "What may be written"),
        ((f"`{one.name}`", _sentence(one.means), _written(one.kind, one.choices)) for one in details),
    )


def _written(kind: str, choices: tuple[str, ...]) -> str:
    named = ", ".join(f"`{choice}`" for choice in choices)
    kinds = {"bool": "yes or no", "int": "a whole number", "text": "any words", "date": "a day"}
    return kinds.get(kind) or (f"one of {named}" if kind == "choice" else f"any of {named}")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."

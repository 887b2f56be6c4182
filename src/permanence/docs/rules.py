"""docs/rules.md: each paragraph with a time in it, the rule that keeps it, and the golden cases that show it."""

from __future__ import annotations

from pathlib import Path

from permanence.docs.tables import table
from permanence.policy.coverage import Coverage, coverage
from permanence.policy.lineage import pack_name
from permanence.policy.pack import BUILT_IN
from permanence.policy.register import NOT_YET, read_register

_HEAD = """\
# Rules: paragraph, rule, cases

Written by the program from the packs and from `tests/cases`: change those, not this page. Each paragraph of a policy
with a time in it is told in our words, with how it is read where it can be read two ways, the rule that keeps it, and
the cases that show the rule at work. The rule shows the values a council starts with; it may set its own."""


def rules_text(cases_folder: Path) -> str:
    """The whole of docs/rules.md, with the golden cases of this folder. Raises PackMistake where one cannot be read."""
    rows = coverage(read_register(BUILT_IN), cases=cases_folder)
    parts = [_pack(pack, [row for row in rows if row.clause.pack == pack]) for pack in BUILT_IN]
    return "\n\n".join([_HEAD, *parts]) + "\n"


def _pack(pack: str, rows: list[Coverage]) -> str:
    timed = [row for row in rows if row.clause.timed]
    others = [row for row in rows if not row.clause.timed]
    parts = [f"## {pack_name(pack)} ({pack})", *map(_paragraph, timed), *_others(others)]
    return "\n\n".join(parts)


def _paragraph(row: Coverage) -> str:
    clause = row.clause
    lines = [f"### {clause.id}", f"{clause.where} · {clause.strength}", clause.says]
    if clause.reading:
        lines.append(f"We read it so: {clause.reading}")
    lines += [f"No row: {clause.no_row}", _kept(row)] if clause.no_row else [f"Rule: {row.what}"]
    return "\n\n".join([*lines, *_cases(row)])


def _kept(row: Coverage) -> str:
    """What keeps a paragraph that owes nobody anything by a day."""
    return f"{'Not yet' if row.by == NOT_YET else f'Kept by {row.by}'}: {row.what}"


def _cases(row: Coverage) -> list[str]:
    if row.by != "rule" or row.clause.no_row:
        return []
    listed = "\n".join(f"- {name}" for name in row.owed_in) or "No case expects a row of it yet."
    absent = f"Cases that expect no row of it: {len(row.absent_in)}." if row.absent_in else ""
    return [listed, absent] if absent else [listed]


def _others(rows: list[Coverage]) -> list[str]:
    """The paragraphs with no time in them: those kept today in a table, the rest counted."""
    if not rows:
        return []
    kept = [(row.clause.id, row.clause.says, f"{row.by}: {row.what}") for row in rows if row.by != NOT_YET]
    told = f"There are {len(rows)}; {len(kept)} are kept today."
    listed = ["\n".join(table(("Paragraph", "What it asks", "Kept by"), kept))] if kept else []
    return ["### Paragraphs with no time in them", told, *listed]

"""Every write of an import. Keyword-only, ``by`` a person, one transaction, recorded."""

from permanence.practice.imports.actions.applying import apply
from permanence.practice.imports.actions.choosing import choose_for_all, choose_for_child
from permanence.practice.imports.actions.reading import keep_dry_run
from permanence.practice.imports.actions.staging import ask_for, bring_in, claim, fall_back, let_go, throw_away
from permanence.practice.imports.actions.undoing import undo

__all__ = [
    "apply",
    "ask_for",
    "bring_in",
    "choose_for_all",
    "choose_for_child",
    "claim",
    "fall_back",
    "keep_dry_run",
    "let_go",
    "throw_away",
    "undo",
]

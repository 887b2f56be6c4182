"""Every write of a pathway. Keyword-only, ``by`` a person, one transaction, recorded."""

from permanence.practice.pathways.actions.walking import begin_pathway, close_pathway, take_step

__all__ = ["begin_pathway", "close_pathway", "take_step"]

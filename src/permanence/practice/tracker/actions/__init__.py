"""Every write of what is owed: duty rows kept in step with the facts, agreements, and saved views."""

from permanence.practice.tracker.actions.agreements import agree, ask_agreement, end_agreement, refuse_agreement
from permanence.practice.tracker.actions.duties import bring_up_to_date, keep_up, rebuild, stale
from permanence.practice.tracker.actions.views import delete_view, save_view

__all__ = [
    "agree",
    "ask_agreement",
    "bring_up_to_date",
    "delete_view",
    "end_agreement",
    "keep_up",
    "rebuild",
    "refuse_agreement",
    "save_view",
    "stale",
]

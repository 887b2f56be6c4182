"""Every write of what is owed: duty rows kept in step with the facts, agreements, and saved views."""

from permanence.practice.tracker.actions.agreements import agree, ask_agreement, end_agreement, refuse_agreement
from permanence.practice.tracker.actions.duties import bring_up_to_date, duties_now, mend_duties, rebuild, stale
from permanence.practice.tracker.actions.views import delete_view, save_view

__all__ = [
    "agree",
    "ask_agreement",
    "bring_up_to_date",
    "delete_view",
    "duties_now",
    "end_agreement",
    "mend_duties",
    "rebuild",
    "refuse_agreement",
    "save_view",
    "stale",
]

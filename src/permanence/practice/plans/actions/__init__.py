"""Every write about plans, each one transaction with its entries."""

from permanence.practice.plans.actions.disagreeing import answer_step, raise_disagreement
from permanence.practice.plans.actions.for_child import write_for_child
from permanence.practice.plans.actions.marking import court_agreed, review_plan, say_so, take_back_mark, tell
from permanence.practice.plans.actions.settling import achieve_plan, settle_plan
from permanence.practice.plans.actions.tracks import write_track

__all__ = [
    "achieve_plan", "answer_step", "court_agreed", "raise_disagreement", "review_plan", "say_so", "settle_plan",
    "take_back_mark", "tell",
    "write_for_child", "write_track",
]  # fmt: skip

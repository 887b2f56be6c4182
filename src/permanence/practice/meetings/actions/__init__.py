"""Every write about meetings, each one transaction with its entries."""

from permanence.practice.meetings.actions.asking import ask_for_meeting, book_meeting, cancel_meeting
from permanence.practice.meetings.actions.case_notes import copy_to_siblings, take_back_note
from permanence.practice.meetings.actions.childs_minutes import write_for_child
from permanence.practice.meetings.actions.closing import approve_minutes, close_meeting, send_back, send_minutes
from permanence.practice.meetings.actions.files import attach, take_off
from permanence.practice.meetings.actions.following import agree_deed, pass_on_deed, settle_deed
from permanence.practice.meetings.actions.holding import appraise, conclude, hold_meeting, write_section
from permanence.practice.meetings.actions.inviting import add_invitee, decide_invitee, hear_invitee, withhold_parts
from permanence.practice.meetings.actions.outbox import came_back, try_again
from permanence.practice.meetings.actions.papers import begin_paper, finish_paper, write_paper
from permanence.practice.meetings.actions.private import answer_invitation, end_feed, make_feed
from permanence.practice.meetings.actions.reminding import remind

__all__ = [
    "add_invitee",
    "agree_deed",
    "answer_invitation",
    "appraise",
    "approve_minutes",
    "ask_for_meeting",
    "attach",
    "begin_paper",
    "book_meeting",
    "came_back",
    "cancel_meeting",
    "close_meeting",
    "conclude",
    "copy_to_siblings",
    "decide_invitee",
    "end_feed",
    "finish_paper",
    "hear_invitee",
    "hold_meeting",
    "make_feed",
    "pass_on_deed",
    "remind",
    "send_back",
    "send_minutes",
    "settle_deed",
    "take_back_note",
    "take_off",
    "try_again",
    "withhold_parts",
    "write_for_child",
    "write_paper",
    "write_section",
]  # fmt: skip

"""Every write about panels, each one transaction with its entries."""

from permanence.practice.panels.actions.deciding import decide
from permanence.practice.panels.actions.following import finish_task, tell_decision
from permanence.practice.panels.actions.referring import (
    keep_enclosure,
    move_item,
    prepare_referral,
    refer,
    stand_aside,
    withdraw_item,
)
from permanence.practice.panels.actions.sittings import (
    add_seat,
    add_sitting,
    change_sitting,
    drop_seat,
    mark_attendance,
    order_agenda,
)

__all__ = [
    "add_seat",
    "add_sitting",
    "change_sitting",
    "decide",
    "drop_seat",
    "finish_task",
    "keep_enclosure",
    "mark_attendance",
    "move_item",
    "order_agenda",
    "prepare_referral",
    "refer",
    "stand_aside",
    "tell_decision",
    "withdraw_item",
]

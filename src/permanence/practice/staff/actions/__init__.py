"""Every write about people, posts, teams and ties to children. Keyword-only, ``by`` a person, recorded."""

from permanence.practice.staff.actions.glass import break_glass, review_broken_glass
from permanence.practice.staff.actions.people import end_post, give_post, new_starter, person_leaves, rename_person
from permanence.practice.staff.actions.teams import make_team, move_team
from permanence.practice.staff.actions.ties import (
    allocate,
    delegate,
    end_allocation,
    end_delegation,
    end_grant,
    grant,
    keep_sight,
)

__all__ = [
    "allocate",
    "break_glass",
    "delegate",
    "end_allocation",
    "end_delegation",
    "end_grant",
    "end_post",
    "give_post",
    "grant",
    "keep_sight",
    "make_team",
    "move_team",
    "new_starter",
    "person_leaves",
    "rename_person",
    "review_broken_glass",
]

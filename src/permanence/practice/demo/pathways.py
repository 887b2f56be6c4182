"""Pathways of the demonstration: the work that what is known of some children calls for has begun."""

from __future__ import annotations

from permanence.practice.children.models import Child
from permanence.practice.demo.people import Staff
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.pathways.actions import begin_pathway, take_step
from permanence.practice.pathways.policy import called_for, pathways_now
from permanence.practice.today import today

LOOKED_AT, ENOUGH = 120, 3


def make_pathways(staff: Staff) -> None:
    """Begins what is called for, for the first few children, and takes its first step."""
    head = staff.one("head_of_service")  # who sees them all
    begun = 0
    for child in Child.objects.visible_to(head)[:LOOKED_AT]:
        so = circumstances(child, "permanence", today(), head)
        wanted = [pathway for pathway in pathways_now().values() if called_for(pathway, so)]
        if wanted and begun < ENOUGH:
            begun += 1
            course = begin_pathway(by=head, child=child, kind=wanted[0].code, why="What is known calls for it.")
            first = wanted[0].steps[0]
            take_step(by=head, course=course, step=first.id, version=0, words="Written down for the demonstration.")

"""The pathways of the authority's policy, and those that what is known of a child calls for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from permanence.policy.pathway_steps import Pathway
from permanence.policy.pathways import pathways_of
from permanence.practice.meetings.policy import pack_code
from permanence.practice.pathways.models import Course
from permanence.practice.refusals import Refusal


def pathways_now() -> Mapping[str, Pathway]:
    """The pathways of the policy in force today."""
    return pathways_of(pack_code())


def pathway_of(course: Course) -> Pathway:
    """The pathway, as the policy it began under has it."""
    return pathways_of(course.pack)[course.kind]


def pathway_named(code: str) -> Pathway:
    """The pathway with this code today. Raises Refusal where the policy has none."""
    known = pathways_now()
    if code not in known:
        raise Refusal("The policy in force has no such piece of work. Choose another.", "kind")
    return known[code]


def called_for(pathway: Pathway, so: Collection[str]) -> bool:
    """Whether what is known of the child calls for it. A pathway that names no condition waits to be chosen."""
    return bool(pathway.calls) and all(word in so for word in pathway.calls)

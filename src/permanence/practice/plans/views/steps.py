"""Where the forms of a plan stand, and where they lead back to."""

from __future__ import annotations

from django.urls import reverse

from permanence.practice.children.models import Child
from permanence.practice.meetings.views.steps import Place
from permanence.practice.plans.models import Disagreement
from permanence.practice.plans.presenters.disagreement import crumbs


def at_plan(child: Child) -> Place:
    """The page of a child's plan."""
    return Place(child, crumbs(child), reverse("plans:of_child", args=[child.pk]))


def at_page_for_child(child: Child) -> Place:
    """The child's own page of the plan."""
    return Place(child, crumbs(child), reverse("plans:for_child", args=[child.pk]))


def at_disagreement(found: Disagreement) -> Place:
    """The page of a disagreement."""
    return Place(found.child, crumbs(found.child), reverse("plans:disagreement", args=[found.pk]))

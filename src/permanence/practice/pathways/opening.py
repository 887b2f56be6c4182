"""Opening a pathway of a child: found among those the person may see, and the look recorded."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from permanence.policy.pathway_steps import Step
from permanence.practice.children.opening import open_about
from permanence.practice.pathways.models import Course
from permanence.practice.pathways.policy import pathway_of


def open_course(request: HttpRequest, pk: int) -> Course:
    """The pathway. Raises Http404 where there is none, or it is about a child whom the person may not see."""
    return open_about(request, Course, "child__team", "begun_by", "closed_by", pk=pk)


def step_or_404(course: Course, code: str) -> Step:
    """The step with this id. Raises Http404 where its policy has none."""
    step = pathway_of(course).step(code)
    if step is None:
        raise Http404
    return step

"""When a worker or the child is unhappy with the plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from permanence.practice.children.opening import open_child
from permanence.practice.design.forms import posted
from permanence.practice.meetings.views.steps import step
from permanence.practice.plans import actions
from permanence.practice.plans.forms.asked import AnswerForm, DisagreeForm
from permanence.practice.plans.opening import open_disagreement, open_step
from permanence.practice.plans.permissions import may_answer
from permanence.practice.plans.presenters.disagreement import disagreement_page
from permanence.practice.plans.views.steps import at_disagreement, at_plan
from permanence.practice.staff.needs import needs, require
from permanence.practice.staff.permissions import may_write, sees_children


@needs(may_write)
def disagree(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes down that someone is unhappy with the plan."""
    child = open_child(request, pk)
    form = DisagreeForm(posted(request), child=child.name, initial={"whose": request.GET.get("whose", "")})
    words = (
        "Someone is unhappy with the plan",
        "Save",
        "It is written down, and those who act find it on their home page.",
    )
    answer = step(request, at_plan(child), form, actions.raise_disagreement, words, child=child)
    return redirect("plans:disagreement", form.result.pk) if form.result else answer


@needs(sees_children)
def disagreement(request: HttpRequest, pk: int) -> HttpResponse:
    """A disagreement with its steps."""
    return render(request, "plans/disagreement.html", disagreement_page(open_disagreement(request, pk), request.user))


@needs(may_write)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers a step of a disagreement."""
    found = open_step(request, pk)
    require(may_answer(request.user, found))
    goes_on = (
        "Not settled: it goes to the next step"
        if found.disagreement.whose == "worker"
        else "Not settled yet: others still act"
    )
    form = AnswerForm(posted(request), goes_on=goes_on)
    words = (found.do, "Save", "Your answer is kept.")
    return step(request, at_disagreement(found.disagreement), form, actions.answer_step, words,
                {"intro": found.disagreement.about}, step=found)  # fmt: skip

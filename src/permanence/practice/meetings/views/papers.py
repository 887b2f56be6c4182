"""Papers of a child: the list, one to read, its sections to write, and finishing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from permanence.practice.children.opening import open_child
from permanence.practice.children.presenters.head import head
from permanence.practice.design.forms import posted
from permanence.practice.meetings import actions
from permanence.practice.meetings.carried import aids
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.forms.asked import FinishForm
from permanence.practice.meetings.forms.seen import SectionForm
from permanence.practice.meetings.opening import open_paper
from permanence.practice.meetings.papers import paper_document, paper_page, papers_page
from permanence.practice.meetings.passages import asked_section, passages_of, seen
from permanence.practice.meetings.printed import answer_with
from permanence.practice.meetings.views.steps import at_paper, step
from permanence.practice.refusals import Refusal
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.today import today


@needs(sees_children)
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of one child: those written, and those the policy asks for."""
    child = open_child(request, pk)
    return render(request, "meetings/papers.html", {**head(child, request.user, "papers"), **papers_page(child)})


@require_POST
@needs(may_write)
def begin(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Begins a paper."""
    child = open_child(request, pk)
    try:
        found = actions.begin_paper(by=request.user, child=child, kind=kind)
    except Refusal as refusal:
        messages.error(request, refusal.wording)
        return redirect("meetings:papers", pk)
    return redirect("meetings:paper", found.pk)


@needs(sees_children)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper to read, section by section."""
    found = open_paper(request, pk)
    so = circumstances(found.child, "permanence", today(), request.user)
    return render(request, "meetings/paper.html", paper_page(found, so, request.user))


@needs(sees_children)
def document(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The paper as a file to keep: docx or pdf."""
    found = open_paper(request, pk)
    so = circumstances(found.child, "permanence", today(), request.user)
    return answer_with(paper_document(found, so), form, f"paper-{pk}")


@needs(may_write)
def write(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section of a paper."""
    found = open_paper(request, pk)
    so = circumstances(found.child, "permanence", today(), request.user)
    title, prompts = asked_section(found, so, section)
    form = SectionForm(posted(request), pack=found.pack, prompts=prompts, passages=seen(passages_of(found)),
                       aids=aids(found.child, prompts), place=request.GET.get("from", ""))  # fmt: skip
    words = (title, "Save", f"{title}: what you wrote is kept.")
    return step(request, at_paper(found), form, actions.write_paper, words, paper=found)


@needs(may_write)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Finishes a paper."""
    found = open_paper(request, pk)
    words = ("Finish this paper", "Finish it", "The paper is finished.")
    return step(request, at_paper(found), FinishForm(posted(request)), actions.finish_paper, words, paper=found)

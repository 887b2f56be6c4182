"""Pages that show: imports, one import, its children, and the problems of its files."""

from __future__ import annotations

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from permanence.practice.children.opening import shown
from permanence.practice.design.csv_file import csv_answer, harmless
from permanence.practice.design.page import Link
from permanence.practice.imports import keeping
from permanence.practice.imports.forms import FindForm
from permanence.practice.imports.models import Import, Problem
from permanence.practice.imports.permissions import may_import, may_take_back
from permanence.practice.imports.presenters import imports as words
from permanence.practice.imports.presenters.lines import where_words
from permanence.practice.staff.needs import needs

A_PAGE = 50
PROBLEM_COLUMNS = ("file", "line", "child", "field", "value", "wrong", "done")


def opened(request: HttpRequest, pk: int) -> Import:
    """The import, for a page about it."""
    found: Import = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    return found


def crumbs(*more: Link) -> list[Link]:
    """The way back."""
    return [Link("Imports", reverse("imports:list")), *more]


def import_crumb(source: Import) -> Link:
    """The way back to one import."""
    return Link(f"Import {source.pk}", reverse("imports:import", args=[source.pk]))


@needs(may_import)
def every_import(request: HttpRequest) -> HttpResponse:
    """All imports, the newest first."""
    sources = Import.objects.visible_to(request.user).select_related("by").prefetch_related("files")
    page = Paginator(sources, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "imports/list.html", {"title": "Imports", "page": page, "lines": [words.listed(one) for one in page]}
    )


@needs(may_import)
def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    """An import: its progress while a worker has it, else what it would change or did."""
    source = opened(request, pk)
    context = {"title": f"Import {source.pk}", "crumbs": crumbs()}
    if source.in_hand:
        return render(
            request,
            "imports/progress.html",
            {**context, **words.page(source, request.user), "progress": words.progress(source)},
        )
    return render(request, "imports/import.html", {**context, **words.page(source, request.user)})


@needs(may_import)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work in hand is, for the page that waits for it; no content once it is done."""
    source = opened(request, pk)
    if not source.in_hand:
        return HttpResponse(status=204)
    return render(request, "imports/progress_now.html", {"progress": words.progress(source), "source": source})


@needs(may_import)
def children(request: HttpRequest, pk: int) -> HttpResponse:
    """The children of an import, under a heading of the dry run."""
    source = opened(request, pk)
    form = FindForm(request.GET)
    show, q = (form.cleaned_data["show"], form.cleaned_data["q"]) if form.is_valid() else ("", "")
    rows = words.found(source.children.visible_to(request.user).select_related("child"), show, q)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown(request, [row.child_id for row in page if row.child_id])
    context = {
        "title": "Children in this import",
        "crumbs": crumbs(import_crumb(source)),
        "source": source,
        "form": form,
    }
    lines = [words.child_line(row) for row in page]
    return render(
        request, "imports/children.html", {**context, "page": page, "lines": lines, "is_all": not (show or q)}
    )


@needs(may_import)
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """What was wrong in the files."""
    source = opened(request, pk)
    page = Paginator(source.problems.visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    shown(request, [problem.child_id for problem in page if problem.child_id])
    lines = [(problem, where_words(problem.file, problem.line)) for problem in page]
    context = {"title": "Problems in the files", "crumbs": crumbs(import_crumb(source)), "source": source}
    return render(request, "imports/problems.html", {**context, "page": page, "lines": lines})


@needs(may_import)
def problems_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The problems as a CSV file, to work through beside the case system."""
    source = opened(request, pk)
    rows = list(source.problems.visible_to(request.user))
    shown(request, {problem.child_id for problem in rows if problem.child_id})
    answer = csv_answer(f"import-{source.pk}-problems.csv")
    writer = csv.writer(answer)
    writer.writerow(PROBLEM_COLUMNS)
    writer.writerows(_cells(problem) for problem in rows)
    return answer


def _cells(problem: Problem) -> list[Any]:
    names = {"child": "return_id"}
    return [harmless(getattr(problem, names.get(name, name))) for name in PROBLEM_COLUMNS]


@needs(may_import)
def sent_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """A file as it was sent, to who sent it; only ever as a download."""
    source = opened(request, pk)
    if source.stage == "discarded" or not may_take_back(request.user, source):
        raise Http404
    found = get_object_or_404(source.files, pk=file)
    shown(
        request, source.children.visible_to(request.user).filter(child__isnull=False).values_list("child_id", flat=True)
    )
    return FileResponse(
        keeping.path_of(found).open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )

"""Pages that change: bringing files in, choosing, applying, undoing, throwing away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children.opening import page_name
from permanence.practice.children.words import local_words
from permanence.practice.design.forms import posted
from permanence.practice.design.page import Link
from permanence.practice.imports import actions
from permanence.practice.imports.forms import FOLLOW, KEEP, ApplyForm, BringInForm, ChildForm, PlainForm
from permanence.practice.imports.models import Import, ImportedChild
from permanence.practice.imports.permissions import may_import
from permanence.practice.imports.presenters import imports as words
from permanence.practice.imports.presenters.lines import born_in_files, lines_by_kind
from permanence.practice.imports.resting import obstacles
from permanence.practice.imports.states import MOVES
from permanence.practice.imports.views.showing import crumbs, import_crumb, opened
from permanence.practice.imports.working import begin
from permanence.practice.record.writing import looked
from permanence.practice.staff.needs import needs


@needs(may_import)
def new(request: HttpRequest) -> HttpResponse:
    """Asks for the files."""
    form = BringInForm(posted(request), request.FILES or None)
    if form.is_valid() and form.accepts(actions.bring_in, by=request.user, files=form.cleaned_data["files"]):
        begin()
        return redirect("imports:import", form.result.pk)
    context = {"form": form, "title": "Bring in files", "save": "Read the files", "back": reverse("imports:list")}
    return render(request, "imports/new.html", {**context, "crumbs": crumbs()})


@needs(may_import)
def child(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One child of an import, line by line; and the choices about them."""
    imported = _opened_row(request, pk, row)
    form = ChildForm(posted(request), row=imported)
    is_open = imported.source.stage == "ready"
    if is_open and form.is_valid():
        chosen = {"taken": form.taken(), "left_out": form.cleaned_data["left_out"]}
        if form.accepts(actions.choose_for_child, by=request.user, row=imported, **chosen):
            messages.success(request, f"Your choice for {imported.return_id} is kept for when the import is applied.")
            return redirect(f"{reverse('imports:children', args=[pk])}?show=conflicting")
    lines = lines_by_kind(imported.lines, local_words())
    context = {
        "title": imported.child.name if imported.child else "New child",
        "born": born_in_files(imported),
        "crumbs": crumbs(import_crumb(imported.source), Link("Children", reverse("imports:children", args=[pk]))),
        "row": imported,
        "form": form,
        "is_open": is_open,
        "lines": lines,
        "conflicts": [(line, form[f"line_{line.place}"]) for line in lines["conflicting"]],
    }
    return render(request, "imports/child.html", context)


def _opened_row(request: HttpRequest, pk: int, row: int) -> ImportedChild:
    """The row, for a page about it; the look at the child is recorded in the same transaction."""
    with transaction.atomic():
        rows = opened(request, pk).children.visible_to(request.user).select_related("child", "source")
        found: ImportedChild | None = rows.filter(pk=row).first()
        if found is None:
            raise Http404
        looked(by=request.user, children=[found.child_id] if found.child_id else [], where=page_name(request))
    return found


@needs(may_import)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks how conflicts are settled, then for the import to be applied."""
    source = _ready_for(request, pk, "applying")
    about = words.page(source, request.user)
    has_conflicts = source.children.visible_to(request.user).showing("conflicting").exists()
    form = ApplyForm(posted(request), has_conflicts=has_conflicts)
    if form.is_valid() and form.accepts(
        _apply, by=request.user, source=source, how=form.cleaned_data.get("conflicts", "chosen")
    ):
        begin()
        return redirect("imports:import", pk)
    context = {
        "form": form,
        "title": "Apply this import",
        "save": "Apply",
        "crumbs": crumbs(import_crumb(source)),
        **about,
    }
    return render(request, "imports/apply.html", {**context, "back": reverse("imports:import", args=[pk])})


def _apply(*, by: Any, source: Import, how: str) -> Import:
    with transaction.atomic():
        if how in (KEEP, FOLLOW):
            actions.choose_for_all(by=by, source=source, follow_files=how == FOLLOW)
        return actions.ask_for(by=by, source=source, stage="applying")


@needs(may_import)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what stands in the way; where nothing does, asks whether to undo."""
    source = _ready_for(request, pk, "undoing")
    rows = list(source.children.visible_to(request.user).filter(outcome="applied").select_related("child"))
    in_the_way = list(obstacles(rows))
    looked(by=request.user, children={one.row.child_id for one in in_the_way}, where=page_name(request))
    form = PlainForm(posted(request))
    if (
        not in_the_way
        and form.is_valid()
        and form.accepts(actions.ask_for, by=request.user, source=source, stage="undoing")
    ):
        begin()
        return redirect("imports:import", pk)
    opened_records = sum(row.is_new for row in rows)
    context = {
        "form": form,
        "title": "Undo this import",
        "obstacles": in_the_way[:100],
        "many": len(in_the_way),
        "rows": len(rows),
    }
    context |= {
        "opened": opened_records,
        "crumbs": crumbs(import_crumb(source)),
        "back": reverse("imports:import", args=[pk]),
    }
    return render(
        request, "imports/undo.html", {**context, "source": source, "save": "Undo the import", "danger": True}
    )


@needs(may_import)
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Has the files read and compared again."""
    source = _ready_for(request, pk, "reading")
    if request.method == "POST":
        actions.ask_for(by=request.user, source=source, stage="reading")
        begin()
    return redirect("imports:import", pk)


@needs(may_import)
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether to throw the files and the dry run away."""
    source = _ready_for(request, pk, "discarded")
    form = PlainForm(posted(request))
    if form.is_valid() and form.accepts(actions.throw_away, by=request.user, source=source):
        messages.success(request, f"Import {pk} was thrown away. Its files are gone.")
        return redirect("imports:list")
    intro = "The files and the dry run will be removed from this system. Nothing about a child changes."
    context = {"form": form, "title": "Throw this import away", "intro": intro, "save": "Throw away", "danger": True}
    back = reverse("imports:import", args=[pk])
    return render(request, "design/form_page.html", {**context, "back": back, "crumbs": crumbs(import_crumb(source))})


def _ready_for(request: HttpRequest, pk: int, stage: str) -> Import:
    """The import, where it may go to this stage. Its page for any other stage has no way here."""
    source = opened(request, pk)
    if stage not in MOVES[source.stage]:
        raise Http404
    return source

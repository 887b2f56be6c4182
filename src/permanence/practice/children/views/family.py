"""The people around a child, and brothers and sisters."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from permanence.practice.children import actions
from permanence.practice.children.forms.child import (
    ConnectionEndForm,
    ConnectionForm,
    LeaveForm,
    SiblingForm,
    connection_as_initial,
)
from permanence.practice.children.models import Child, Connection, Sibling, SiblingGroup
from permanence.practice.children.opening import open_child
from permanence.practice.children.presenters.child import people_page
from permanence.practice.children.presenters.head import head
from permanence.practice.children.views.kept import Asked
from permanence.practice.design.forms import posted
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The child's details, the people around them, and brothers and sisters."""
    child = open_child(request, pk)
    context = {**head(child, request.user, "people"), **people_page(child, request.user)}
    return render(request, "children/people.html", context)


@needs(may_write)
def new_connection(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to add a person around the child."""
    child = open_child(request, pk)
    form = ConnectionForm(posted(request))
    asked = Asked(request, form, child, "Add a person around the child", "Add", "The person was added.")
    return _after(asked, pk, actions.add_connection, child=child, **(form.answers() if form.is_ready else {}))


@needs(may_write)
def connection(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The form to change what is kept of a person."""
    child, found = _open(request, pk, number)
    form = ConnectionForm(posted(request), initial=connection_as_initial(found))
    asked = Asked(request, form, child, f"Change {found.name}", "Save", "It was changed.")
    return _after(
        asked, pk, actions.change_connection, connection=found, changes=form.answers() if form.is_ready else {}
    )


@needs(may_write)
def end_connection(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The form for a person who is no longer around the child in this role."""
    child, found = _open(request, pk, number)
    form = ConnectionEndForm(posted(request))
    asked = Asked(request, form, child, f"End: {found}", "End", f"{found.name} stays in the history.")
    changes = form.answers() if form.is_ready else {}
    return _after(asked, pk, actions.change_connection, connection=found, changes=changes)


@needs(may_write)
def join_siblings(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to say that another child is a brother or sister."""
    child = open_child(request, pk)
    form = SiblingForm(posted(request))
    other = _other(request, child, form) if form.is_ready else None
    asked = Asked(request, form, child, "Add a brother or sister", "Add", "They are now in one group.")
    given = {"children": [child, other], "group": _group(child), "name": f"{child.last_name} family"} if other else {}
    return _after(asked, pk, actions.group_siblings, **given)


@needs(may_write)
def leave_siblings(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The form to take the child out of a sibling group."""
    child = open_child(request, pk)
    group = SiblingGroup.objects.filter(
        pk__in=Sibling.objects.about(child).filter(group=number).values("group")
    ).first()
    if group is None:
        raise Http404
    form = LeaveForm(posted(request))
    asked = Asked(
        request, form, child, f"Take {child.name} out of '{group.name}'", "Take out", "The group was changed."
    )
    given = form.answers() if form.is_ready else {}
    return _after(asked, pk, actions.leave_siblings, group=group, child=child, **given)


# --- the steps ---------------------------------------------------------------------------------------------------


def _after(asked: Asked, pk: int, action: Any, **given: Any) -> HttpResponse:
    back = reverse("children:people", args=[pk])
    return redirect(back) if asked.sends(action, **given) else asked.page(back)


def _open(request: HttpRequest, pk: int, number: int) -> tuple[Child, Connection]:
    child = open_child(request, pk)
    found = Connection.objects.about(child).filter(pk=number).first()
    if found is None:
        raise Http404
    return child, found


def _other(request: HttpRequest, child: Child, form: SiblingForm) -> Child | None:
    """The child of that number among those this person may see. Where there is none the form says so."""
    number = form.cleaned_data["number"].strip()
    seen = Child.objects.visible_to(request.user).exclude(pk=child.pk)
    other: Child | None = seen.filter(Q(case_number__iexact=number) | Q(return_id__iexact=number)).first()
    if other is None:
        form.add_error("number", "No other child you can see has this number. Check every letter and digit.")
    return other


def _group(child: Child) -> SiblingGroup | None:
    """The group the child is in already, where that is one."""
    groups = list(SiblingGroup.objects.filter(pk__in=Sibling.objects.about(child).values("group"))[:2])
    return groups[0] if len(groups) == 1 else None

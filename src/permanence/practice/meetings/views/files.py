"""Files of a meeting or a paper: sent, opened as a download and nothing else, and taken off."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from permanence.practice.design.forms import posted
from permanence.practice.meetings import actions
from permanence.practice.meetings.files import HOW, path_of
from permanence.practice.meetings.forms.asked import AttachForm, TakeBackForm
from permanence.practice.meetings.models import Attached
from permanence.practice.meetings.opening import open_attached, open_meeting, open_paper
from permanence.practice.meetings.passages import Holder
from permanence.practice.meetings.views.steps import Place, at_meeting, at_paper, step
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write, sees_children


@needs(may_write)
def attach_to_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a file to a meeting."""
    found = open_meeting(request, pk)
    return _attach(request, found, at_meeting(found))


@needs(may_write)
def attach_to_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a file to a paper."""
    found = open_paper(request, pk)
    return _attach(request, found, at_paper(found))


def _attach(request: HttpRequest, holder: Holder, place: Place) -> HttpResponse:
    form = AttachForm(posted(request), request.FILES or None)
    words = ("Add a file", "Add it", "The file is kept here.")
    return step(request, place, form, actions.attach, words, {"intro": f"{HOW} At most 20 MB."}, holder=holder)


@needs(sees_children)
def attached(request: HttpRequest, pk: int) -> FileResponse:
    """A file as it was sent, only ever as a download."""
    found = _open(request, pk)
    answer = FileResponse(path_of(found).open("rb"), as_attachment=True, filename=found.name,
                          content_type="application/octet-stream")  # fmt: skip
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(may_write)
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a file off that does not belong here."""
    found = _open(request, pk)
    place = at_meeting(found.meeting) if found.meeting else at_paper(found.paper)
    words = (f"Take off: {found.what}", "Take it off", "The file was taken off.")
    return step(
        request, place, TakeBackForm(posted(request)), actions.take_off, words, {"danger": True}, attached=found
    )


def _open(request: HttpRequest, pk: int) -> Attached:
    found = open_attached(request, pk)
    if found.taken_off:
        raise Http404
    return found

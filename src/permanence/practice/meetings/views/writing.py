"""The meeting written up: the sections of its minutes, the options, the actions and the conclusion."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from permanence.practice.design.forms import posted
from permanence.practice.meetings import actions
from permanence.practice.meetings.carried import LAST, aids, last_conclusion, last_option, option_then, plan_in_force
from permanence.practice.meetings.forms.asked import (
    AppraiseForm,
    ConcludeForm,
    DeedForm,
    PassOnForm,
    SettleForm,
)
from permanence.practice.meetings.forms.seen import SectionForm
from permanence.practice.meetings.gates import OPTIONS
from permanence.practice.meetings.opening import open_deed, open_meeting, open_writing
from permanence.practice.meetings.passages import asked_section, seen
from permanence.practice.meetings.views.steps import at_meeting, step
from permanence.practice.meetings.words import option_name
from permanence.practice.staff.needs import needs
from permanence.practice.staff.permissions import may_write

_CONCLUDED = ("enough", "recommendation", "reasons", "no_next", "every", "every_because")


@needs(may_write)
def write(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section of the minutes. Two people may write in it at once."""
    writing = open_writing(request, pk)
    title, prompts = asked_section(writing.meeting, writing.so, section)
    beside = aids(writing.meeting.child, prompts, writing.last)
    form = SectionForm(posted(request), pack=writing.meeting.pack, prompts=prompts, passages=seen(writing.passages),
                       aids=beside, place=request.GET.get("from", ""))  # fmt: skip
    words = (title, "Save", f"{title}: what you wrote is kept.")
    return step(request, at_meeting(writing.meeting), form, actions.write_section, words,
                meeting=writing.meeting)  # fmt: skip


@needs(may_write)
def appraise(request: HttpRequest, pk: int, option: str) -> HttpResponse:
    """What the meeting thought of one option."""
    writing = open_writing(request, pk)
    if option not in OPTIONS:
        raise Http404
    found, then = writing.appraisals.get(option), option_then(writing.last, option)
    stands = found or (then if request.GET.get("from") == LAST else None)
    form = AppraiseForm(posted(request), version=found.version if found else 0,
                        initial={"verdict": stands.verdict, "why": stands.why} if stands else {})  # fmt: skip
    beside = {"beside": last_option(then), "places": [LAST] if then and not found else []}
    words = (option_name(option), "Save", f"{option_name(option)} is kept.")
    return step(request, at_meeting(writing.meeting), form, actions.appraise, words, beside,
                meeting=writing.meeting, option=option)  # fmt: skip


@needs(may_write)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """What the meeting recommends and why, and when it meets again."""
    writing = open_writing(request, pk)
    found = writing.meeting
    form = ConcludeForm(
        posted(request), version=found.version, initial={name: getattr(found, name) for name in _CONCLUDED}
    )
    words = ("Conclusion", "Save", "The conclusion is kept.")
    beside = [*last_conclusion(writing.last), *plan_in_force(found.child)]
    return step(request, at_meeting(found), form, actions.conclude, words, {"beside": beside}, meeting=found)


@needs(may_write)
def agree_deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes down an action."""
    found = open_meeting(request, pk)
    form = DeedForm(posted(request))
    words = ("Add an action", "Add it", "The action is on its owner's home page.")
    return step(request, at_meeting(found), form, actions.agree_deed, words, meeting=found)


@needs(may_write)
def settle_deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what became of an action."""
    found = open_deed(request, pk)
    form = SettleForm(posted(request))
    words = (f"What became of it: {found.what}", "Save", "It is kept.")
    return step(request, at_meeting(found.meeting), form, actions.settle_deed, words, deed=found)


@needs(may_write)
def pass_on_deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives an action to someone else, or to another day."""
    found = open_deed(request, pk)
    form = PassOnForm(posted(request), initial={"owner": found.owner, "due": found.due})
    words = (f"Pass on: {found.what}", "Save", "It is kept.")
    return step(request, at_meeting(found.meeting), form, actions.pass_on_deed, words, deed=found)

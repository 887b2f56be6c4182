"""What the pages about a meeting ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from permanence.policy.meeting_kinds import Prompt
from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.children.models import Child
from permanence.practice.children.words import choice_name
from permanence.practice.design.days import DayField
from permanence.practice.meetings.models import CAME, COMING, VERDICTS, Invitee
from permanence.practice.meetings.words import local_sentence, reason_words
from permanence.practice.staff.models import Person


def _staff(label: str, **options: Any) -> forms.ModelChoiceField:
    people = Person.objects.filter(is_active=True)
    return forms.ModelChoiceField(people, label=label, required=False, empty_label="Nobody chosen", **options)


def _long(label: str, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)


class AskForm(KeptForm):
    """Which meeting, and why."""

    kind = forms.ChoiceField(label="Which meeting", widget=forms.RadioSelect)
    because = forms.CharField(label="Why it is needed", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds


class BookForm(KeptForm):
    """When, where and who chairs."""

    day = DayField(label="Day")
    time = forms.TimeField(
        label="Time", help_text="For example 14:30.", widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": "Write the time with hours and minutes, as in 14:30."},
    )  # fmt: skip
    place = forms.CharField(label="Room, or the link to join", max_length=300)
    chair = _staff("Who chairs")


class CancelForm(KeptForm):
    """Why it is off."""

    why = _long("Why is the meeting off?", 3)


class AddForm(KeptForm):
    """Someone whom the policy does not name."""

    name = forms.CharField(label="Name", max_length=160)
    post = forms.CharField(label="Who they are for the child", max_length=160, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    observes = forms.BooleanField(label="They come as an observer", required=False)


class DecideForm(KeptForm):
    """Invite them or not; and if not, why, who agreed and how they will be told."""

    invited = forms.ChoiceField(
        label="Are they invited?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    email = forms.EmailField(label="E-mail", required=False, help_text="The invitation goes there. It names no child.")
    observes = forms.BooleanField(label="They come as an observer", required=False)
    why_not = _long("If not, why?", 3)
    agreed_by = _staff("If not, which manager agreed?")
    told_how = forms.CharField(label="If not, how will they be told of the plan?", max_length=200, required=False)
    told_by = DayField(label="If not, by which day will they be told?", required=False)

    def __init__(self, *args: Any, invitee: Invitee, **options: Any) -> None:
        super().__init__(*args, **options)
        if not invitee.has_parental_responsibility:
            for name in ("agreed_by", "told_how", "told_by"):
                del self.fields[name]

    def decided(self) -> dict[str, Any]:
        """The action's words."""
        words = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        return {**words, "invited": words["invited"] == "yes"}


class HearForm(KeptForm):
    """What they answered, whether they came, and what they think."""

    coming = forms.ChoiceField(label="Will they come?", choices=COMING, required=False)
    came = forms.ChoiceField(label="Did they come?", choices=CAME, required=False)
    why_absent = forms.CharField(label="If they did not come, why", max_length=400, required=False)
    views = _long("What they think, in their own words", 6,
                  help_text="If they cannot say what they think, write why.")  # fmt: skip
    views_how = forms.CharField(label="How their views were gathered", max_length=200, required=False,
                                help_text="For example: at a visit, by letter, through an advocate.")  # fmt: skip


class SectionForm(KeptForm):
    """A box for each prompt of a section, each with the version its writer has seen. It may be filled bit by bit."""

    marks_optional = False

    def __init__(
        self, *args: Any, prompts: Sequence[Prompt], passages: Mapping[str, tuple[str, int]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.prompts = prompts
        for prompt in prompts:
            text, version = passages.get(prompt.id, ("", 0))
            field = _long(local_sentence(prompt.ask), 5, help_text=reason_words(prompt.because, prompt.only))
            field.initial = text
            seen = forms.IntegerField(widget=forms.HiddenInput, initial=version, required=False)
            self.fields[prompt.id], self.fields[version_of(prompt.id)] = field, seen

    def written(self) -> dict[str, tuple[str, int]]:
        """What was written under each prompt that changed, with the version its writer saw."""
        return {
            one.id: (self.cleaned_data[one.id], self.cleaned_data.get(version_of(one.id)) or 0)
            for one in self.prompts
            if self.cleaned_data[one.id] != self.fields[one.id].initial
        }


def version_of(prompt: str) -> str:
    """The name of the unseen field that says which version of a prompt's passage the writer saw."""
    return f"seen_{prompt}"


class AppraiseForm(KeptForm):
    """What the meeting thought of one option."""

    verdict = forms.ChoiceField(label="What the meeting thought of it", choices=VERDICTS, widget=forms.RadioSelect)
    why = _long("Why", 5, help_text="If it is ruled out, since when and by which meeting or assessment.")


class ConcludeForm(KeptForm):
    """Whether it knew enough, what it recommends and why, and when it meets again."""

    enough = forms.ChoiceField(
        label="Was there enough information to decide?", choices=[("yes", "Yes"), ("no", "No")], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    recommendation = _long("What the meeting recommends")
    reasons = _long("Why: how it weighed the options")
    no_next = forms.CharField(label="If no next meeting is booked, why not", max_length=400, required=False)
    every = forms.CharField(label="How often from now on, if it was agreed", max_length=40, required=False,
                            help_text="For example: 3 months.")  # fmt: skip
    every_because = _long("Why that often", 3)


class DeedForm(KeptForm):
    """An action with its owner and day."""

    what = forms.CharField(label="What shall be done", max_length=400)
    looks_like = forms.CharField(label="How we will know that it is done", max_length=400, required=False)
    owner = _staff("Who does it")
    owner_name = forms.CharField(label="Or someone who does not work here", max_length=160, required=False)
    due = DayField(label="By which day")


SETTLED = [("done", "It is done"), ("dropped", "It is no longer needed")]


class SettleForm(KeptForm):
    """What became of an action."""

    outcome = forms.ChoiceField(label="What became of it?", choices=SETTLED,
                                widget=forms.RadioSelect)  # fmt: skip
    evidence = _long("What shows it, or why it is no longer needed", 3)


class PassOnForm(KeptForm):
    """To whom an action goes, and by when."""

    owner = forms.ModelChoiceField(Person.objects.filter(is_active=True), label="Who does it now")
    due = DayField(label="By which day")
    why = _long("Why", 3)


class SureForm(KeptForm):
    """Nothing is asked but to be sure: the questions of the action become boxes to tick."""


class BackForm(KeptForm):
    """What needs mending."""

    why = _long("What needs mending in the minutes?", 4)


class TakeBackForm(KeptForm):
    """Why a note is taken back."""

    why = _long("Why is it taken back?", 3)


class SendForm(KeptForm):
    """For each who does not sign in here, how the minutes were given; for each sibling, what goes on their record."""

    def __init__(self, *args: Any, by_hand: Sequence[Invitee], siblings: Sequence[Child] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for child in siblings:
            self.fields[f"part_{child.pk}"] = _long(
                f"What was said about {child.name}",
                help_text="It goes on their own record. Write their part only, and nothing private of another child.",
            )
        for one in by_hand:
            self.fields[f"hand_{one.pk}"] = forms.CharField(
                label=f"How {one} was given the minutes", required=False, max_length=120, initial=one.sent_how,
                help_text="For example: by post on 3 March; handed over at the visit.",
            )  # fmt: skip

    def given(self) -> dict[str, dict[int, str]]:
        """The action's words: the way for each invitee and the part of each sibling, by number."""
        return {"by_hand": self._by_number("hand_"), "parts": self._by_number("part_")}

    def _by_number(self, begins: str) -> dict[int, str]:
        found = self.cleaned_data.items()
        return {int(name.removeprefix(begins)): words for name, words in found if name.startswith(begins)}


def option_name(option: str) -> str:
    """An option of permanence in the words of the facts."""
    return choice_name("primary", option)

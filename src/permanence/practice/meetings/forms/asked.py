"""What the pages about a meeting ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.children.models import Child
from permanence.practice.design.days import DayField
from permanence.practice.design.forms import AskingForm
from permanence.practice.meetings.forms.seen import SeenForm, long_text
from permanence.practice.meetings.models import CAME, COMING, VERDICTS, Deed, Invitee
from permanence.practice.staff.forms import ChosenColleague


class AskForm(KeptForm):
    """Which meeting, and why."""

    kind = forms.ChoiceField(label="Which meeting", widget=forms.RadioSelect)
    because = forms.CharField(label="Why it is needed", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds


class BookForm(SeenForm):
    """When, where and who chairs."""

    day = DayField(label="Day")
    time = forms.TimeField(
        label="Time", help_text="For example 14:30.", widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": "Write the time with hours and minutes, as in 14:30."},
    )  # fmt: skip
    place = forms.CharField(label="Room, or the link to join", max_length=300)
    chair = ChosenColleague(label="Who chairs")


class CancelForm(SeenForm):
    """Why it is off."""

    why = long_text("Why is the meeting off?", 3)


class AddForm(KeptForm):
    """Someone whom the policy does not name."""

    name = forms.CharField(label="Name", max_length=160)
    post = forms.CharField(label="Who they are for the child", max_length=160, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    observes = forms.BooleanField(label="They come as an observer", required=False)


class DecideForm(SeenForm):
    """Invite them or not; and if not, why, who agreed and how they will be told."""

    invited = forms.ChoiceField(
        label="Are they invited?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    email = forms.EmailField(label="E-mail", required=False, help_text="The invitation goes there. It names no child.")
    observes = forms.BooleanField(label="They come as an observer", required=False)
    why_not = long_text("If not, why?", 3)
    agreed_by = ChosenColleague(label="If not, which manager agreed?")
    told_how = forms.CharField(label="If not, how will they be told of the plan?", max_length=200, required=False)
    told_by = DayField(label="If not, by which day will they be told?", required=False)

    def __init__(self, *args: Any, invitee: Invitee, **options: Any) -> None:
        super().__init__(*args, **options)
        if not invitee.has_parental_responsibility:
            for name in ("agreed_by", "told_how", "told_by"):
                del self.fields[name]

    def answers(self) -> dict[str, Any]:
        """The action's words."""
        words = super().answers()
        return {**words, "invited": words["invited"] == "yes"}


class HearForm(SeenForm):
    """What they answered, whether they came, and what they think."""

    coming = forms.ChoiceField(label="Will they come?", choices=COMING, required=False)
    came = forms.ChoiceField(label="Did they come?", choices=CAME, required=False)
    why_absent = forms.CharField(label="If they did not come, why", max_length=400, required=False)
    views = long_text("What they think, in their own words", 6,
                  help_text="If they cannot say what they think, write why.")  # fmt: skip
    views_how = forms.CharField(label="How their views were gathered", max_length=200, required=False,
                                help_text="For example: at a visit, by letter, through an advocate.")  # fmt: skip


class AnswerForm(AskingForm):
    """Whether someone comes, answered by themselves."""

    coming = forms.ChoiceField(label="Can you come?", widget=forms.RadioSelect,
                               choices=[("yes", "Yes"), ("maybe", "I am not sure yet"), ("no", "No")])  # fmt: skip


class AppraiseForm(SeenForm):
    """What the meeting thought of one option."""

    verdict = forms.ChoiceField(label="What the meeting thought of it", choices=VERDICTS, widget=forms.RadioSelect)
    why = long_text("Why", 5, help_text="If it is ruled out, since when and by which meeting or assessment.")


class ConcludeForm(SeenForm):
    """Whether it knew enough, what it recommends and why, and when it meets again. It may be filled bit by bit."""

    marks_optional = False

    enough = forms.ChoiceField(
        label="Was there enough information to decide?", choices=[("yes", "Yes"), ("no", "No")], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    recommendation = long_text("What the meeting recommends")
    reasons = long_text("Why: how it weighed the options")
    no_next = forms.CharField(label="If no next meeting is booked, why not", max_length=400, required=False)
    every = forms.CharField(label="How often from now on, if it was agreed", max_length=40, required=False,
                            help_text="For example: 3 months.")  # fmt: skip
    every_because = long_text("Why that often", 3)


class DeedForm(KeptForm):
    """An action with its owner and day."""

    what = forms.CharField(label="What shall be done", max_length=400)
    looks_like = forms.CharField(label="How we will know that it is done", max_length=400, required=False)
    owner = ChosenColleague(label="Who does it")
    owner_name = forms.CharField(label="Or someone who does not work here", max_length=160, required=False)
    due = DayField(label="By which day")


SETTLED = [("done", "It is done"), ("dropped", "It is no longer needed")]


class SettleForm(KeptForm):
    """What became of an action."""

    outcome = forms.ChoiceField(label="What became of it?", choices=SETTLED,
                                widget=forms.RadioSelect)  # fmt: skip
    evidence = long_text("What shows it, or why it is no longer needed", 3)


class PassOnForm(KeptForm):
    """To whom an action goes, and by when."""

    owner = ChosenColleague(label="Who does it now", required=True, empty_label="Choose a person")
    due = DayField(label="By which day")
    why = long_text("Why", 3)


class SureForm(SeenForm):
    """Nothing is asked but to be sure: the questions of the action become boxes to tick."""


class FinishForm(KeptForm):
    """The same, where the action itself sees whether anything is missing."""


class WithholdForm(SeenForm):
    """The parts of the minutes that someone does not get to see, and why."""

    withheld = forms.MultipleChoiceField(
        label="Which parts are left out of their minutes?", required=False, widget=forms.CheckboxSelectMultiple
    )
    withheld_why = long_text("Why", 3)

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["withheld"].choices = parts


class ForChildForm(SeenForm):
    """What the child's own page says that the minutes cannot: why, and what happens next, in words for the child."""

    why = long_text("Why was it decided? Write it for the child.")
    next_steps = long_text("What happens next? Write it for the child.")


class BackForm(SeenForm):
    """What needs mending."""

    why = long_text("What needs mending in the minutes?", 4)


class TakeBackForm(KeptForm):
    """Why a note is taken back, or a file taken off."""

    why = long_text("Why does it not belong there?", 3)


class BackAgainForm(KeptForm):
    """What the mail server answered when a letter came back."""

    why = long_text("What was the answer?", 2, help_text="For example: no such mailbox.")


class AttachForm(KeptForm):
    """A file and what it is."""

    what = forms.CharField(label="What it is", max_length=160, help_text="For example: report of the school, May 2026.")
    file = forms.FileField(label="The file", allow_empty_file=True)


class CopyForm(SeenForm):
    """For each brother or sister, what goes on their own record: their part of what was said, and actions."""

    def __init__(self, *args: Any, siblings: Sequence[Child] = (), deeds: Sequence[Deed] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for child in siblings:
            self.fields[f"part_{child.pk}"] = long_text(
                f"What was said about {child.name}",
                help_text="It goes on their own record. Write their part only, and nothing private of another child.",
            )
            if deeds:
                self.fields[f"deeds_{child.pk}"] = forms.TypedMultipleChoiceField(
                    label=f"Actions that are for {child.name} too", choices=[(deed.pk, deed.what) for deed in deeds],
                    coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
                )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        """The action's words: the part of each sibling and their actions, by number."""
        version = super().answers()["version"]
        return {"version": version, "parts": self._by_number("part_"), "deeds": self._by_number("deeds_")}

    def _by_number(self, begins: str) -> dict[int, Any]:
        found = self.cleaned_data.items()
        return {int(name.removeprefix(begins)): words for name, words in found if name.startswith(begins)}


class SendForm(CopyForm):
    """The same, and for each who does not sign in here how the minutes were given."""

    def __init__(self, *args: Any, by_hand: Sequence[Invitee], **options: Any) -> None:
        super().__init__(*args, **options)
        for one in by_hand:
            self.fields[f"hand_{one.pk}"] = forms.CharField(
                label=f"{one}: how the minutes reached them", required=False, max_length=120,
                help_text="For example: by post on 3 March; handed over at the visit.",
            )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        """The action's words: the way for each invitee as well."""
        return {**super().answers(), "by_hand": self._by_number("hand_")}

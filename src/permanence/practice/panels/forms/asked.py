"""What the pages about sittings, referrals and decisions ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.design.days import DayField
from permanence.practice.meetings.forms.seen import SeenForm, long_text
from permanence.practice.meetings.models import Meeting
from permanence.practice.panels.models import CAME, OUTCOMES, Item, Seat, Sitting
from permanence.practice.staff.models import Person


def _staff(label: str, **options: Any) -> forms.ModelChoiceField:
    people = Person.objects.filter(is_active=True)
    return forms.ModelChoiceField(people, label=label, empty_label="Nobody chosen", **options)


def said_text(label: str, empty: str, rows: int = 4, **options: Any) -> forms.CharField:
    """A box for some sentences that may not stay empty; ``empty`` says so, and why."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}),
                           error_messages={"required": empty}, **options)  # fmt: skip


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=120,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip


class SittingForm(SeenForm):
    """When and where a panel sits, how many fit, and the last day for referrals."""

    day = DayField(label="Day", required=False, help_text="Leave it empty if the panel does not sit.")
    why = forms.CharField(label="If the day changes, why", max_length=300, required=False)
    time = forms.TimeField(
        label="Time", help_text="For example 09:30.", widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": "Write the time with hours and minutes, as in 09:30."},
    )  # fmt: skip
    place = forms.CharField(label="Room, or the link to join", max_length=300, required=False)
    places = _number("How many children fit")
    minutes_each = _number("Minutes for each")
    quorum = _number("How many members must be there")
    papers_by = DayField(label="Last day for referrals and papers", required=False,
                         help_text="Leave it as it is to follow the policy.")  # fmt: skip


class AddSittingForm(SittingForm):
    """The same, for a sitting that no rule has."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["why"]
        self.fields["day"].required, self.fields["day"].help_text = True, ""

    def answers(self) -> dict[str, Any]:
        """The action's words: what is new has no version."""
        return {name: value for name, value in super().answers().items() if name != "version"}


class SeatForm(KeptForm):
    """Who sits, and as what."""

    person = _staff("Who")
    post = forms.CharField(label="As what", max_length=160, required=False,
                           help_text="For example: independent member, medical adviser.")  # fmt: skip
    is_chair = forms.BooleanField(label="They chair this sitting", required=False)


class SureForm(KeptForm):
    """Nothing is asked but to be sure."""


class AttendanceForm(SeenForm):
    """Who came: one choice for each member."""

    def __init__(self, *args: Any, seats: Iterable[Seat], **options: Any) -> None:
        super().__init__(*args, **options)
        for seat in seats:
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(label=str(seat), choices=CAME, required=False,
                                                              initial=seat.came)  # fmt: skip

    def answers(self) -> dict[str, Any]:
        """The action's words: what is said of each, by the number of the seat."""
        words = super().answers()
        said = {name: word for name, word in words.items() if name.startswith("seat_")}
        came = {int(name.removeprefix("seat_")): word for name, word in said.items()}
        return {"version": words["version"], "came": came}


class OrderForm(SeenForm):
    """The place of each child on the agenda."""

    def __init__(self, *args: Any, items: Sequence[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        for item in items:
            field = _number(f"Place of {item.child.name}")
            field.initial = item.place + 1
            self.fields[f"item_{item.pk}"] = field

    def answers(self) -> dict[str, Any]:
        """The action's words: the wanted place of each, by its number, the first 0."""
        words = super().answers()
        said = {name: place for name, place in words.items() if name.startswith("item_")}
        order = {int(name.removeprefix("item_")): place - 1 for name, place in said.items()}
        return {"version": words["version"], "order": order}


class PrepareForm(KeptForm):
    """What is put to which panel, why, and the meeting it comes from."""

    put = forms.ChoiceField(label="What is put to which panel?", widget=forms.RadioSelect)
    because = said_text("What is the panel asked, and why?", "Say what the panel is asked, and why.")
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="The meeting it comes from", required=False,
                                     empty_label="None")  # fmt: skip

    def __init__(self, *args: Any, puts: Sequence[tuple[str, str]], meetings: Any, names: Mapping[int, str],
                 **options: Any) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.fields["put"].choices = puts
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = lambda meeting: names[meeting.pk]

    def answers(self) -> dict[str, Any]:
        """The action's words: the panel and the matter apart."""
        words = super().answers()
        panel, _, matter = words.pop("put").partition(":")
        return {**words, "panel": panel, "matter": matter}


class EnclosureForm(SeenForm):
    """Whether a paper came, or why it is not needed; and, if it came late, who agreed."""

    came_on = DayField(label="The day it came", required=False)
    source = forms.CharField(label="Where it is, or what shows it", max_length=300, required=False)
    not_needed = forms.CharField(label="Or: why it is not needed", max_length=300, required=False)
    late_agreed_by = _staff("If it came after the last day, who agreed to take it", required=False)
    late_why = forms.CharField(label="If it came late, why", max_length=300, required=False)


class MoveForm(SeenForm):
    """Which sitting. Each says by when things must be there to make it."""

    sitting = forms.ChoiceField(label="Which sitting", widget=forms.RadioSelect)
    why = forms.CharField(label="If it is listed already, why it moves", max_length=400, required=False)

    def __init__(self, *args: Any, sittings: Mapping[str, tuple[str, Sitting]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sittings = sittings
        self.fields["sitting"].choices = [(key, words) for key, (words, _) in sittings.items()]

    def answers(self) -> dict[str, Any]:
        """The action's words: the sitting itself."""
        words = super().answers()
        return {**words, "sitting": self.sittings[words["sitting"]][1]}


class ReferForm(SeenForm):
    """What only an exception needs: who agreed to a late referral, and why a condition of the policy is left."""

    exception = long_text("If a condition of the policy is not met: why should the panel hear it all the same?", 3)
    late_agreed_by = _staff("If it is after the last day: who agreed to take it?", required=False)
    late_why = forms.CharField(label="If it is late, why", max_length=400, required=False)

    def __init__(self, *args: Any, is_late: bool, is_exception: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, stays in (("exception", is_exception), ("late_agreed_by", is_late), ("late_why", is_late)):
            if not stays:
                del self.fields[name]


class WhyForm(SeenForm):
    """Why it is withdrawn."""

    why = said_text("Why is it withdrawn?", "Say why it is withdrawn.", 3)


class AsideForm(KeptForm):
    """Which member leaves this item to the others, and why."""

    person = _staff("Which member")
    why = forms.CharField(label="What is the interest?", max_length=300,
                          help_text="For example: knows the family. Write nothing private of the member.")  # fmt: skip

    def __init__(self, *args: Any, members: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = members


class DecideForm(SeenForm):
    """What the panel decided, why, on what conditions, and its minutes."""

    outcome = forms.ChoiceField(label="What did the panel decide?", choices=OUTCOMES, widget=forms.RadioSelect)
    reasons = said_text("Why", "Write the reasons, so that the child can read one day why it was decided.", 5,
                        help_text="Write it so that the child can read it one day.")  # fmt: skip
    conditions = long_text("On what conditions, if any", 3)
    minutes = long_text("Minutes of this item", 8)


class TellForm(KeptForm):
    """When and how someone was told."""

    told_on = DayField(label="When they were told")
    how = forms.CharField(label="How they were told", max_length=200,
                          help_text="For example: at a visit, by letter, by phone.")  # fmt: skip


class TaskForm(KeptForm):
    """What became of something that was to be done."""

    done_on = DayField(label="The day it was done")
    became = said_text("What was done, or why it was left", "Say what was done, or why it was left.")
    wishes = long_text("What the child and the family wanted", 3)

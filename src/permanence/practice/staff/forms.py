"""What the pages about people and ties ask."""

from __future__ import annotations

from typing import Any

from django import forms

from permanence.practice.children.models import RESTRICTED
from permanence.practice.design.days import DayField
from permanence.practice.design.forms import AskingForm
from permanence.practice.staff.models import Person, Team
from permanence.practice.staff.roles import ALLOCATION_ROLES, NAMES

_TYPED = forms.TextInput(attrs={"class": "govuk-input--width-20"})


class ChosenPerson(forms.ModelChoiceField):
    """One of those who work here now."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.filter(is_active=True), empty_label="Choose a person", **options)


class ChosenColleague(forms.ModelChoiceField):
    """One of those who record things about children on the day the form is made; or nobody."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.none(), **{"required": False, "empty_label": "Nobody chosen", **options})

    def __deepcopy__(self, memo: dict[int, Any]) -> ChosenColleague:
        """The field of one form. A class of forms is made once, and who works here changes from day to day."""
        field: ChosenColleague = super().__deepcopy__(memo)
        field.queryset = Person.objects.who_record()
        return field


class ChosenTeam(forms.ModelChoiceField):
    """One of the teams."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Team.objects.all(), empty_label="No team", required=False, **options)


class StarterForm(AskingForm):
    """Someone who starts work."""

    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(
        label="Work e-mail", help_text="They sign in with it. A letter to it lets them set a password."
    )
    role = forms.ChoiceField(choices=[("", "Choose a role"), *NAMES])
    team = ChosenTeam()
    start = DayField(label="First day", required=False, help_text="Today, if you leave it empty.")


class PersonForm(AskingForm):
    """A person's name and e-mail."""

    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="Work e-mail")


class PostForm(AskingForm):
    """Another role for a person."""

    role = forms.ChoiceField(choices=[("", "Choose a role"), *NAMES])
    team = ChosenTeam()
    start = DayField(label="First day", required=False, help_text="Today, if you leave it empty.")
    end = DayField(label="Last day is before", required=False, help_text="For a post that ends, as an inspection does.")


class EndForm(AskingForm):
    """The day from which something no longer holds."""

    end = DayField(
        label="From which day does it no longer hold?", required=False, help_text="Today, if you leave it empty."
    )


class LeaverForm(AskingForm):
    """Someone who leaves."""

    day = DayField(
        label="From which day are they no longer here?", required=False, help_text="Today, if you leave it empty."
    )


class TeamForm(AskingForm):
    """A team and where it stands."""

    name = forms.CharField(max_length=120)
    within = ChosenTeam(label="Part of", help_text="Managers of that team see the children of this one.")


class DelegationForm(AskingForm):
    """Who stands in, and until when."""

    to = ChosenPerson(label="Who stands in for you?")
    start = DayField(label="From", required=False, help_text="Today, if you leave it empty.")
    end = DayField(label="First day on which you are back")
    why = forms.CharField(label="Why", max_length=200, required=False, help_text="For example: leave.")


class DelegationForAnotherForm(DelegationForm):
    """The same, arranged by the system administrator for someone who could not."""

    away = ChosenPerson(label="Who is away?")
    field_order = ("away", "to", "start", "end", "why")


class AllocationForm(AskingForm):
    """Who works with the child, as what."""

    person = ChosenPerson(label="Person")
    role = forms.ChoiceField(label="As", choices=[("", "Choose a role"), *ALLOCATION_ROLES])
    start = DayField(label="From", required=False, help_text="Today, if you leave it empty.")
    end = DayField(
        label="Until", required=False, help_text="The first day on which it no longer holds, if that is known."
    )


class GrantForm(AskingForm):
    """Who may see a restricted record, why, and until when."""

    person = ChosenPerson(label="Person")
    why = forms.CharField(
        label="Why do they need to see this record?", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    end = DayField(label="Until", help_text="The first day on which it no longer holds; a year from now at most.")


class RestrictForm(AskingForm):
    """Why a record is restricted."""

    kind = forms.ChoiceField(label="Why is it restricted?", choices=RESTRICTED, widget=forms.RadioSelect)
    why = forms.CharField(label="Say more", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class WhyForm(AskingForm):
    """A reason."""

    why = forms.CharField(label="Why?", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class GlassForm(AskingForm):
    """Whose record must be opened now, and why."""

    case_number = forms.CharField(label="Case number", max_length=40, widget=_TYPED)
    why = forms.CharField(
        label="Why must you see it now?", max_length=400, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In a sentence. Your managers are told at once and will read it.",
    )  # fmt: skip


class GlassReviewForm(AskingForm):
    """What a manager found."""

    was_right = forms.TypedChoiceField(
        label="Was it right to open the record?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
    )  # fmt: skip
    found = forms.CharField(label="What did you find?", widget=forms.Textarea(attrs={"rows": 4}))

"""What is asked about the child: names and numbers, the people around them, brothers and sisters."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder

from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.children.models import AROUND_THE_CHILD, SEXES, Child, Connection
from permanence.practice.design.days import DayField
from permanence.practice.staff.models import Team

_TYPED = forms.TextInput(attrs={"class": "govuk-input--width-20"})
_LONG = forms.Textarea(attrs={"rows": 3})


class ChildForm(KeptForm):
    """A child's details."""

    first_name = forms.CharField(
        label="First name", max_length=80, help_text="Write 'not known' where there is none yet."
    )
    last_name = forms.CharField(label="Family name", max_length=80)
    known_as = forms.CharField(
        label="Known as", max_length=80, required=False, help_text="The name the child goes by, if it is another."
    )
    born = DayField(
        label="Date of birth",
        required=False,
        help_text="For example, 31 3 2016. Leave it empty before birth, or where it is not known.",
    )
    case_number = forms.CharField(label="Case number", max_length=40, required=False, widget=_TYPED)
    return_id = forms.CharField(
        label="Child ID in the return", max_length=40, required=False, widget=_TYPED,
        help_text="The number the child has in the yearly return (SSDA903).",
    )  # fmt: skip
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="No team")
    sex = forms.ChoiceField(choices=[*SEXES, ("", "Not said")], required=False, widget=forms.RadioSelect)
    ethnicity = forms.CharField(max_length=80, required=False, widget=_TYPED)
    language = forms.CharField(
        max_length=80, required=False, widget=_TYPED, help_text="The language the child speaks best."
    )
    interpreter = forms.BooleanField(label="Needs an interpreter", required=False)
    communication_needs = forms.CharField(
        label="Communication needs", required=False, widget=_LONG,
        help_text="How best to speak with the child, and what helps: signs, pictures, time.",
    )  # fmt: skip


class DetailsForm(ChildForm):
    """A child's details, changed. ``seen`` tells whether another has changed them since the page was opened."""

    why = forms.CharField(
        label="Why is it changed?", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """The details as they are to be."""
        return {name: self.cleaned_data[name] for name in DETAILS}


DETAILS = tuple(name for name in ChildForm.base_fields if name != "once")


def details_of(child: Child) -> dict[str, Any]:
    """The details as the form shows them."""
    return {name: getattr(child, name) for name in DETAILS}


def mark_of(child: Child) -> str:
    """A mark that is another whenever any detail is."""
    plain = {name: child.team_id if name == "team" else value or "" for name, value in details_of(child).items()}
    return sha256(json.dumps(plain, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()[:20]


class ConnectionForm(KeptForm):
    """A person around the child."""

    name = forms.CharField(label="Name", max_length=120)
    role = forms.ChoiceField(label="Who are they to the child?", choices=[("", "Choose one"), *AROUND_THE_CHILD])
    has_parental_responsibility = forms.BooleanField(label="Has parental responsibility", required=False)
    contact = forms.CharField(
        label="How to reach them", max_length=200, required=False, help_text="A telephone number or an e-mail address."
    )
    notes = forms.CharField(label="Anything to add", required=False, widget=_LONG)
    start = DayField(label="Since", required=False)
    end = DayField(label="Until", required=False, help_text="Leave this empty while it lasts.")


def connection_as_initial(connection: Connection) -> dict[str, Any]:
    """What is kept of a person, as the form shows it."""
    return {name: getattr(connection, name) for name in ConnectionForm.base_fields if name != "once"}


class ConnectionEndForm(KeptForm):
    """The day from which a person is no longer around the child in this role."""

    end = DayField(label="From which day is this so no longer?")


class SiblingForm(KeptForm):
    """A brother or sister, found by number: names are too easily mistaken."""

    number = forms.CharField(
        label="The brother's or sister's case number, or ID in the return", max_length=40, widget=_TYPED,
        help_text="You will find it on their page.",
    )  # fmt: skip


class LeaveForm(KeptForm):
    """Why two children are not brother and sister after all."""

    why = forms.CharField(label="Why?", max_length=400, widget=_LONG)

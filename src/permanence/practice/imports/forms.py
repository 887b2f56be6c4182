"""What the pages of an import ask."""

from __future__ import annotations

from typing import Any

from django import forms

from permanence.practice.design.forms import AskingForm
from permanence.practice.imports.actions.choosing import conflicts
from permanence.practice.imports.intake import KINDS, MEGABYTE, MOST_TOGETHER
from permanence.practice.imports.lines import DROPPED
from permanence.practice.imports.models import ImportedChild

KEEP, FOLLOW = "keep", "file"
WHICH = [(KEEP, "Keep what is recorded here"), (FOLLOW, "Use what the file says")]
WITHDRAW = [(KEEP, "Keep it as recorded"), (FOLLOW, "Withdraw it: it never was")]
WHETHER = [(KEEP, "Leave it withdrawn"), (FOLLOW, "Record it again, as the file says")]


class SeveralFiles(forms.ClearableFileInput):
    """A control for several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files. Each is looked at by the action (intake.py), which names the one that is wrong."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as a list, empty ones too."""
        files = data if isinstance(data, list | tuple) else [data]
        found = [file for file in files if file]
        if not found and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return found


class BringInForm(AskingForm):
    """The files to bring in."""

    files = Files(
        label="Files",
        help_text="CSV files of the return, the XML return, a zip of either, or the facts spreadsheet (.xlsx or .csv). "
        f"Up to {MOST_TOGETHER // MEGABYTE} MB together.",
        widget=SeveralFiles(attrs={"accept": ",".join(KINDS)}),
        error_messages={"required": "Choose the files to bring in."},
    )


class ApplyForm(AskingForm):
    """How conflicts are settled when applying."""

    conflicts = forms.ChoiceField(
        label="Where a file and a person differ",
        choices=[
            ("chosen", "Keep what is recorded, but for the lines I chose"),
            (KEEP, "Keep what is recorded, for every child"),
            (FOLLOW, "Use what the files say, for every child"),
        ],
        widget=forms.RadioSelect,
        initial="chosen",
        help_text="What the files no longer have is withdrawn only where you chose so for that child.",
    )

    def __init__(self, *args: Any, has_conflicts: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_conflicts:
            del self.fields["conflicts"]


class PlainForm(AskingForm):
    """A form that asks nothing but to go on."""


class ChildForm(AskingForm):
    """The choices for one child: one for each line in conflict, and whether to leave the child out."""

    left_out = forms.BooleanField(label="Leave this child out of the import", required=False)

    def __init__(self, *args: Any, row: ImportedChild, **options: Any) -> None:
        super().__init__(*args, initial={"left_out": row.left_out}, **options)
        left_out = self.fields.pop("left_out")
        for place in conflicts(row):
            self.fields[f"line_{place}"] = forms.ChoiceField(
                label="What should stand?",
                choices={"withdrawn": WHETHER, DROPPED: WITHDRAW}.get(row.lines[place]["why"], WHICH),
                widget=forms.RadioSelect,
                initial=FOLLOW if place in row.taken else KEEP,
            )
        self.fields["left_out"] = left_out

    def taken(self) -> list[int]:
        """The places of the lines for which the file was chosen."""
        return [int(name.removeprefix("line_")) for name, value in self.cleaned_data.items() if value == FOLLOW]


SHOW = [
    ("", "All children"),
    ("new", "New here"),
    ("changed", "Changed"),
    ("conflicting", "In conflict"),
    ("set_aside", "With facts set aside"),
    ("unchanged", "Unchanged"),
    ("left_out", "Left out by choice"),
    ("moved_on", "Not applied: changed since the dry run"),
]


class FindForm(forms.Form):
    """Which children of an import to list."""

    marks_optional = False
    show = forms.ChoiceField(label="Show", choices=SHOW, required=False)
    q = forms.CharField(
        label="Child ID in the return", required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )

"""One form for every kind of fact, made from the vocabulary: what it asks is what the fact may say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from permanence.policy.vocabulary import Attribute, vocabulary
from permanence.policy.vocabulary import Fact as Kind
from permanence.practice.children.checks import ONE_AT_A_TIME
from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.children.models import Fact
from permanence.practice.children.words import Local, choice_name, question, token_name
from permanence.practice.design.days import DayField
from permanence.practice.design.wording import day

FEW = 8
"""Up to so many choices stand open on the page; more are a list to choose from."""
_NARROW = forms.NumberInput(attrs={"class": "govuk-input--width-4"})
_LONG = forms.Textarea(attrs={"rows": 3})


class FactForm(KeptForm):
    """A fact of one kind. A new one may take over from the last of ``open_ones``, those that have not ended."""

    def __init__(self, *args: Any, kind: Kind, local: Local, open_ones: Sequence[Fact] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.fields.update(_questions(kind, local))
        if kind.name in ONE_AT_A_TIME and open_ones:
            self.fields["ends_previous"] = _takes_over(open_ones[-1], local)
        self.fields["note"] = forms.CharField(label="Anything to add", required=False, widget=_LONG)

    def content(self) -> dict[str, Any]:
        """What the form says, as the actions take it."""
        said = self.cleaned_data
        content = {
            "token": vocabulary().token(self.kind.name, said.get("code") or None), "start": said["start"],
            "attributes": {name: said[name] for name in self.kind.takes if said.get(name) not in (None, "", [])},
            "note": said["note"],
        }  # fmt: skip
        return content | ({"end": said["end"]} if "end" in said else {})


class RecordForm(FactForm):
    """A fact that is new."""

    def content(self) -> dict[str, Any]:
        """What the form says, and whether the one before ends with it."""
        return super().content() | {"ends_previous": bool(self.cleaned_data.get("ends_previous"))}


class CorrectForm(FactForm):
    """A fact that was recorded wrongly, with the reason for the change."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["why"] = forms.CharField(
            label="Why is it corrected?", max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
            help_text="What it said before stays in its history, beside your reason.",
        )  # fmt: skip


class EndForm(KeptForm):
    """The end of something that lasted."""

    end = DayField(label="First day on which it no longer holds")
    why = forms.CharField(label="Why did it end?", required=False, max_length=400, widget=_LONG)


class WithdrawForm(KeptForm):
    """Why something should never have been recorded."""

    why = forms.CharField(
        label="Why is it withdrawn?", max_length=400, widget=_LONG,
        help_text="It stays in the history, beside your reason, and counts for nothing from now on.",
    )  # fmt: skip


def as_initial(fact: Fact) -> dict[str, Any]:
    """What a fact says, as the form shows it."""
    said = {name: _shown(value) for name, value in fact.attributes.items()}
    return {"code": fact.code, "start": fact.start, "end": fact.end, "note": fact.note, **said}


def _shown(value: Any) -> Any:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


# --- fields ------------------------------------------------------------------------------------------------------


def _questions(kind: Kind, local: Local) -> Mapping[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    if kind.codes:
        fields["code"] = _choices(
            "Which kind?", [(code, token_name(f"{kind.name}.{code}", local)) for code in kind.codes]
        )
    fields["start"] = DayField(label="First day" if kind.is_span else "Day", help_text=_when(kind))
    if kind.is_span:
        fields["end"] = DayField(
            label="First day on which it no longer held", required=False, help_text="Leave this empty while it lasts."
        )
    fields |= {name: _detail(vocabulary().attributes[name]) for name in kind.takes}
    return fields


def _when(kind: Kind) -> str:
    return "Today, a day before, or the day it is arranged for." if kind.planned else "For example, 31 3 2026."


def _choices(label: str, choices: list[tuple[str, str]], **options: Any) -> forms.Field:
    if len(choices) <= FEW:
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **options)
    return forms.ChoiceField(label=label, choices=[("", "Choose one"), *choices], **options)


def _detail(attribute: Attribute) -> forms.Field:
    label, hint = question(attribute.name)
    options: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    match attribute.kind:
        case "bool":
            return forms.TypedChoiceField(
                choices=[("yes", "Yes"), ("no", "No"), ("", "Not said")], widget=_small(),
                coerce=lambda said: said == "yes", empty_value=None, **options,
            )  # fmt: skip
        case "int":
            return forms.IntegerField(min_value=1, max_value=366, widget=_NARROW, **options)
        case "date":
            return DayField(**options)
        case "choices":
            return forms.MultipleChoiceField(choices=_named(attribute), widget=forms.CheckboxSelectMultiple, **options)
        case "choice":
            return forms.ChoiceField(
                choices=[*_named(attribute), ("", "Not said")],
                widget=_small(),
                **options,
            )
    return forms.CharField(max_length=120, **options)


def _small() -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"small": True})


def _named(attribute: Attribute) -> list[tuple[str, str]]:
    return [(choice, choice_name(attribute.name, choice)) for choice in attribute.choices]


def _takes_over(before: Fact, local: Local) -> forms.Field:
    return forms.BooleanField(
        label=f"End '{token_name(before.token, local)}', which began on {day(before.start)}, on that day",
        required=False, initial=True,
    )  # fmt: skip

"""What the pages ask: for another limit, for the answer to that, and why it ends; and the name of a saved view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from permanence.policy.agreements import KINDS, MayAgree
from permanence.practice.design.days import DayField
from permanence.practice.design.forms import AskingForm
from permanence.practice.tracker.permissions import is_panel
from permanence.practice.tracker.words import decider_words

_ONLY_FOR = {"every": "frequency", "limit": "extend"}


class AskForm(AskingForm):
    """Another limit for one child: which way, how long it holds, and why. Asks only for what the paragraphs allow."""

    way = forms.ChoiceField(label="What are you asking for?", widget=forms.RadioSelect)
    every = forms.CharField(
        label="How often from now on", required=False, max_length=30,
        help_text="Write a number and weeks or months: 9 months.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip
    limit = DayField(label="The new last good day", required=False, help_text="For more time, this once.")
    start = DayField(label="It starts on", help_text="The first day on which it counts.")
    end = DayField(
        label="It ends on",
        help_text="From this day the limit of the policy counts again. Two years from its start at most.",
    )
    why = forms.CharField(
        label="Why this child needs it",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Those who agree read this.",
    )

    def __init__(self, *args: Any, allowed: Sequence[MayAgree], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(f"{may.clause}:{kind}", _way(may, kind, len(allowed) > 1)) for may in allowed for kind in may.kinds]
        kinds = {kind for may in allowed for kind in may.kinds}
        self.fields["way"].choices = ways
        if len(ways) == 1:
            self.fields["way"].widget, self.fields["way"].initial = forms.HiddenInput(), ways[0][0]
        for name, kind in _ONLY_FOR.items():
            if kind not in kinds:
                del self.fields[name]

    @property
    def asked(self) -> dict[str, Any]:
        """The action's words."""
        given = dict(self.cleaned_data)
        under, _, kind = given.pop("way").partition(":")
        return {**given, "under": under, "kind": kind}


def _way(may: MayAgree, kind: str, is_one_of_several: bool) -> str:
    words = KINDS[kind]
    longest = may.at_most or may.each_at_most
    most = f" ({longest} at most)" if longest else ""
    return f"{words[0].upper()}{words[1:]}{most}{f', under {may.clause}' if is_one_of_several else ''}"


class AnswerForm(AskingForm):
    """Yes or no, by one of those whom the policy lets agree."""

    verdict = forms.ChoiceField(
        label="Do you agree?", widget=forms.RadioSelect,
        choices=[("agree", "Yes, I agree"), ("refuse", "No: the limit of the policy stays")],
    )  # fmt: skip
    decider = forms.ChoiceField(label="Who agrees?", widget=forms.RadioSelect)
    agreed_on = DayField(
        label="The day the panel or the court agreed",
        required=False,
        help_text="Only where a panel or a court agreed. Its day must be recorded for this child.",
    )
    answer = forms.CharField(
        label="What you want to say",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for a no.",
    )

    def __init__(self, *args: Any, deciders: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decider"].choices = [(decider, decider_words(decider)) for decider in deciders]
        if len(deciders) == 1:
            self.fields["decider"].widget, self.fields["decider"].initial = forms.HiddenInput(), deciders[0]
        if not any(is_panel(decider) for decider in deciders):
            del self.fields["agreed_on"]

    @property
    def agreed(self) -> dict[str, Any]:
        """The words of ``agree``."""
        return {name: value for name, value in self.cleaned_data.items() if name != "verdict"}

    @property
    def refused(self) -> dict[str, Any]:
        """The words of ``refuse_agreement``."""
        return {name: self.cleaned_data[name] for name in ("decider", "answer")}


class EndForm(AskingForm):
    """Why an agreement ends before its day."""

    why = forms.CharField(label="Why it ends", widget=forms.Textarea(attrs={"rows": 3}))


class ViewForm(AskingForm):
    """The name of a saved view."""

    name = forms.CharField(label="Name of the view", max_length=80)

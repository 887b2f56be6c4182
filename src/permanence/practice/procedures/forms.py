"""Forms for choosing the policy."""

from __future__ import annotations

from typing import Any

from django import forms

from permanence.policy.lineage import pack_name
from permanence.policy.pack import BUILT_IN, Pack, Setting, value_words
from permanence.practice.design.days import DayField
from permanence.practice.design.forms import AskingForm
from permanence.tracker.names import capital


class PackForm(forms.Form):
    """Which policy."""

    pack = forms.ChoiceField(
        label="Which policy should we follow?",
        widget=forms.RadioSelect,
        choices=[(code, pack_name(code)) for code in BUILT_IN],
        help_text="Each stands on the statute. Choose the statute alone to follow no policy of your own.",
    )


class ProposalForm(AskingForm):
    """From when, why, and the settings of one policy: a field each, filled with the value that holds now."""

    effective = DayField(
        label="From which day?",
        help_text="What began before that day keeps the number it began with.",
    )
    why = forms.CharField(
        label="Why?", widget=forms.Textarea(attrs={"rows": 3}), help_text="As the second person will read it."
    )

    def __init__(self, *given: Any, document: Pack, followed: Pack, **options: Any) -> None:
        super().__init__(*given, **options)
        self.document = document
        own_first = sorted(document.settings.items(), key=lambda item: item[1].clause.startswith("ENGLAND"))
        for name, setting in own_first:
            standing = followed.settings.get(name, setting) if followed.code == document.code else setting
            self.fields[name] = _field(setting, standing)

    def settings(self) -> dict[str, Any]:
        """The settings chosen that differ from the document's own values."""
        chosen = {name: self.cleaned_data[name] for name in self.document.settings if name in self.cleaned_data}
        return {name: value for name, value in chosen.items() if value != self.document.settings[name].on(None)}


def _field(setting: Setting, standing: Setting) -> forms.Field:
    """The field of a setting: yes or no, a number where the document's value is one, else words such as 4 weeks."""
    document = setting.on(None)
    if isinstance(document, bool):
        return _yes_or_no(setting, standing)
    kind = forms.IntegerField if isinstance(document, int) else forms.CharField
    who = "law" if setting.clause.startswith("ENGLAND") else "document"
    width = {"class": "govuk-input--width-10"}
    return kind(
        label=capital(setting.means),
        help_text=f"The {who} says {document} ({setting.clause}).",
        initial=standing.values[-1][1],
        widget=forms.TextInput(attrs=width),
        error_messages={"required": f"Write a value, such as {document}."},
    )


def _yes_or_no(setting: Setting, standing: Setting) -> forms.Field:
    """No is what stands where nobody has chosen."""
    return forms.TypedChoiceField(
        label=capital(setting.means),
        help_text=f"See {setting.clause}. Where nobody chooses, it is {value_words(setting.on(None))}.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda chosen: chosen == "yes",
        initial=value_words(standing.values[-1][1]),
        widget=forms.RadioSelect,
    )

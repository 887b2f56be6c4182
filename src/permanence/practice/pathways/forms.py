"""What the pages of pathways ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from permanence.policy.pathway_steps import Step
from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.design.days import DayField
from permanence.practice.meetings.forms.seen import SeenForm, long_text
from permanence.practice.meetings.words import cited
from permanence.practice.today import today

WORDS = {
    "words": "In your own words", "agree": "The reasons", "tell": "Who was told, how, and what they said",
    "day": "What else there is to say", "choose": "Why this way",
}  # fmt: skip


class BeginForm(KeptForm):
    """Which piece of work begins, and why now."""

    kind = forms.ChoiceField(label="What begins", widget=forms.RadioSelect)
    why = long_text("Why it begins now")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds


class StepForm(SeenForm):
    """One step: the answer where it has one, the day, and words."""

    def __init__(self, *args: Any, step: Step, **options: Any) -> None:
        super().__init__(*args, **options)
        if step.takes in ("agree", "choose"):
            self.fields["answer"] = forms.ChoiceField(
                label="Is it agreed?" if step.takes == "agree" else "Which way",
                choices=_choices(step), widget=forms.RadioSelect,
            )  # fmt: skip
        self.fields["day"] = DayField(label="On which day")
        self.initial.setdefault("day", today())
        self.fields["words"] = long_text(WORDS[step.takes])


def _choices(step: Step) -> list[tuple[str, str]]:
    if step.takes == "agree":
        return [("yes", "Yes"), ("no", "No, not as it is")]
    return [(one.code, f"{one.text}{cited(one.because)}") for one in step.choices]


class CloseForm(SeenForm):
    """How a piece of work ended."""

    ended = long_text("How it ended")

"""What the pages about a plan ask beside its options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.design.days import DayField
from permanence.practice.meetings.forms.seen import SeenForm, long_text
from permanence.practice.plans.models import OUTCOMES, WHOSE
from permanence.practice.today import today

YES_NO = [("yes", "Yes"), ("no", "No")]


class TrackForm(SeenForm):
    """What is known of one option, and what will decide."""

    rules_out = long_text("What would rule it out?", 3)
    evidence = long_text("What is known so far: assessments, reports, what people said", 6)
    decides = forms.CharField(label="What will decide?", max_length=400, required=False,
                              help_text="For example: the assessment of the aunt, the final hearing.")  # fmt: skip
    decides_on = DayField(label="By which day?", required=False)


class TellForm(KeptForm):
    """Who was told, when and how."""

    who = forms.CharField(label="Who was told?", max_length=200)
    on = DayField(label="When?", initial=today)
    how = forms.CharField(label="How?", max_length=200, help_text="For example: at a visit, by letter, by telephone.")
    note = long_text("What they said", 3)


class SayForm(KeptForm):
    """Who says so, when, and how it is known."""

    who = forms.CharField(label="Who says so?", max_length=200)
    on = DayField(label="Since when?", initial=today)
    how = forms.CharField(label="How is it known?", max_length=200,
                          help_text="For example: the assessment of 3 March, an e-mail of the manager.")  # fmt: skip


class TakeBackForm(KeptForm):
    """Why what was said is taken back."""

    why = forms.CharField(label="Why is it taken back?", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class CourtForm(KeptForm):
    """Which court agreed the plan, and when."""

    who = forms.CharField(label="Which court?", max_length=200)
    on = DayField(label="On which day?", initial=today)
    how = forms.CharField(
        label="How is it known?", max_length=200, help_text="For example: the order, a note of hearing."
    )


class ReviewForm(KeptForm):
    """What the statutory review thought of the plan."""

    on = DayField(label="The day of the review", initial=today)
    in_time = forms.ChoiceField(label="Does the plan meet the child's needs in a realistic time?", choices=YES_NO,
                                widget=forms.RadioSelect)  # fmt: skip
    agreed = forms.ChoiceField(label="Do you endorse the plan?", choices=YES_NO, widget=forms.RadioSelect)
    note = long_text("What the review thought of the plan, and why")

    def answers(self) -> dict[str, Any]:
        """The action's words."""
        said = super().answers()
        return {**said, "in_time": said["in_time"] == "yes", "agreed": said["agreed"] == "yes"}


class AchievedForm(SeenForm):
    """Since when the plan is achieved."""

    day = DayField(label="Since which day?")


class DisagreeForm(KeptForm):
    """Who is unhappy, with what, and what they want."""

    whose = forms.ChoiceField(label="Who is unhappy with the plan, or with how it is made?", choices=WHOSE,
                              widget=forms.RadioSelect)  # fmt: skip
    about = long_text("What are they unhappy with?", 5, help_text="In their own words, where you can.")
    wants = long_text("What do they want instead?", 3)
    on = DayField(label="When did they say so?", initial=today)

    def __init__(self, *args: Any, child: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whose"].choices = [("worker", "I am, or another worker"), ("child", child)]


class AnswerForm(KeptForm):
    """What was answered or done, and whether that settles it."""

    answer = long_text("What did you answer, or do?", 5)
    outcome = forms.ChoiceField(label="How did it end?", required=False, widget=forms.RadioSelect, choices=OUTCOMES)

    marks_optional = False

    def __init__(
        self, *args: Any, goes_on: str, outcomes: Sequence[tuple[str, str]] = OUTCOMES[1:], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"].choices = [("", goes_on), *outcomes]


class ForChildForm(SeenForm):
    """The worker's words on the child's page."""

    happening = long_text("What is happening?", 5, help_text="Short sentences, words the child knows. They stand above "
                          "what the page says by itself.")  # fmt: skip
    said = long_text("What I said", 4, help_text="In the child's own words.")
    talk_to = long_text("Who else can the child talk to?", 3,
                        help_text="For example: a teacher, a grandparent, a helpline.")  # fmt: skip

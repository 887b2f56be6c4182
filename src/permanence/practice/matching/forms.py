"""What the pages about matching ask."""

from __future__ import annotations

from django import forms

from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.design.days import DayField
from permanence.practice.matching.models import STATES
from permanence.practice.meetings.forms.seen import SeenForm, long_text
from permanence.practice.panels.forms.asked import said_text
from permanence.practice.staff.forms import ChosenColleague


class BeginForm(KeptForm):
    """Who looks, and for what kind of family."""

    finder = ChosenColleague(label="Who looks for a family", empty_label="Nobody chosen yet")
    wanted = said_text("What kind of family does this child need?",
                       "Say what kind of family you look for, from the child's needs.", 5,
                  help_text="Begin with the child: what they need, what they want, who matters to them.")  # fmt: skip


class LogForm(KeptForm):
    """Where someone looked and what came of it."""

    day = DayField(label="Day")
    where = forms.CharField(label="Where did you look?", max_length=160,
                            help_text="For example: our own carers, consortium, agencies, Linkmaker.")  # fmt: skip
    found = forms.CharField(label="What came of it?", widget=forms.Textarea(attrs={"rows": 3}))


class CarersForm(KeptForm):
    """Carers who were thought of."""

    name = forms.CharField(label="Who are they?", max_length=160)
    are_present = forms.BooleanField(label="The child lives with them now", required=False)
    agency = forms.CharField(label="Their agency, if they are not the council's own", max_length=160, required=False)
    strengths = long_text("How would they meet the child's needs?", 4)
    worries = long_text("What stands against it, or needs support?", 4)


class WeighForm(SeenForm):
    """How carers fit and where that stands."""

    state = forms.ChoiceField(label="Where does it stand?", choices=STATES, widget=forms.RadioSelect)
    why = long_text("Why", 4)
    strengths = long_text("How would they meet the child's needs?", 4)
    worries = long_text("What stands against it, or needs support?", 4)
    visited_on = DayField(label="When the social worker and the family finder visited them together", required=False)


class IntroductionForm(KeptForm):
    """A step of getting to know each other."""

    day = DayField(label="Day")
    what = forms.CharField(label="What happens?", max_length=300, help_text="For example: tea at the carers' home.")


class WentForm(KeptForm):
    """How a step went."""

    went = said_text("How did it go, and what did the child say?", "Say how it went, and what the child said.", 5)


class EndForm(KeptForm):
    """How a search ended."""

    ended = said_text("How did the search end?", "Say how it ended.", 3)

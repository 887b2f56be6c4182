"""Forms that lead to an action: a refusal stands at its field, and a question becomes a box to tick."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from permanence.practice.refusals import Question, Refusal

_CONFIRM = "confirm_"


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where the page is only asked for. A form may be sent with every field empty."""
    return request.POST if request.method == "POST" else None


def _say_what_to_do(form: forms.BaseForm) -> None:
    """Has each field say, by its own name, that it is empty and what to do, where it has no words of its own; and how
    an e-mail address or a number is written."""
    usual = forms.Field.default_error_messages["required"]
    for name, field in form.fields.items():
        label = field.label or name.replace("_", " ").capitalize()
        if field.error_messages.get("required") == usual:
            verb = "Choose an answer for" if isinstance(field, forms.ChoiceField) else "Fill in"
            field.error_messages["required"] = f"{verb} '{label}'."
        if isinstance(field, forms.EmailField):
            field.error_messages.setdefault("invalid", "Write a whole e-mail address, as in name@council.gov.uk.")
        if isinstance(field, forms.IntegerField) and field.min_value is not None:
            wanted = f"Write '{label}' as a whole number from {field.min_value} to {field.max_value}."
            field.error_messages |= dict.fromkeys(("invalid", "min_value", "max_value"), wanted)


class Telling(forms.BaseForm):
    """For a form whose fields tell by their own names that they are empty."""

    def full_clean(self) -> None:
        """Looks at what was sent. By now the form has all its fields, also those it adds for one child."""
        _say_what_to_do(self)
        super().full_clean()


class Asking(Telling):
    """For a form whose fields are an action's words. ``result`` is what the action gave."""

    result: Any = None

    def accepts(self, action: Callable[..., Any], **given: Any) -> bool:
        """Calls the action, and says whether it went through. If not, the form shows why, in the action's own words.

        What the person ticked is passed to the action as ``confirmed``, if it is one that asks questions.
        """
        confirmed = frozenset(name.removeprefix(_CONFIRM) for name in self.data if name.startswith(_CONFIRM))
        if confirmed and "confirmed" in signature(action).parameters:
            given["confirmed"] = confirmed
        try:
            self.result = action(**given)
        except Question as question:
            self._ask(question, confirmed)
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.wording)
        else:
            return True
        return False

    def _ask(self, question: Question, confirmed: frozenset[str]) -> None:
        """Adds a box to tick for this question; what was ticked before is sent along unseen."""
        for code in confirmed:
            self.fields[_CONFIRM + code] = forms.BooleanField(required=False, widget=forms.HiddenInput)
        name = _CONFIRM + question.code
        self.fields[name] = forms.BooleanField(label="Yes, this is right", required=False)
        self.add_error(name, question.wording)


class AskingForm(Asking, forms.Form):
    """A form that leads to an action."""

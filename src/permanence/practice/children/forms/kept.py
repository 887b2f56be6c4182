"""Forms that are kept while they are written, and that do what they are for once, however often they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict

from permanence.practice.children.actions.drafts import only_once
from permanence.practice.design.forms import AskingForm
from permanence.practice.staff.models import Person

OURS = frozenset({"csrfmiddlewaretoken", "once", "page", "writer"})
"""What a form carries that no one typed."""


class KeptForm(AskingForm):
    """A form with a key of its own. A tick at "Yes, this is right" belongs to one sending and is not kept."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["once"].initial = uuid4

    def sends(self, action: Callable[..., Any], *, by: Person, page: str, **given: Any) -> bool:
        """As ``accepts``, once only, and the draft of this page is forgotten. Raises SentAlready the second time."""
        key: UUID = self.cleaned_data.get("once") or uuid4()

        @wraps(action)
        def once(**everything: Any) -> Any:
            return only_once(by=by, key=key, page=page, does=lambda: action(by=by, **everything))

        return self.accepts(once, **given)

    @property
    def is_ready(self) -> bool:
        """Whether it was sent, and is right as far as the form itself can tell."""
        return bool(self.is_bound and self.is_valid())

    def answers(self) -> dict[str, Any]:
        """What was answered, by field: the words of the action the form leads to. Only of a form that is ready."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OURS}

    def typed(self) -> dict[str, list[str]]:
        """What was typed, as it is kept in a draft."""
        return words_of(self.data)

    def fill(self, written: Mapping[str, list[str]]) -> None:
        """Puts what was kept back into the boxes of a form that has not been sent."""
        data = as_posted(written)
        for name, field in self.fields.items():
            if name not in OURS and not field.widget.value_omitted_from_data(data, {}, self.add_prefix(name)):
                self.initial[name] = field.widget.value_from_datadict(data, {}, self.add_prefix(name))


def words_of(data: Any) -> dict[str, list[str]]:
    """The words of a posted form, without what it carries by itself."""
    return {name: words for name, words in data.lists() if name not in OURS and not name.startswith("confirm_")}


def as_posted(written: Mapping[str, list[str]]) -> QueryDict:
    """Kept words as a form would have posted them."""
    data = QueryDict(mutable=True)
    for name, words in written.items():
        data.setlist(name, list(words))
    return data

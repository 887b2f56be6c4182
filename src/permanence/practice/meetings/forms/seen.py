"""Forms that carry which version their writer has seen, so that two people can write and neither loses a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from permanence.policy.meeting_kinds import Prompt
from permanence.practice.children.forms.kept import KeptForm
from permanence.practice.meetings.carried import LAST, RECORD, Aids, begins
from permanence.practice.meetings.passages import LONGEST
from permanence.practice.meetings.words import local_sentence, own_words, reason_words

SEEN = "seen"
"""The unseen field with the version of the row."""


def long_text(label: str, rows: int = 4, **options: Any) -> forms.CharField:
    """A box for some sentences, which may stay empty. It takes a paste of any length and says if it is too long."""
    fits = MaxLengthValidator(LONGEST, "That is %(show_value)d letters, and %(limit_value)d fit. Shorten it.")
    widget = forms.Textarea(attrs={"rows": rows})  # no length of its own: a browser would cut the paste in silence
    return forms.CharField(label=label, required=False, widget=widget, validators=[fits], **options)


class SeenForm(KeptForm):
    """A form that carries, unseen, which ``version`` of the row it changes its writer has seen; or several, by name."""

    data: Any

    def __init__(self, *args: Any, version: int = 0, versions: Mapping[str, int] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.versions = {SEEN: version} if versions is None else versions
        for name, version in self.versions.items():
            self.fields[name] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=version)

    def answers(self) -> dict[str, Any]:
        """The action's words, with the version of the row that its writer has seen."""
        words = super().answers()
        version = words.pop(SEEN) or 0
        return {**words, "version": version}

    def stale(self) -> set[str]:
        """The names of the versions that have moved on since the writer opened the form."""
        sent = {name: str(self.data.get(name) or 0) for name in self.versions} if self.is_bound else {}
        return {name for name, version in sent.items() if version != str(self.versions[name])}

    def theirs(self) -> list[tuple[str, Any]]:
        """What stands there now, where someone else changed it meanwhile and the writer wrote something else."""
        gone_by = self.stale()
        shown = [field for field in self.visible_fields() if self.governed_by(field.name) in gone_by]
        return [(field.label, field.initial) for field in shown if str(field.value() or "") != str(field.initial or "")]

    def governed_by(self, name: str) -> str:
        """The version that a field belongs to."""
        return SEEN

    def see_now(self) -> None:
        """From now on the writer has seen what stands there: the page shows it beside what they wrote."""
        self.data = self.data.copy()
        for name, version in self.versions.items():
            self.data[name] = str(version)


class SectionForm(SeenForm):
    """A box for each prompt of a section, each with a version of its own. It may be filled bit by bit.

    ``pack``: whose words the prompts take. ``aids``: what stands beside each box. ``place``: where empty boxes begin
    from, which counts once it is sent.
    """

    marks_optional = False

    def __init__(
        self, *args: Any, pack: str, prompts: Sequence[Prompt], passages: Mapping[str, tuple[str, int]],
        aids: Aids | None = None, place: str = "", **options: Any,
    ) -> None:  # fmt: skip
        written = {prompt.id: passages.get(prompt.id, ("", 0)) for prompt in prompts}
        versions = {self.governed_by(prompt): version for prompt, (_, version) in written.items()}
        super().__init__(*args, versions=versions, **options)
        self.prompts, self.aids, self.begun = prompts, aids or {}, begins(aids or {}, place)
        for prompt in prompts:
            label, why = local_sentence(own_words(prompt.ask, pack)), reason_words(prompt.because, prompt.only)
            field = long_text(label, 5, help_text=why, template_name="meetings/passage_field.html")
            field.initial = written[prompt.id][0]
            field.beside = self.aids.get(prompt.id, ())
            self.fields[prompt.id] = field

    def get_initial_for_field(self, field: Any, field_name: str) -> Any:
        """What stands in a box before anyone types; an empty one begins with what the writer chose to begin with."""
        return super().get_initial_for_field(field, field_name) or self.begun.get(field_name, "")

    @property
    def places(self) -> list[str]:
        """Where the empty boxes could begin from."""
        empty = [name for name in self.aids if not self.fields[name].initial]
        return [place for place in (LAST, RECORD) if set(empty) & set(begins(self.aids, place))]

    def governed_by(self, name: str) -> str:
        """Each prompt has a version."""
        return f"{SEEN}_{name}"

    def answers(self) -> dict[str, Any]:
        """What was written under each prompt that changed, with the version its writer saw."""
        words = self.cleaned_data
        changed = [one.id for one in self.prompts if words[one.id] != self.fields[one.id].initial]
        return {"written": {name: (words[name], words.get(self.governed_by(name)) or 0) for name in changed}}

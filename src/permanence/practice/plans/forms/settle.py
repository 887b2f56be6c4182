"""The form of a plan: a place for each option, and why this is the plan now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from permanence.policy.plan_options import Option
from permanence.practice.design.days import DayField
from permanence.practice.meetings.forms.seen import SeenForm, long_text
from permanence.practice.meetings.policy import applies
from permanence.practice.plans.choices import Choice, Choices
from permanence.practice.plans.models import PLACED


@dataclass(frozen=True)
class Group:
    """The boxes of one option, under its name, with its legal route, what to weigh and what it needs."""

    option: Option
    fields: tuple[Any, ...]
    weigh: tuple[tuple[str, str], ...]
    needs: tuple[Any, ...]


class SettleForm(SeenForm):
    """For each option its place, the way and the reason; then the day and why. Nothing is filled in by guessing."""

    template_name = "plans/settle_form.html"
    marks_optional = False

    def __init__(
        self, *args: Any, options: Sequence[Option], so: Collection[str], now: Choices, says: Mapping[str, str],
        needs: Mapping[str, Sequence[Any]], asks_of_court: bool, day: Any, **options_of_form: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options_of_form)
        self.options, self.says, self.needs = options, says, needs
        for option in options:
            self._ask_about(option, so, now.get(option.id, Choice("")))
        self.fields["because"] = long_text("Why this is the plan now, and what changed")
        self.fields["because"].required = True
        self.fields["day"] = DayField(label="The day it was settled", initial=day)
        if asks_of_court:
            self.fields["in_court"] = forms.BooleanField(
                label="Another plan leads now, and a court had agreed the one before", required=False
            )  # fmt: skip

    def _ask_about(self, option: Option, so: Collection[str], now: Choice) -> None:
        self.fields[f"role_{option.id}"] = forms.ChoiceField(
            label=f"{option.name}: place in the plan", choices=PLACED, required=False, initial=now.role
        )  # fmt: skip
        ways = [(one.id, one.name) for one in option.variants if applies(one.only, so) or one.id == now.variant]
        if ways:
            self.fields[f"variant_{option.id}"] = forms.ChoiceField(
                label=f"{option.name}: which way", choices=[("", "Not said yet"), *ways], required=False,
                initial=now.variant,
            )  # fmt: skip
        why = long_text(f"{option.name}: why", 2)
        why.initial = now.why
        self.fields[f"why_{option.id}"] = why

    def groups(self) -> Iterator[Group]:
        """The boxes option by option."""
        for option in self.options:
            names = [f"{kind}_{option.id}" for kind in ("role", "variant", "why")]
            named = dict.fromkeys(clause for way in (option, *option.variants) for clause in way.weigh)
            weigh = tuple((clause, self.says[clause]) for clause in named)
            yield Group(option, tuple(self[name] for name in names if name in self.fields), weigh,
                        tuple(self.needs.get(option.id, ())))  # fmt: skip

    def others(self) -> list[Any]:
        """The boxes that are about the plan as a whole."""
        kinds = ("role_", "variant_", "why_")
        return [field for field in self.visible_fields() if not field.name.startswith(kinds)]

    def answers(self) -> dict[str, Any]:
        """The action's words: a choice for each option, and the rest."""
        said = super().answers()
        choices = {option.id: Choice(said.pop(f"role_{option.id}"), said.pop(f"variant_{option.id}", ""),
                                     said.pop(f"why_{option.id}")) for option in self.options}  # fmt: skip
        return {**said, "choices": choices}

"""What the environment says. A missing production setting stops the start, and all that are missing are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ImproperlyConfigured

MODES = ("production", "demo", "test")


@dataclass
class Environment:
    """Reads settings from environment variables and gathers those that are needed and missing."""

    given: Mapping[str, str]
    missing: list[str] = field(default_factory=list)

    @property
    def mode(self) -> str:
        """What the app is run for; production unless told otherwise, so that a forgotten word leaves the doors shut."""
        return self.one_of("PERMANENCE_MODE", MODES)

    def text(self, name: str, otherwise: str = "") -> str:
        """The value, without spaces around it."""
        return self.given.get(name, "").strip() or otherwise

    def needed(self, name: str, means: str) -> str:
        """A value production cannot do without. Outside production it may be left out."""
        value = self.text(name)
        if not value and self.mode == "production":
            self.missing.append(f"{name} ({means})")
        return value

    def words(self, name: str) -> list[str]:
        """A list written with commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def whole(self, name: str, otherwise: int) -> int:
        """A whole number."""
        value = self.text(name, str(otherwise))
        if not value.isdecimal():
            raise ImproperlyConfigured(f"{name} is '{value}'. Write a whole number, as in {otherwise}.")
        return int(value)

    def yes(self, name: str, otherwise: bool) -> bool:
        """Yes or no."""
        value = self.text(name, "yes" if otherwise else "no").lower()
        if value not in ("yes", "no"):
            raise ImproperlyConfigured(f"{name} is '{value}'. Write yes or no.")
        return value == "yes"

    def day(self, name: str) -> date | None:
        """A day, or None where there is none."""
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as wrong:
            raise ImproperlyConfigured(f"{name} is '{value}'. Write a day as 2026-03-31.") from wrong

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """One of a few words, the first where none is given."""
        value = self.text(name, choices[0])
        if value not in choices:
            raise ImproperlyConfigured(f"{name} is '{value}'. Use one of: {', '.join(choices)}.")
        return value

    def refuse_if_missing(self) -> None:
        """Stops the start where production lacks something, and says how to try the app without it."""
        if self.missing:
            raise ImproperlyConfigured(
                f"These settings are missing from the environment: {'; '.join(self.missing)}. docs/operate.md says how "
                "to make them. To try Permanence on made-up children, set PERMANENCE_MODE=demo instead."
            )

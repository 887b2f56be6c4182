"""How an action says no. One kind, which carries its own wording, so that no page has to find words for it."""

from __future__ import annotations

from collections.abc import Collection


class Refusal(Exception):
    """What was asked cannot be done. ``wording`` says why and what to do; ``field`` is the form field it belongs to."""

    def __init__(self, wording: str, field: str | None = None) -> None:
        super().__init__(wording)
        self.wording, self.field = wording, field


class Question(Refusal):
    """Odd, but it may be right: the same action goes through once ``code`` is among the things confirmed."""

    def __init__(self, code: str, wording: str, field: str | None = None) -> None:
        super().__init__(wording, field)
        self.code = code


def ask(question: Question | None, confirmed: Collection[str]) -> None:
    """Raises the question unless a person has already answered it with yes."""
    if question is not None and question.code not in confirmed:
        raise question

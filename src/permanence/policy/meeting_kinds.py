"""The shapes of what a policy asks of each kind of meeting, and of each paper. ``meetings.py`` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """Why something is asked for: the paragraphs that ask, and how strongly the strongest of them does.

    ``strength`` is must, should, may or info.
    """

    clauses: tuple[str, ...]
    strength: str


@dataclass(frozen=True)
class Only:
    """When it is asked for: ``when`` are words of meeting-words.yaml that must all hold (none: always).

    ``judged`` is a condition in words that people decide, because no record can tell.
    """

    when: tuple[str, ...] = ()
    judged: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Anything a policy asks of a meeting: why, and when."""

    because: Reason
    only: Only = Only()


@dataclass(frozen=True)
class Someone(Asked):
    """Someone a meeting asks for: one of ``who`` (words of meeting-words.yaml), or ``post`` in the document's words."""

    who: tuple[str, ...]
    post: str


@dataclass(frozen=True)
class Prompt(Asked):
    """One thing to talk about and write down. ``id`` never changes: the answer is kept under it.

    ``facts`` are names of facts.yaml: what the record holds of them is shown to who writes.
    """

    id: str
    ask: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A section of minutes or of a paper, with its prompts."""

    id: str
    title: str
    prompts: tuple[Prompt, ...]
    because: Reason | None = None


@dataclass(frozen=True, kw_only=True)
class Sectioned:
    """What is written section by section: the minutes of a kind of meeting, or a kind of paper."""

    sections: tuple[Heading, ...] = ()

    def prompts(self) -> Iterator[Prompt]:
        """Every prompt, section by section."""
        return (prompt for heading in self.sections for prompt in heading.prompts)


@dataclass(frozen=True)
class Needed(Asked):
    """A gate: what must be so before a meeting closes (a word of meeting-words.yaml)."""

    needs: str


@dataclass(frozen=True)
class PaperDue(Asked):
    """A paper that comes before a meeting: which, who writes it, and to whom it goes."""

    paper: str
    by: str
    to: str


@dataclass(frozen=True)
class SentTo(Asked):
    """Who gets the minutes or is told: ``to`` is a word of meeting-words.yaml, or ``someone`` is set."""

    to: str
    someone: Someone | None


@dataclass(frozen=True)
class Approval(Asked):
    """Whose roles may approve the minutes, and when that leads; any one of them."""

    by: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """How often the service holds a meeting, for whichever children: once every ``week`` or calendar ``month``."""

    every: str
    because: Reason


@dataclass(frozen=True)
class MeetingKind(Sectioned):
    """A kind of meeting as one policy has it. ``code`` is a meeting of facts.yaml."""

    code: str
    name: str
    chair: tuple[Someone, ...] = ()
    people: tuple[Someone, ...] = ()
    papers: tuple[PaperDue, ...] = ()
    gates: tuple[Needed, ...] = ()
    approve: tuple[Approval, ...] = ()
    minutes_by: Someone | None = None
    send: tuple[SentTo, ...] = ()
    tell: tuple[SentTo, ...] = ()
    remember: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: Held | None = None


@dataclass(frozen=True)
class Hint:
    """Advice on what is written, which stops nobody: ``hint`` is a word of meeting-words.yaml.

    ``most`` is the number of words one answer should keep to; ``plain`` are short forms that everybody knows.
    """

    hint: str
    because: Reason
    most: int = 0
    plain: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperKind(Sectioned):
    """A paper a policy asks for, with its sections."""

    code: str
    name: str
    by: tuple[str, ...]
    because: Reason | None = None
    remember: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Meetings:
    """The kinds of meeting and of paper that a policy has."""

    kinds: Mapping[str, MeetingKind]
    papers: Mapping[str, PaperKind]

"""What a page with a board says: its tabs and counts, what it is narrowed to, and a row for each child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from permanence.policy.terms import terms
from permanence.practice.children.models import Child
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.staff.models import Team
from permanence.practice.tracker.boards import A_PAGE, SCOPES, Board, Counted
from permanence.practice.tracker.filters import AGES, LISTS, SORTS, STATUSES, Filters
from permanence.practice.tracker.links import child_page
from permanence.practice.tracker.models import Duty, SavedView
from permanence.practice.tracker.words import Tag, colour_tag, how_far, paragraph, tag_of
from permanence.tracker.names import title, words

COLOUR_WORDS = {"red": "Red", "amber": "Amber", "green": "Green", "none": "Nothing owed"}


@dataclass(frozen=True)
class Choice:
    """A link that narrows or orders the board: its words, how many children it leaves, and whether it is chosen."""

    text: str
    href: str
    count: int | None = None
    chosen: bool = False
    colour: str = ""


@dataclass(frozen=True)
class BoardRow:
    """One child on the board, with the most pressing duty of those asked for."""

    child: Child
    href: str
    colour: Tag
    what: str = ""
    clause: str = ""
    paragraph: str = ""
    tag: Tag | None = None
    duty: Duty | None = None
    far: str = ""
    more: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    workers: str = ""

    @property
    def pk(self) -> int:
        """The child's number."""
        return self.child.pk


@dataclass(frozen=True)
class Select:
    """A filter as the form offers it: its name in the address, its label, and the options."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str


@dataclass(frozen=True)
class BoardPage:
    """Everything the template shows."""

    board: Board
    counts: Mapping[str, int]
    page: Page
    rows: Sequence[BoardRow]
    views: Sequence[SavedView]

    headings: Sequence[str] = ("Child", "Colour", "Owed", "By", "Booked", "Legal status and home", "Social worker")

    @property
    def filters(self) -> Filters:
        """What the board is narrowed to."""
        return self.board.filters

    @property
    def total(self) -> int:
        """How many children are on the board."""
        return self.board.total(self.counts)

    @property
    def scopes(self) -> list[Choice]:
        """Mine, my team's, everyone I see."""
        query = self.filters.query()
        return [
            Choice(text, _address(scope, query), chosen=scope == self.board.scope) for scope, text in SCOPES.items()
        ]

    @property
    def colours(self) -> list[Choice]:
        """How many children there are of each colour; choosing the chosen one lets it go."""
        return [self._choice("colour", name, text, self.counts[name], name) for name, text in COLOUR_WORDS.items()]

    @property
    def lists(self) -> list[Choice]:
        """The short lists."""
        return [self._choice("list", name, text, self.counts[name]) for name, text in LISTS.items()]

    @property
    def sorts(self) -> list[Choice]:
        """The ways to order the children."""
        return [self._choice("sort", name, text) for name, text in SORTS.items()]

    @property
    def chosen(self) -> list[Choice]:
        """What the board is narrowed to, each with the address that lets it go."""
        scope = self.board.scope
        return [
            Choice(f"{_LABELS[name]}: {self._value(name, value)}", _address(scope, self.filters.without(name).query()))
            for name, value in self.filters.narrowing.items()
        ]

    @property
    def clear(self) -> str:
        """The address of the board with nothing left out."""
        return _address(self.board.scope, "")

    @property
    def export(self) -> str:
        """The address of the workbook of the board."""
        return f"{reverse('tracker:export', args=[self.board.scope])}?{self.filters.query()}"

    @property
    def keep(self) -> str:
        """Where the name of a view to save is sent."""
        return f"{reverse('tracker:keep_view', args=[self.board.scope])}?{self.filters.query()}"

    @cached_property
    def selects(self) -> list[Select]:
        """The filters with a list of values."""
        return [
            Select(name, _LABELS[name], options(), getattr(self.filters, name)) for name, options in _OPTIONS.items()
        ]

    def _choice(self, name: str, value: str, text: str, count: int | None = None, colour: str = "") -> Choice:
        is_chosen = getattr(self.filters, name) == value
        query = self.filters.query(**{name: "" if is_chosen else value})
        return Choice(text, _address(self.board.scope, query), count, is_chosen, colour)

    def _value(self, name: str, value: str) -> str:
        known = {"colour": COLOUR_WORDS, "list": LISTS}.get(name) or dict(_OPTIONS[name]() if name in _OPTIONS else ())
        return known.get(value, value)


def page_of(board: Board, number: str) -> BoardPage:
    """The page of a board with this number (the first, where it is none)."""
    counts = board.counts()
    page = Counted(board.children, A_PAGE, board.total(counts)).get_page(number)
    children = list(page.object_list)
    views = SavedView.objects.filter(owner=board.person)
    return BoardPage(board, counts, page, _rows(board, children), list(views))


def _address(scope: str, query: str) -> str:
    address = reverse("tracker:boards", args=[scope])
    return f"{address}?{query}" if query else address


# --- rows --------------------------------------------------------------------------------------------------------


def _rows(board: Board, children: Sequence[Child]) -> list[BoardRow]:
    numbers = [child.pk for child in children]
    duties, facts, workers = board.duties_of(numbers), board.facts_of(numbers), board.workers_of(numbers)
    local = terms(current_evaluator(board.day).pack.code).local
    return [
        _row(board, child, duties.get(child.pk, []), facts.get(child.pk, {}), workers.get(child.pk, ""), local)
        for child in children
    ]


def _row(
    board: Board,
    child: Any,
    duties: Sequence[Duty],
    facts: Mapping[str, str],
    workers: str,
    local: Callable[[str], str],
) -> BoardRow:
    plain = {
        "child": child,
        "href": child_page(child.pk),
        "colour": colour_tag(child.level),
        "facts": facts,
        "workers": workers,
    }
    if not duties:
        return BoardRow(**plain)
    first = duties[0]
    return BoardRow(
        **plain, what=title(first.duty, local), clause=first.clause, paragraph=paragraph(first.clause),
        tag=tag_of(first, board.day), duty=first,
        far=how_far(first.limit, board.day) if first.limit and not first.settled else "",
        more=len({(row.duty, row.limit, row.done) for row in duties}) - 1,  # what one doing meets counts once
    )  # fmt: skip


# --- the form of filters -----------------------------------------------------------------------------------------


def _duties() -> Iterable[tuple[str, str]]:
    ready = current_evaluator()
    local = terms(ready.pack.code).local
    return sorted({kind.duty: title(kind.duty, local) for kind in ready.kinds}.items(), key=lambda one: one[1])


def _clauses() -> Iterable[tuple[str, str]]:
    return [(clause, clause) for clause in dict.fromkeys(kind.clause for kind in current_evaluator().kinds)]


def _teams() -> Iterable[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Team.objects.values_list("pk", "name")]


_OPTIONS: dict[str, Callable[[], Any]] = {
    "duty": _duties,
    "clause": _clauses,
    "status": STATUSES.items,
    "legal": lambda: words("legal_status").items(),
    "placement": lambda: words("placement").items(),
    "age": lambda: [(band, f"{band.replace('-', ' to ').replace('+', ' and over')}") for band in AGES],
    "team": _teams,
}
_LABELS = {
    "colour": "Colour", "list": "List", "q": "Search", "team": "Team", "worker": "Worker", "duty": "What is owed",
    "status": "How it stands", "clause": "Paragraph", "legal": "Legal status", "placement": "Lives in", "age": "Age",
}  # fmt: skip

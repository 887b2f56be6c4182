"""What a page with a board says: its tabs and counts, what it is narrowed to, and a row for each child."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from permanence.policy.terms import terms
from permanence.practice.children.models import Child
from permanence.practice.design.addresses import address
from permanence.practice.design.wording import short
from permanence.practice.prepared import prepared
from permanence.practice.tracker.board_form import LABELS, Select, selects, value_words
from permanence.practice.tracker.boards import A_PAGE, COLOUR_WORDS, SCOPES, Board, Counted
from permanence.practice.tracker.filters import LISTS, SORTS, Filters
from permanence.practice.tracker.links import child_page
from permanence.practice.tracker.models import Duty, SavedView
from permanence.practice.tracker.pressing import Pressing, most_pressing
from permanence.practice.tracker.words import Tag, colour_tag, how_far, paragraph, tag_of
from permanence.tracker.names import title, words


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
    """One child on the board, with the most pressing duty of those asked for; ``duty`` is none where none is open."""

    child: Child
    href: str
    colour: Tag
    what: str = ""
    clause: str = ""
    paragraph: str = ""
    more: int = 0
    more_href: str = ""
    is_agreed: bool = False
    by: str = ""
    far: str = ""
    is_late: bool = False
    booked: str = ""
    tag: Tag | None = None
    duty: Duty | None = None
    status: str = ""
    home: str = ""
    workers: str = ""

    @property
    def pk(self) -> int:
        """The child's number."""
        return self.child.pk


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
            Choice(
                f"{LABELS[name]}: {value_words(name, value, self.board.ready)}",
                _address(scope, self.filters.without(name).query()),
            )
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

    @property
    def selects(self) -> list[Select]:
        """The filters with a list of values."""
        return selects(self.filters, self.board.ready)

    def _choice(self, name: str, value: str, text: str, count: int | None = None, colour: str = "") -> Choice:
        is_chosen = getattr(self.filters, name) == value
        query = self.filters.query(**{name: "" if is_chosen else value})
        return Choice(text, _address(self.board.scope, query), count, is_chosen, colour)


def page_of(board: Board, number: str) -> BoardPage:
    """The page of a board with this number (the first, where it is none)."""
    counts = board.counts()
    page = Counted(board, A_PAGE, board.total(counts)).get_page(number)
    views = _views(board.person.pk)
    return BoardPage(board, counts, page, rows_of(board, list(page.object_list)), views)


@prepared
def _views(owner: int) -> Any:
    return SavedView.objects.filter(owner=owner)


def _address(scope: str, query: str) -> str:
    return f"{_of_scope(scope)}?{query}" if query else _of_scope(scope)


@cache
def _of_scope(scope: str) -> str:
    return reverse("tracker:boards", args=[scope])


# --- rows --------------------------------------------------------------------------------------------------------


def rows_of(board: Board, children: Sequence[Child]) -> list[BoardRow]:
    """A row for each of these children of the board."""
    numbers = [child.pk for child in children]
    pressing, workers = most_pressing(board, numbers), board.workers_of(numbers)
    local = terms(board.ready.pack.code).local
    return [_row(board, child, pressing.get(child.pk), workers.get(child.pk, ""), local) for child in children]


def _row(board: Board, child: Any, pressing: Pressing | None, workers: str, local: Callable[[str], str]) -> BoardRow:
    first, others = pressing or (None, 0)
    return BoardRow(
        child, child_page(child.pk), colour_tag(child.level), workers=workers, duty=first, more=others,
        status=words("legal_status").get(child.legal_status, ""), home=words("placement").get(child.placement, ""),
        more_href=address("tracker:owed", child.pk), **(_about_duty(first, board.day, local) if first else {}),
    )  # fmt: skip


def _about_duty(duty: Duty, day: date, local: Callable[[str], str]) -> dict[str, Any]:
    tag, is_open = tag_of(duty, day), not duty.settled
    return {
        "what": title(duty.duty, local), "clause": duty.clause, "paragraph": paragraph(duty.clause), "tag": tag,
        "is_agreed": duty.agreement_id is not None, "by": short(duty.limit),
        "far": how_far(duty.limit, day) if duty.limit and is_open else tag.text,
        "is_late": is_open and duty.standing(day) == "overdue",
        "booked": short(duty.booked) or ("No" if is_open and duty.is_bookable else ""),
    }  # fmt: skip

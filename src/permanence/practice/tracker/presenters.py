"""What the pages say of one child's duties: what is owed now, what comes next and what was done late, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from permanence.policy.agreements import agreements
from permanence.policy.duties import Evaluator
from permanence.policy.explain import Explainer
from permanence.policy.terms import terms
from permanence.policy.timeline import Timeline
from permanence.practice.children.models import Child
from permanence.practice.children.timeline import timeline_of_child
from permanence.practice.design.addresses import address
from permanence.practice.prepared import prepared_cells
from permanence.practice.procedures.policy import current_evaluator
from permanence.practice.staff.permissions import may_write
from permanence.practice.staff.sight import Sight, sight_of
from permanence.practice.today import today as day_today
from permanence.practice.tracker.actions import duties_now
from permanence.practice.tracker.explaining import explainer_of
from permanence.practice.tracker.models import DONE, Agreement, Duty, with_agreements
from permanence.practice.tracker.words import Tag, agreed_words, paragraph, tag_of, when
from permanence.tracker.names import title
from permanence.tracker.rag import SOON


@dataclass(frozen=True)
class Item:
    """A duty as a page says it, put into words when it is shown: of what was done long ago a page often shows nothing.

    ``also`` are the items of other paragraphs that ask for the same thing by the same day; ``again`` those by which the
    same thing is overdue as well, since a later day.
    """

    duty: Duty
    place: int
    explainer: Explainer
    may_ask: bool
    also: list[Item] = field(default_factory=list)
    again: list[Item] = field(default_factory=list)

    @property
    def what(self) -> str:
        """The duty in the authority's words."""
        return title(self.duty.duty, self.explainer.local)

    @cached_property
    def tag(self) -> Tag:
        """How it stands."""
        return tag_of(self.duty, self.explainer.as_at)

    @property
    def when(self) -> str:
        """The limit, and how far off it is."""
        return when(self.duty, self.explainer.as_at)

    @property
    def clause(self) -> str:
        """The paragraph that asks for it."""
        return self.duty.clause

    @property
    def paragraph(self) -> str:
        """Where that paragraph is read."""
        return paragraph(self.clause)

    @property
    def asked_by_others(self) -> list[Item]:
        """Of what also asks for it, one for each other paragraph."""
        return list({item.clause: item for item in self.also if item.clause != self.clause}.values())

    @property
    def agreement(self) -> Agreement | None:
        """What was agreed otherwise."""
        return self.duty.agreement

    @property
    def agreed(self) -> str:
        """That in words."""
        return agreed_words(self.agreement, self.duty.limit) if self.agreement else ""

    @property
    def why(self) -> str:
        """The whole explanation."""
        return self.explainer.sentence(self.place)

    @property
    def ask_for_a_meeting(self) -> str:
        """Where the meeting it waits for is asked for; nothing where it waits for none, or one is booked."""
        return self._asked_for_at("meetings:ask") if self.duty.duty.startswith("meeting.") else ""

    @property
    def refer_to_a_panel(self) -> str:
        """Where the child is referred to the panel it waits for, or whose referral it waits for."""
        is_panel = self.duty.duty.startswith("panel.") or self.duty.duty == "document.panel_referral"
        return self._asked_for_at("panels:prepare") if is_panel else ""

    def _asked_for_at(self, page: str) -> str:
        if self.duty.settled or self.duty.booked:
            return ""
        return f"{address(page, self.duty.child_id)}?clause={self.clause}"


@dataclass(frozen=True)
class Owed:
    """All that is owed to one child, in the order it is to be done.

    ``done`` is for the whole page only: others know just how many things were done in time or are no longer needed.
    """

    child: Child
    now: list[Item] = field(default_factory=list)
    next: list[Item] = field(default_factory=list)
    late: list[Item] = field(default_factory=list)
    done: list[Item] = field(default_factory=list)
    agreed: list[Item] = field(default_factory=list)
    policy: str = ""
    number_done: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits."""
        return not (self.now or self.next or self.agreed)


IN_FULL = 3
"""Of the limits by which one thing is overdue, the earliest so many are shown with their reasons."""

Told = tuple[Evaluator, Timeline]
"""What the pages about one child work from: the policy in force, ready to be asked, and the child's timeline."""


def told_of(child: Child, day: date | None = None) -> Told:
    """The policy in force on a day (today) and the timeline of a child the asker has been shown to see."""
    return current_evaluator(day), timeline_of_child(child)


def owed_for(
    child: Child, user: Any, today: date | None = None, told: Told | None = None, *, is_whole: bool = True
) -> Owed:
    """What is owed to a child the person may see, as at a day (today): nothing where they may not see the child.

    ``told``: the policy and the child's timeline, where the page has read them already. Unless ``is_whole``, what was
    done in time or is no longer needed is only counted.
    """
    day = today or day_today()
    ready, timeline = told or told_of(child, day)
    rows = with_agreements(duties_now(child, ready, sight_of(user), done_too=is_whole), "agreement__decided_by")
    items = _items(rows, timeline, ready, day, may_write(user))
    done = 0 if is_whole else len(_done(child.pk, by=sight_of(user)))
    owed = Owed(child, policy=f"{ready.pack.name} ({ready.pack.code})", number_done=done)
    for item in _together(sorted(items, key=lambda item: (item.duty.limit or date.max, item.duty.place)), day):
        _list_for(owed, item, day).append(item)
    owed.late.reverse()
    owed.done.reverse()
    return owed


@prepared_cells
def _done(child: int, *, by: Sight) -> Any:
    """A row for each thing done in time or no longer needed, as ``_together`` would put them."""
    rows = Duty.objects.seen_by(by, among=[child]).filter(settled__in=DONE)
    return rows.order_by().values_list("duty", "limit", "settled", "done", "agreement").distinct()


def _together(items: Sequence[Item], day: date) -> list[Item]:
    """One item for what several paragraphs ask for by the same day: whoever does it does all of them."""
    alike: dict[Any, Item] = {}
    for item in items:
        row = item.duty
        key = (row.duty, row.limit, row.standing(day), row.done, row.agreement_id, item.may_ask)
        if alike.setdefault(key, item) is not item:
            alike[key].also.append(item)
    return list(alike.values())


def folded(items: Sequence[Item], day: date) -> list[Item]:
    """Of what is overdue by many limits only the earliest few stand for themselves; the others are under the last."""
    shown: list[Item] = []
    in_full: dict[str, list[Item]] = defaultdict(list)
    for item in (replace(one, again=[]) for one in items):
        alike = in_full[item.duty.duty] if item.duty.standing(day) == "overdue" else []
        if len(alike) < IN_FULL:
            alike.append(item)
            shown.append(item)
        else:
            alike[-1].again.append(item)
    return shown


def _list_for(owed: Owed, item: Item, day: date) -> list[Item]:
    match item.duty.standing(day):
        case "late" | "missed":
            return owed.late
        case "met" | "lapsed":
            return owed.done
        case "agreed":
            return owed.agreed
        case "due" if item.duty.limit and item.duty.limit > day + timedelta(days=SOON):
            return owed.next
    return owed.now


def _items(rows: Sequence[Duty], timeline: Timeline, ready: Evaluator, day: date, asks: bool) -> list[Item]:
    explainer = explainer_of(rows, timeline, ready, day, terms(ready.pack.code).local)
    changeable = {clause for one in agreements(ready.pack) for clause in one.changes} if asks else set()
    return [
        Item(row, place, explainer, may_ask=row.clause in changeable and _may_be_changed(row))
        for place, row in enumerate(rows)
    ]


def _may_be_changed(row: Duty) -> bool:
    return not row.settled and row.due is not None and row.agreement_id is None

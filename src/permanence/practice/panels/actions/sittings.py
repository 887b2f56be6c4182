"""Keeping the sittings of a panel: adding, moving and dropping one, who sits, who came, and the order of the agenda."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from itertools import count

from permanence.practice.children.actions.versions import kept
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.policy import pack_code
from permanence.practice.panels.actions.listing import come_back, list_anew, relisted
from permanence.practice.panels.actions.rows import kept_sitting, listed_at, standing, taken_sitting, taken_with_items
from permanence.practice.panels.models import Item, Seat, Sitting
from permanence.practice.panels.permissions import may_mark, runs_panels
from permanence.practice.panels.policy import AHEAD, panel_named, panel_of, referral_by
from permanence.practice.panels.sittings import next_free, sits_beside
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person
from permanence.practice.staff.permissions import may_write, sees_children
from permanence.practice.today import today

FARTHEST = timedelta(days=730)
"""How far ahead a sitting may be set: two years. What is farther was mistyped."""


@action
def add_sitting(
    *, by: Person, panel: str, day: date, time: time, place: str = "", places: int = 8, minutes_each: int = 30,
    quorum: int = 3, papers_by: date | None = None,
) -> Sitting:  # fmt: skip
    """Adds a sitting. What was put off and has no day yet goes on it at once. Raises Refusal where there is one."""
    kind = panel_named(panel)
    _refuse_others(by)
    _refuse_odd_days(day, papers_by)
    if Sitting.objects.filter(panel=panel, pack=pack_code(), day=day).exists():
        raise Refusal("The panel sits on that day already.", "day")
    sitting = Sitting(panel=panel, pack=pack_code(), rule_day=day, day=day, time=time, place=place.strip(),
                      places=places, minutes_each=minutes_each, quorum=quorum,
                      papers_by=papers_by or referral_by(kind, day))  # fmt: skip
    if Sitting.objects.filter(panel=panel, pack=pack_code(), rule_day=day).exists():
        raise Refusal("A sitting of that day was moved or dropped. Open that one and set its day again.", "day")
    return come_back(by, sitting)


@action
def change_sitting(
    *, by: Person, sitting: Sitting, version: int, day: date | None, time: time, place: str, places: int,
    minutes_each: int, quorum: int, papers_by: date | None = None, why: str = "", confirmed: Collection[str] = (),
) -> Sitting:  # fmt: skip
    """Changes a sitting; without a ``day`` it is not held, and its children go on the next that has room.

    Raises Refusal where the reason is missing or a decision was taken there, and Question where children move with it.
    """
    _refuse_others(by)
    found, before, listed = taken_with_items(sitting, version)
    moved = found.day != day
    if moved:
        _refuse_bad_move(found, day, why)
    if moved and listed:
        ask(Question("moves_children", "The children listed here move as well. Is that right?", "day"), confirmed)
    if moved and papers_by == found.papers_by:  # it follows the policy's lead, unless it was set by hand as well
        papers_by = referral_by(panel_of(found), day)
    _refuse_odd_lead(day, papers_by)
    kept_sitting(found, before, why, day=day, time=time, place=place.strip(), places=places, minutes_each=minutes_each,
         quorum=quorum, papers_by=papers_by, why=why.strip())  # fmt: skip
    if moved:
        _take_along(by, found, listed)
    return found


def _refuse_bad_move(sitting: Sitting, day: date | None, why: str) -> None:
    if not why.strip():
        raise Refusal("Say why it is moved or not held.", "why")
    if day is not None:
        _refuse_odd_days(day, None)
        if sits_beside(sitting, day):
            raise Refusal("The panel sits on that day already. Choose another, or move the children there.", "day")
    if Item.objects.filter(sitting=sitting, stage="decided").exists():
        raise Refusal("Something was decided at this sitting, so its day stays.", "day")


def _refuse_odd_days(day: date, papers_by: date | None) -> None:
    if not today() <= day <= today() + FARTHEST:
        raise Refusal("Choose a day from today on, and within two years.", "day")
    _refuse_odd_lead(day, papers_by)


def _refuse_odd_lead(day: date | None, papers_by: date | None) -> None:
    if day is not None and papers_by is not None and not day - AHEAD <= papers_by <= day:
        raise Refusal(f"The last day for referrals is the day of the sitting, {day_words(day)}, or up to twelve weeks "
                      "before it.", "papers_by")  # fmt: skip


def _take_along(by: Person, sitting: Sitting, listed: list[Item]) -> None:
    """The children listed go to the new day, or to the next sitting with room where it is not held."""
    for item in listed:
        if sitting.day is None:
            list_anew(by, item, next_free(panel_of(sitting), max(sitting.rule_day, today())), sitting.why)
        else:
            relisted(by, item, sitting)


@action
def add_seat(*, by: Person, sitting: Sitting, person: Person, post: str = "", is_chair: bool = False) -> Seat:
    """Gives someone a seat: from now until the day after they see the children of this sitting. One chairs."""
    _refuse_others(by)
    if not sees_children(person):
        raise Refusal("They have no post through which they may see a child. Give them one first.", "person")
    found = standing(sitting)
    if found.seats.filter(person=person).exists():
        raise Refusal("They sit there already.", "person")
    if is_chair and not may_write(person):
        raise Refusal("Who chairs writes down what is decided, and their post only lets them read. Choose another.",
                      "is_chair")  # fmt: skip
    if is_chair and found.seats.filter(is_chair=True).exists():
        raise Refusal("Someone else chairs it. Take that person off first.", "is_chair")
    seat = Seat(sitting=found, person=person, post=post.strip(), is_chair=is_chair)
    seat.save()
    write(seat, children=listed_at(found).values_list("child", flat=True))
    return seat


@action
def drop_seat(*, by: Person, seat: Seat) -> None:
    """Takes someone off a sitting: they no longer see its children."""
    _refuse_others(by)
    before = snapshot(seat)
    write(seat, children=listed_at(seat.sitting).values_list("child", flat=True), before=before, gone=True)
    seat.delete()


@action
def mark_attendance(*, by: Person, sitting: Sitting, version: int, came: Mapping[int, str]) -> Sitting:
    """Says who came (``came``: seat number to came, apologies or absent). Raises Refusal before the day."""
    found, before = taken_sitting(sitting, version)
    if not may_mark(by, found):
        raise Refusal("Who came is said by the chair of the sitting, or by who runs the panel.")
    if before is None or found.day is None or found.day > today():
        raise Refusal("The sitting's day has not come.")
    for seat in found.seats.filter(pk__in=came):
        was = snapshot(seat)
        seat.came = came[seat.pk]
        seat.save()
        write(seat, before=was)
    kept_sitting(found, before)
    return found


@action
def order_agenda(*, by: Person, sitting: Sitting, version: int, order: Mapping[int, int]) -> Sitting:
    """Puts the items (by number) in a new order: each with its place, the first 0. What is decided keeps its own."""
    _refuse_others(by)
    found, before, listed = taken_with_items(sitting, version)
    decided = set(Item.objects.filter(sitting=found, stage="decided").values_list("place", flat=True))
    free = (place for place in count() if place not in decided)
    wanted = sorted(listed, key=lambda one: (order.get(one.pk, one.place), one.place))
    for item, place in zip(wanted, free, strict=False):
        if item.place != place:
            kept(item, snapshot(item), place=place)
    return kept_sitting(found, before)


def _refuse_others(by: Person) -> None:
    if by is not None and not runs_panels(by):
        raise Refusal("Sittings are kept by the panel administrator and by those who manage the service.")

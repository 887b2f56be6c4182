"""What the tests of panels begin with: a child whose plan is to stay with foster carers, a sitting, a referral."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from permanence.practice.children.models import Child
from permanence.practice.meetings.actions import finish_paper, write_paper
from permanence.practice.panels import actions
from permanence.practice.panels.models import Enclosure, Item, Sitting
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.made import a_fact, a_person, a_team, child_in_care, days_ago, works_with
from practice.meetings.given import follow

SURE = {"route", "views", "papers", "day_off"}


@dataclass
class World:
    """The people around one child before a panel, and today's sitting with its members."""

    child: Child
    worker: Person
    admin: Person
    chair: Person
    member: Person
    sitting: Sitting


def world(pack: str = "AM", panel: str = "permanence", **details: Any) -> World:
    """A sitting of the panel today, with a chair and a member, and a child whose plan is long-term fostering."""
    follow(pack)
    child = child_in_care(200, team=a_team(), **details)
    a_fact(child, "plan", days_ago(60), attributes={"primary": "long_term_fostering"})
    worker, admin = works_with(a_person(), child), a_person("panel_administrator")
    chair, member = a_person("head_of_service"), a_person("panel_member")
    sitting = a_sitting(admin, panel)
    seat(admin, sitting, chair, is_chair=True)
    seat(admin, sitting, member)
    return World(child, worker, admin, chair, member, sitting)


def a_sitting(admin: Person, panel: str = "permanence", day: date | None = None, **more: Any) -> Sitting:
    given = {"time": time(9, 30), "quorum": 2, "papers_by": today()} | more
    return actions.add_sitting(by=admin, panel=panel, day=day or today(), **given)


def seat(admin: Person, sitting: Sitting, person: Person, **more: Any) -> None:
    actions.add_seat(by=admin, sitting=sitting, person=person, **more)


def prepared(around: World, matter: str = "long_term_home", sitting: Sitting | None = None) -> Item:
    """A referral begun for the sitting."""
    chosen = sitting or around.sitting
    item = actions.prepare_referral(by=around.worker, child=around.child, panel=chosen.panel, matter=matter,
                                    because="She has lived here for six months and wants to stay.")  # fmt: skip
    return actions.move_item(by=around.worker, item=item, version=item.version, sitting=chosen)


def referred(around: World, matter: str = "long_term_home", **more: Any) -> Item:
    """A referral sent in."""
    item = prepared(around, matter)
    return actions.refer(by=around.worker, item=item, version=item.version, confirmed=SURE, **more)


def views_written(around: World, item: Item) -> None:
    """What the child, the reviewing officer and the supervising social worker think, and the paper finished."""
    prompts = ("views.child", "views.officer", "views.supervising")
    write_paper(by=around.worker, paper=item.paper, written=dict.fromkeys(prompts, ("It is right.", 0)))
    finish_paper(by=around.worker, paper=item.paper)


def everybody_came(around: World) -> None:
    seats, stands = {one.pk: "came" for one in around.sitting.seats.all()}, around.sitting
    stands.refresh_from_db()
    actions.mark_attendance(by=around.admin, sitting=stands, version=stands.version, came=seats)


def papers_there(around: World, item: Item) -> None:
    for row in Enclosure.objects.about(around.child).filter(item=item):
        actions.keep_enclosure(by=around.worker, enclosure=row, version=row.version, came_on=today(), source="On file")


def decided(around: World, item: Item, outcome: str = "ratified") -> Item:
    """The item decided by the chair, everybody having heard it."""
    everybody_came(around)
    papers_there(around, item)
    return actions.decide(by=around.chair, item=item, version=item.version, outcome=outcome,
                          reasons="This is where she feels at home.")  # fmt: skip


def another(around: World) -> World:
    """The same people around another child, whose worker is the same."""
    child: Child = child_in_care(100)
    works_with(around.worker, child)
    return replace(around, child=child)

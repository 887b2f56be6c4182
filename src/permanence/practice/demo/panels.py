"""Panels of the demonstration: a sitting today with an agenda, one to come, and a referral that is being prepared."""

from __future__ import annotations

from datetime import date, time, timedelta

from permanence.policy.panel_kinds import PanelKind
from permanence.practice.children.models import Child, Fact
from permanence.practice.demo.people import Staff
from permanence.practice.matching.actions import begin_search, link_carers, log_search, weigh_carers
from permanence.practice.meetings.actions import finish_paper, write_paper
from permanence.practice.meetings.policy import pack_code, paper_kind
from permanence.practice.panels import actions
from permanence.practice.panels.models import Enclosure, Item, Sitting
from permanence.practice.panels.policy import panels_now
from permanence.practice.panels.sittings import held_ahead
from permanence.practice.today import today

WEEK = timedelta(days=7)
SURE = {"route", "views", "papers", "day_off", "moves_children"}
EXCEPTION = "The order is expected this month, and the child has waited long enough."
OUTCOMES = ("ratified", "deferred", "")
"""What the sitting of today has decided, item by item; the last waits."""


def make_panels(staff: Staff) -> None:
    """For the first panel of the policy that may agree a home for the long term, or a plan."""
    found = [(panel, one.matter) for panel in panels_now().values() for one in panel.matters
             if one.matter in ("long_term_home", "plan")]  # fmt: skip
    if not found:
        return
    panel, matter = found[0]
    children = _children()
    now = _sitting(staff, panel, today())
    later = next((one for one in held_ahead(panel, today() + WEEK)), None)
    later = later or _sitting(staff, panel, today() + 2 * WEEK)
    for child, outcome in zip(children, OUTCOMES, strict=False):
        _decide(staff, _refer(staff, child, panel, matter, now), outcome)
    if len(children) > len(OUTCOMES):
        _refer(staff, children[len(OUTCOMES)], panel, matter, later)
    for child in children[len(OUTCOMES) + 1 :]:
        _prepare(staff, child, panel, matter)
        _look_for_a_family(staff, child)


def _look_for_a_family(staff: Staff, child: Child) -> None:
    """A search in which the present carers are looked at first, and others beside them."""
    finder = staff.one("permanence_worker")
    search = begin_search(by=finder, child=child, finder=finder,
                          wanted="Carers who stay, near the school, with room for visits of the family.")  # fmt: skip
    log_search(
        by=finder, search=search, day=today(), where="Our own carers", found="The present carers, and one couple."
    )
    present = link_carers(by=finder, search=search, name="The present carers", are_present=True,
                          strengths="The child calls this home.")  # fmt: skip
    weigh_carers(by=finder, carers=present, version=present.version, state="linked", strengths=present.strengths,
                 worries="They ask for help with school.", why="They want the child to stay.")  # fmt: skip
    link_carers(by=finder, search=search, name="A couple of our own", strengths="Both are at home in the afternoon.")


def _children() -> list[Child]:
    """Five children in foster homes whose plan is to stay in one, who are before no panel."""
    fostered = Fact.objects.all().holding().filter(token="placement.foster").exclude(attributes__long_term=True)
    planned = Fact.objects.all().holding().filter(token="plan", attributes__primary="long_term_fostering")
    before = Fact.objects.all().current().filter(token__startswith="panel.", start__gte=today())
    found = Child.objects.filter(pk__in=fostered.values("child"), restricted="").exclude(pk__in=before.values("child"))
    return list(found.filter(pk__in=planned.values("child")).order_by("pk")[:5])


def _sitting(staff: Staff, panel: PanelKind, day: date) -> Sitting:
    admin = staff.one("panel_administrator")
    sitting = Sitting.objects.filter(panel=panel.code, pack=pack_code(), day=day).first()
    if sitting is None:
        sitting = actions.add_sitting(by=admin, panel=panel.code, day=day, time=time(9, 30), place="Committee room 1",
                                      quorum=2, papers_by=max(today(), day - WEEK))  # fmt: skip
    for role, is_chair in (("head_of_service", True), ("panel_member", False)):
        person = staff.one(role)
        if not sitting.seats.filter(person=person).exists():
            actions.add_seat(by=admin, sitting=sitting, person=person, is_chair=is_chair)
    return sitting


def _prepare(staff: Staff, child: Child, panel: PanelKind, matter: str) -> Item:
    return actions.prepare_referral(
        by=staff.one("permanence_worker"), child=child, panel=panel.code, matter=matter,
        because="The child is settled with these carers, and everybody wants it to last.",
    )  # fmt: skip


def _refer(staff: Staff, child: Child, panel: PanelKind, matter: str, sitting: Sitting) -> Item:
    worker, item = staff.one("permanence_worker"), _prepare(staff, child, panel, matter)
    item = actions.move_item(by=worker, item=item, version=item.version, sitting=sitting)
    for row in Enclosure.objects.about(child).filter(item=item, came_on=None):
        actions.keep_enclosure(by=worker, enclosure=row, version=row.version, came_on=today(), source="On file")
    if item.paper is not None:
        said = dict.fromkeys((prompt.id for prompt in paper_kind(item.paper).prompts()), ("Yes, it is right.", 0))
        write_paper(by=worker, paper=item.paper, written=said)
        finish_paper(by=worker, paper=item.paper)
    return actions.refer(by=worker, item=item, version=item.version, exception=EXCEPTION, confirmed=SURE)


def _decide(staff: Staff, item: Item, outcome: str) -> None:
    if not outcome:
        return
    sitting = Sitting.objects.get(pk=item.sitting_id)
    came = dict.fromkeys(sitting.seats.values_list("pk", flat=True), "came")
    actions.mark_attendance(by=staff.one("panel_administrator"), sitting=sitting, version=sitting.version,
                            came=came)  # fmt: skip
    why = {"ratified": "The child feels at home here.", "deferred": "The school's report is missing."}[outcome]
    actions.decide(by=staff.one("head_of_service"), item=item, version=item.version, outcome=outcome, reasons=why)

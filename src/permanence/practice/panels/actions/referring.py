"""Putting a child before a panel: preparing the referral, its papers, its day, and sending it in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from permanence.practice.children.actions import record_fact
from permanence.practice.children.actions.versions import kept, take_turn, taken
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Child
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.actions import begin_paper
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.models import Meeting, Paper
from permanence.practice.meetings.policy import applies, pack_code
from permanence.practice.panels.actions.listing import list_anew, listed, take_back
from permanence.practice.panels.actions.rows import in_turn, standing
from permanence.practice.panels.conditions import unmet
from permanence.practice.panels.models import Aside, Enclosure, Item, Seat, Sitting
from permanence.practice.panels.papers import found_paper
from permanence.practice.panels.permissions import may_have_stand_aside, runs_panels
from permanence.practice.panels.policy import hears, panel_named, panel_of
from permanence.practice.panels.referral import unsaid
from permanence.practice.panels.sittings import held_ahead, is_full, next_place
from permanence.practice.panels.stages import after
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Question, Refusal, ask
from permanence.practice.staff.models import Person
from permanence.practice.today import today


@action
def prepare_referral(
    *, by: Person, child: Child, panel: str, matter: str, because: str, clause: str = "", meeting: Meeting | None = None
) -> Item:
    """Begins a referral: for the first sitting that can still be made, with the papers that are there already.

    Raises Refusal where the policy's panel does not hear this, or the child is before that panel already.
    """
    take_turn(child)
    kind = panel_named(panel)
    if matter not in {one.matter for one in kind.matters}:
        raise Refusal("This panel does not decide that. Choose another.", "put")
    if not because.strip():
        raise Refusal("Say what the panel is asked, and why.", "because")
    if Item.objects.about(child).open().filter(panel=panel, pack=pack_code()).exists():
        raise Refusal("The child is before this panel already. Open that referral.", "put")
    first = next((one for one in held_ahead(kind) if not is_full(one) and (one.papers_by or today()) >= today()), None)
    item = Item(child=child, panel=panel, pack=pack_code(), matter=matter, because=because.strip(), clause=clause,
                meeting=meeting, asked_by=by, sitting=standing(first) if first else None,
                paper=_paper(by, child, kind.referral.paper))  # fmt: skip
    item.save()
    write(item, children=[child])
    _want_papers(by, item)
    return item


def _paper(by: Person, child: Child, kind: str) -> Paper | None:
    """The paper that holds the views: the one being written, or a new one."""
    if not kind:
        return None
    begun = Paper.objects.about(child).filter(kind=kind, finished_on=None).first()
    return begun or begin_paper(by=by, child=child, kind=kind)


def _want_papers(by: Person, item: Item) -> None:
    so = circumstances(item.child, "permanence", today(), by)
    for wanted in panel_of(item).papers:
        if applies(wanted.only, so):
            row = Enclosure(item=item, child=item.child, code=wanted.paper, name=wanted.name, by=wanted.by,
                            clauses=", ".join(wanted.because.clauses), strength=wanted.because.strength,
                            judged=wanted.only.judged)  # fmt: skip
            row.save()
            write(row, children=[item.child_id])
    _look_for_papers(item)


def _look_for_papers(item: Item) -> None:
    """Checks off what is there by now, with what shows it."""
    wanted = {one.paper: one for one in panel_of(item).papers}
    for row in Enclosure.objects.about(item.child).filter(item=item, came_on=None, not_needed=""):
        found = found_paper(item.child, wanted[row.code], item.meeting) if row.code in wanted else None
        if found:
            kept(row, snapshot(row), came_on=found.day, source=found.source)


@action
def keep_enclosure(
    *, by: Person, enclosure: Enclosure, version: int, came_on: date | None = None, source: str = "",
    not_needed: str = "", late_agreed_by: Person | None = None, late_why: str = "",
) -> Enclosure:  # fmt: skip
    """Checks a paper off, or says why it is not needed. One that comes after the last day needs who agreed, and why."""
    found, before = in_turn(enclosure, version)
    item, _ = taken(found.item)
    after("move", item.stage)
    if came_on is not None and came_on > today():
        raise Refusal("Give the day it came. That day has not come yet.", "came_on")
    if came_on is None and not not_needed.strip():
        raise Refusal("Give the day it came, or say why it is not needed.", "came_on")
    late = item.sitting is not None and came_on is not None and _is_after(came_on, item.sitting)
    _refuse_late(item.sitting, late, late_why, late_agreed_by)
    checked: Enclosure = kept(
        found, before, came_on=came_on, source=source.strip(), not_needed=not_needed.strip(),
        late_agreed_by=late_agreed_by if late else None, late_why=late_why.strip() if late else "",
    )  # fmt: skip
    return checked


@action
def move_item(*, by: Person, item: Item, version: int, sitting: Sitting, why: str = "") -> Item:
    """Chooses another sitting. Once referred, the panel administrator moves it, and says why."""
    found, before = in_turn(item, version)
    after("move", found.stage)
    if sitting.day is None or sitting.day < today():
        raise Refusal("Choose a sitting that is still to come.", "sitting")
    if is_full(sitting, found):
        raise Refusal("That sitting is full. Choose another.", "sitting")
    if found.stage == "preparing":
        return kept(found, before, why, sitting=standing(sitting))
    if not runs_panels(by):
        raise Refusal("It is referred already. Ask the panel administrator to move it.")
    if not why.strip():
        raise Refusal("Say why it goes to another sitting.", "why")
    list_anew(by, found, sitting, why)
    return found


@action
def refer(
    *, by: Person, item: Item, version: int, late_why: str = "", late_agreed_by: Person | None = None,
    exception: str = "", confirmed: Collection[str] = (),
) -> Item:  # fmt: skip
    """Sends the referral in: the child is listed, which is a fact, and the referral is another.

    Raises Refusal where it has no sitting, the sitting is full, its last day is past without who agreed and why, or a
    condition of the policy is not met without a reason; Question where papers or views are missing.
    """
    found, before = in_turn(item, version)
    stage = after("refer", found.stage)
    _look_for_papers(found)
    sitting = _sitting_that_can_be_made(found)
    is_late = _is_after(today(), sitting)
    _refuse_late(sitting, is_late, late_why, late_agreed_by)
    open_conditions = unmet(found)
    for one in open_conditions if not exception.strip() else ():
        raise Refusal(f"The policy wants this first: {one.says} ({one.clauses}). If the panel should hear it all "
                      "the same, say why.", "exception")  # fmt: skip
    _ask_about_gaps(found, by, confirmed)
    listing = listed(by, found, sitting)
    sent = record_fact(by=by, child=found.child, token="document.panel_referral", start=today(), confirmed=QUESTIONS,
                       attributes={"stage": "sent", "about": sitting.day})  # fmt: skip
    return kept(found, before, stage=stage, referred_on=today(), referred_by=by, listing=listing, referral=sent,
                place=next_place(sitting, found),
                late_why=late_why.strip() if is_late else "", late_agreed_by=late_agreed_by if is_late else None,
                exception=exception.strip() if open_conditions else "")  # fmt: skip


def _sitting_that_can_be_made(item: Item) -> Sitting:
    if item.sitting is None or item.sitting.day is None or item.sitting.day < today():
        raise Refusal("Choose a sitting that is still to come. Then send it in.")
    sitting: Sitting = Sitting.objects.select_for_update(no_key=True).get(pk=item.sitting_id)
    if is_full(sitting, item):
        raise Refusal("That sitting is full. Choose another.")
    return sitting


def _refuse_late(sitting: Sitting | None, is_late: bool, why: str, agreed_by: Person | None) -> None:
    if sitting is None or not is_late:
        return
    by_when = f"Referrals and papers were due by {day_words(sitting.papers_by)}."
    if agreed_by is None:
        raise Refusal(f"{by_when} Say who agreed to take it late, or choose a later sitting.", "late_agreed_by")
    if not why.strip():
        raise Refusal(f"{by_when} Say why it is late.", "late_why")
    if not (runs_panels(agreed_by) or Seat.objects.filter(sitting=sitting, person=agreed_by, is_chair=True).exists()):
        raise Refusal("What is late is agreed by the chair or by who runs the panel.", "late_agreed_by")


def _ask_about_gaps(item: Item, by: Person, confirmed: Collection[str]) -> None:
    if not hears(item, item.sitting.day, by):
        clauses = ", ".join(one for matter in panel_of(item).matters if matter.matter == item.matter
                            for one in matter.because.clauses)  # fmt: skip
        ask(Question("route", f"On the day of the sitting the record does not show that {panel_of(item).name} hears "
                              f"this for this child ({clauses}). Is it the right panel?"), confirmed)  # fmt: skip
    unwritten = unsaid(item, by)
    if unwritten:
        ask(Question("views", f"The referral does not say yet: {'; '.join(unwritten)}. Send it in all the same?"),
            confirmed)  # fmt: skip
    missing = [row for row in Enclosure.objects.about(item.child).filter(item=item) if not row.is_there]
    if missing:
        named = "; ".join(f"{row.name} ({row.clauses})" for row in missing)
        ask(Question("papers", f"Papers that are not there yet: {named}. After the last day they are taken only if "
                               "someone agrees. Send it in all the same?"), confirmed)  # fmt: skip


def _is_after(day: date, sitting: Sitting) -> bool:
    return sitting.papers_by is not None and day > sitting.papers_by


@action
def withdraw_item(*, by: Person, item: Item, version: int, why: str) -> Item:
    """Takes an item back before it is heard: the listing and the referral are no facts any more."""
    found, before = in_turn(item, version)
    stage = after("withdraw", found.stage)
    if not why.strip():
        raise Refusal("Say why it is withdrawn.", "why")
    take_back(by, found.listing, why)
    take_back(by, found.referral, why)
    return kept(found, before, why, stage=stage, why_withdrawn=why.strip())


@action
def stand_aside(*, by: Person, item: Item, person: Person, why: str) -> Aside:
    """A member leaves this item to the others, because of an interest of their own: they no longer see the child."""
    found, _ = in_turn(item)
    after("move", found.stage)
    if not Seat.objects.filter(sitting=found.sitting_id, person=person).exists():
        raise Refusal("They do not sit at this sitting.", "person")
    if not may_have_stand_aside(by, found).filter(person=person).exists():
        raise Refusal("A member says so of themselves; of others, the chair or who runs the panel does.", "person")
    if not why.strip():
        raise Refusal("Say what the interest is. Nothing private of the member is needed.", "why")
    if Aside.objects.about(found.child).filter(item=found, person=person).exists():
        raise Refusal("They stand aside already.", "person")
    row = Aside(item=found, child=found.child, person=person, why=why.strip())
    row.save()
    write(row, children=[found.child_id])
    return row

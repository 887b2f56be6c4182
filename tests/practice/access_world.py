"""A small world with something at every address, and the addresses: which row of it each route is driven with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from permanence.practice.children.actions import add_connection, group_siblings, restrict
from permanence.practice.children.models import Child
from permanence.practice.imports.actions import bring_in
from permanence.practice.imports.models import Import, ImportedChild
from permanence.practice.matching.actions import begin_search, link_carers
from permanence.practice.matching.models import Introduction
from permanence.practice.meetings.actions import agree_deed, ask_for_meeting, attach, begin_paper
from permanence.practice.meetings.models import TRIES, CaseNote, Invitee, Letter
from permanence.practice.panels.actions import prepare_referral
from permanence.practice.panels.models import Enclosure, Seat, Sitting, Task, Told
from permanence.practice.pathways.models import Course
from permanence.practice.plans.models import Disagreement, Mark, Plan, Step, Track
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.procedures.models import Adoption
from permanence.practice.staff.actions import delegate, grant
from permanence.practice.staff.models import BreakGlass, Grant, Person, Team
from permanence.practice.today import today
from permanence.practice.tracker.models import Agreement, Duty, SavedView
from practice.made import a_child, a_fact, a_person, a_team, days_ago, works_with

SOON = timedelta(days=30)


@dataclass
class About:
    """A child with a row of everything that has an address."""

    child: Child
    fact: int
    allocation: int
    grant: Grant
    connection: int
    siblings: int
    agreement: int
    anchor: date
    row: int
    meeting: int
    invitee: int
    deed: int
    paper: int
    note: int
    letter: int
    file: int
    plan: int
    track: int
    disagreement: int
    step: int
    mark: int
    item: int
    enclosure: int
    told: int
    task: int
    carers: int
    introduction: int
    course: int


@dataclass
class World:
    """One person of a role and the rows around them; a child they are tied to, and one that is restricted."""

    person: Person
    other: Person
    team: Team
    seen: About
    hidden: About
    source: Import
    proposal: Adoption
    own: dict[str, int]
    address: str
    seat: Seat


def make_world(role: str) -> World:
    """The world around someone of this role. What is restricted is open to none but who restricted it."""
    approve(by=None, adoption=propose(by=None, pack="PG", effective=days_ago(400)))
    team = a_team()
    person, other = a_person(role, team), a_person("social_worker", team)
    source = _a_source(person)
    seat = _a_seat(other)
    seen, hidden = (_about(other, team, source) for _ in range(2))
    restrict(by=None, child=hidden.child, kind="adoption", why="Placed for adoption")
    if role != "system_administrator":
        works_with(works_with(person, seen.child), hidden.child)
    glass = BreakGlass.objects.create(
        child=seen.child, person=other, why="A child in danger tonight", end=today() + SOON
    )
    glass.told.add(person)
    away = delegate(by=None, away=person, to=other, end=today() + SOON)
    view = SavedView.objects.create(owner=person, name="Mine", scope="all", address="abc123")
    proposal = propose(by=other, pack="AM", effective=today())
    return World(
        person, other, team, seen, hidden, source, proposal, {"glass": glass.pk, "away": away.pk}, view.address,
        seat,
    )  # fmt: skip


def _a_source(person: Person) -> Import:
    """An import as someone of the service sent it, ready to be applied."""
    analyst = a_person("data_analyst") if not _imports(person) else person
    source = bring_in(by=analyst, files=[SimpleUploadedFile("header.csv", b"CHILD,SEX\n1,F\n")])
    Import.objects.filter(pk=source.pk).update(stage="ready")
    return source


def _a_seat(person: Person) -> Seat:
    """Someone's seat at a sitting of the permanence panel that is still to come."""
    sitting = Sitting.objects.create(panel="permanence", pack="PG", rule_day=today() + SOON, day=today() + SOON)
    return Seat.objects.create(sitting=sitting, person=person)


def _imports(person: Person) -> bool:
    return any(role.code in ("data_analyst", "permanence_team_manager") for role in person.roles)


def _about(worker: Person, team: Team, source: Import) -> About:
    child = a_child(team=team, return_id=f"R{Child.objects.count()}")
    for token in ("in_care", "legal_status.s20", "placement.independent"):
        fact = a_fact(child, token, days_ago(30))
    works_with(worker, child)
    group = group_siblings(by=None, name="Brothers", children=[child])
    connection = add_connection(by=None, child=child, name="Robin's school", role="school")
    given = grant(by=a_person("head_of_service"), child=child, person=worker, why="Holds the case", end=today() + SOON)
    asked = Agreement.objects.create(
        child=child, clause="PG-079", under="PG-083", kind="frequency", every="18 months", start=today(),
        end=today() + SOON, why="Settled", asked_by=worker,
    )  # fmt: skip
    row = ImportedChild.objects.create(source=source, return_id=child.return_id, child=child)
    anchor = Duty.objects.get(child=child, clause="PG-079").anchor
    meeting = ask_for_meeting(by=worker, child=child, kind="permanence", because="The first plan is needed.")
    invitee = Invitee.objects.filter(meeting=meeting).first()
    deed = agree_deed(by=worker, meeting=meeting, what="See the school", due=today(), owner=worker)
    paper = begin_paper(by=worker, child=child, kind="permanence_plan")
    note = CaseNote.objects.create(meeting=meeting, child=child, text="He asked after her.", by=worker)
    file = attach(by=worker, holder=meeting, what="A report", file=SimpleUploadedFile("a.txt", b"All is well."))
    letter = Letter.objects.create(meeting=meeting, child=child, kind="request", to="a@council.example", tries=TRIES)
    plan = Plan.objects.create(child=child, day=today(), because="The first plan.", primary="kinship", pack="PG",
                               policy="PG 1", believed={"options": []})  # fmt: skip
    track = Track.objects.create(child=child, option="kinship", role="primary", why="An aunt can.", start=today())
    unhappy = Disagreement.objects.create(
        child=child, whose="worker", pack="PG", on=today(), about="Too soon.", by=worker
    )
    step = Step.objects.create(disagreement=unhappy, child=child, place=0, who="team_manager", do="Answers",
                               within="5 working days", due=today())  # fmt: skip
    mark = Mark.objects.create(
        child=child, plan=plan, kind="several", who="Sam", on=today(), how="by letter", by=worker
    )
    item = prepare_referral(by=worker, child=child, panel="permanence", matter="plan", because="It is time.")
    told = Told.objects.create(item=item, child=child, name="The school")
    task = Task.objects.create(item=item, child=child, what="Celebrate", owner=worker, due=today())
    course = Course.objects.create(child=child, kind="unregistered_home", pack="PG", why="Friday", begun_by=worker)
    search = begin_search(by=worker, child=child, wanted="A quiet home")
    carers = link_carers(by=worker, search=search, name="Carers A")
    introduction = Introduction.objects.create(carers=carers, child=child, day=today(), what="Tea together")
    return About(
        child, fact.pk, child.allocations.get().pk, given, connection.pk, group.pk, asked.pk, anchor, row.pk,
        meeting.pk, invitee.pk, deed.pk, paper.pk, note.pk, letter.pk, file.pk, plan.pk, track.pk,
        unhappy.pk, step.pk, mark.pk, item.pk, Enclosure.objects.get(item=item).pk, told.pk, task.pk,
        carers.pk, introduction.pk, course.pk,
    )  # fmt: skip


# --- addresses ---------------------------------------------------------------------------------------------------

Words = dict[str, Any]


def _of(*names: str) -> dict[str, Callable[[World, About], Words]]:
    """Routes that need the child's number and nothing else."""
    return dict.fromkeys(names, lambda _, about: {"pk": about.child.pk})


ABOUT_A_CHILD: dict[str, Callable[[World, About], Words]] = {
    **_of(
        "children:child", "children:journey", "children:details", "children:facts", "children:kinds", "children:people",
        "children:new_connection", "children:join_siblings", "tracker:owed", "staff:access", "staff:allocate",
        "staff:restrict", "staff:lift", "staff:grant", "record:of_child", "meetings:of_child", "meetings:ask",
        "meetings:papers", "plans:of_child", "plans:settle", "plans:achieved", "plans:for_child",
        "plans:write_for_child", "plans:disagree",
        "panels:of_child", "panels:prepare",
        "pathways:of_child", "pathways:begin",
        "matching:of_child", "matching:begin", "matching:log", "matching:end", "matching:add_carers",
    ),
    "children:record": lambda _, about: {"pk": about.child.pk, "name": "visit"},
    **dict.fromkeys(
        ("children:fact", "children:correct", "children:end", "children:withdraw"),
        lambda _, about: {"pk": about.child.pk, "number": about.fact},
    ),
    **dict.fromkeys(
        ("children:connection", "children:end_connection"),
        lambda _, about: {"pk": about.child.pk, "number": about.connection},
    ),
    "children:leave_siblings": lambda _, about: {"pk": about.child.pk, "number": about.siblings},
    "tracker:ask": lambda _, about: {"pk": about.child.pk, "clause": "PG-079", "anchor": about.anchor},
    "tracker:agreement": lambda _, about: {"pk": about.agreement},
    "tracker:end_agreement": lambda _, about: {"pk": about.agreement},
    "staff:end_allocation": lambda _, about: {"pk": about.allocation},
    "staff:end_grant": lambda _, about: {"pk": about.grant.pk},
    "imports:child": lambda world, about: {"pk": world.source.pk, "row": about.row},
    **dict.fromkeys(
        (f"meetings:{name}" for name in (
            "meeting", "book", "cancel", "add", "conclude", "agree_deed", "hold", "close", "approve", "send_back",
            "send", "minutes", "copy", "attach", "for_child", "write_for_child",
        )),
        lambda _, about: {"pk": about.meeting},
    ),
    **dict.fromkeys(
        ("meetings:decide", "meetings:hear", "meetings:withhold"),
        lambda _, about: {"pk": about.meeting, "number": about.invitee},
    ),
    "meetings:write": lambda _, about: {"pk": about.meeting, "section": "plan"},
    "meetings:appraise": lambda _, about: {"pk": about.meeting, "option": "adoption"},
    "meetings:child_document": lambda _, about: {"pk": about.meeting, "form": "pdf"},
    "meetings:paper_document": lambda _, about: {"pk": about.paper, "form": "docx"},
    "meetings:document": lambda _, about: {"pk": about.meeting, "form": "docx"},
    **dict.fromkeys(("meetings:settle_deed", "meetings:pass_on_deed"), lambda _, about: {"pk": about.deed}),
    "meetings:begin": lambda _, about: {"pk": about.child.pk, "kind": "carer_report"},
    **dict.fromkeys(
        ("meetings:paper", "meetings:finish", "meetings:attach_to_paper"), lambda _, about: {"pk": about.paper}
    ),
    **dict.fromkeys(("meetings:attached", "meetings:take_off"), lambda _, about: {"pk": about.file}),
    **dict.fromkeys(("meetings:try_again", "meetings:came_back"), lambda _, about: {"pk": about.letter}),
    "meetings:take_back": lambda _, about: {"pk": about.note},
    **dict.fromkeys(("plans:plan", "plans:review", "plans:court"), lambda _, about: {"pk": about.plan}),
    "plans:tell": lambda _, about: {"pk": about.plan, "of": "several"},
    "plans:track": lambda _, about: {"pk": about.track},
    "plans:say": lambda _, about: {"pk": about.child.pk, "option": "kinship", "word": "relatives_approved"},
    "plans:take_back": lambda _, about: {"pk": about.mark},
    "plans:disagreement": lambda _, about: {"pk": about.disagreement},
    "plans:answer": lambda _, about: {"pk": about.step},
    **dict.fromkeys(
        ("plans:settle_from", "plans:take_over"), lambda _, about: {"pk": about.child.pk, "number": about.meeting}
    ),
    "meetings:write_paper": lambda _, about: {"pk": about.paper, "section": "plans"},
    **dict.fromkeys(
        (f"panels:{name}" for name in ("item", "move", "refer", "withdraw", "aside", "decide")),
        lambda _, about: {"pk": about.item},
    ),
    "panels:enclosure": lambda _, about: {"pk": about.item, "number": about.enclosure},
    "panels:tell": lambda _, about: {"pk": about.item, "number": about.told},
    **dict.fromkeys(
        ("matching:weigh", "matching:introduce"), lambda _, about: {"pk": about.child.pk, "number": about.carers}
    ),
    "matching:went": lambda _, about: {"pk": about.child.pk, "number": about.introduction},
    **dict.fromkeys(("pathways:course", "pathways:close"), lambda _, about: {"pk": about.course}),
    "pathways:step": lambda _, about: {"pk": about.course, "step": "why"},
    "panels:task": lambda _, about: {"pk": about.item, "number": about.task},
}  # fmt: skip
"""Routes about one child."""


def _plain(*names: str) -> dict[str, Callable[[World], Words]]:
    return dict.fromkeys(names, lambda _: {})


OTHERS: dict[str, Callable[[World], Words]] = {
    **_plain(
        "home:today", "help:page", "children:list", "children:new", "children:keep", "children:start_afresh",
        "tracker:board", "tracker:missing", "tracker:waits", "tracker:waits_export", "tracker:agreements",
        "meetings:list", "panels:list", "meetings:calendar",
        "meetings:end_calendar", "procedures:list", "procedures:choose",
        "record:entries", "record:head",
        "imports:list", "imports:new", "staff:me", "staff:stand_in", "staff:break_glass", "staff:people",
        "staff:new_starter", "staff:delegate", "staff:teams", "staff:new_team",
    ),
    **dict.fromkeys(("tracker:boards", "tracker:export", "tracker:keep_view"), lambda _: {"scope": "all"}),
    "tracker:missing_one": lambda _: {"code": "care_plan"},
    **dict.fromkeys(("tracker:view", "tracker:drop_view"), lambda world: {"address": world.address}),
    **dict.fromkeys(("panels:panel", "panels:add"), lambda _: {"panel": "permanence"}),
    "panels:watch": lambda _: {"panel": "permanence", "over": "proposed_plans"},
    **dict.fromkeys(
        (f"panels:{name}" for name in ("sitting", "agenda", "change", "add_seat", "attendance", "order")),
        lambda world: {"panel": "permanence", "day": world.seat.sitting.rule_day.isoformat()},
    ),
    "panels:agenda_document": lambda world: {
        "panel": "permanence", "day": world.seat.sitting.rule_day.isoformat(), "form": "docx",
    },
    "panels:drop_seat": lambda world: {
        "panel": "permanence", "day": world.seat.sitting.rule_day.isoformat(), "number": world.seat.pk,
    },
    "procedures:choose_two": lambda _: {},
    "procedures:propose": lambda _: {"code": "PG"},
    "procedures:document": lambda _: {"code": "PG"},
    "procedures:compare": lambda _: {"code": "PG", "other": "AM"},
    **dict.fromkeys(
        ("procedures:adoption", "procedures:touched", "procedures:approve", "procedures:withdraw"),
        lambda world: {"pk": world.proposal.pk},
    ),
    **dict.fromkeys(
        ("imports:import", "imports:progress", "imports:children", "imports:problems", "imports:problems_file",
         "imports:apply", "imports:undo", "imports:again", "imports:throw_away"),
        lambda world: {"pk": world.source.pk},
    ),
    "imports:file": lambda world: {"pk": world.source.pk, "file": world.source.files.get().pk},
    **dict.fromkeys(
        ("staff:person", "staff:details", "staff:letter", "staff:leave", "staff:new_post"),
        lambda world: {"pk": world.other.pk},
    ),
    "staff:end_post": lambda world: {"pk": world.other.posts.get().pk},
    "staff:team": lambda world: {"pk": world.team.pk},
    "staff:end_delegation": lambda world: {"pk": world.own["away"]},
    "staff:end_stand_in": lambda world: {"pk": world.own["away"]},
    "staff:review_glass": lambda world: {"pk": world.own["glass"]},
}  # fmt: skip
"""Every other route, with rows that are the person's own where there are such (a saved view, who stands in)."""

ASKED = {
    "procedures:choose_two": {"first": "PG", "second": "AM"},
    "procedures:touched": {"duty": "meeting.permanence", "kind": "moves"},
}
"""What an address needs after its question mark."""

OPEN_TO_ANYONE = {"health", "meetings:feed", "meetings:answer"}  # the last two to who holds a private address
SIGN_IN = "account/"
"""Addresses of signing in, which the sign-in package keeps."""


def routes() -> list[str]:
    """The name of every route of the app, but for those of signing in."""
    return [name for name, pattern in _walk(get_resolver().url_patterns) if not pattern.startswith(SIGN_IN)]


def _walk(patterns: Any, space: str = "", before: str = "") -> Any:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, inner, before + str(one.pattern))
        else:
            yield f"{space}{one.name}", before + str(one.pattern)

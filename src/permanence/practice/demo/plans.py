"""Plans of the demonstration: two that narrowed, one wide, a child who is unhappy and a worker who disagrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from permanence.practice.children.models import Child, Fact
from permanence.practice.demo.people import Staff
from permanence.practice.plans import actions
from permanence.practice.plans.choices import Choice
from permanence.practice.plans.models import BESIDE, LEADS, RULED_OUT, STANDS_BY, Plan, Track
from permanence.practice.plans.policy import asked_now
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.today import today

WIDE = {"reunification": (LEADS, "The parents have begun to change, and the contact goes well."),
        "kinship": (BESIDE, "An aunt has come forward and is being assessed."),
        "special_guardianship": (BESIDE, "The aunt would like the main say, if the child cannot go home."),
        "adoption": (STANDS_BY, "If nobody in the family can care for the child.")}  # fmt: skip
NARROWER = {"reunification": (RULED_OUT, "The parents' last assessment says that it would not be safe."),
            "kinship": (RULED_OUT, "The aunt asks for an order of her own."),
            "special_guardianship": (LEADS, "The assessment of the aunt is good, and the child knows her well."),
            "adoption": (STANDS_BY, "If the court does not make the order.")}  # fmt: skip
SURE = ("stands_by",)
FIRST = timedelta(days=150)
ENOUGH = 3


def make_plans(staff: Staff) -> None:
    """For the first children of school age in care for half a year: their plan, and what came of it."""
    found = _children()
    for place, child in enumerate(found):
        worker = _worker(child)
        _settle(worker, child, WIDE, today() - FIRST, "The first plan is wide, so that no time is lost.")
        if place < ENOUGH - 1:
            plan = _settle(worker, child, NARROWER, today() - timedelta(days=40), "Both assessments are done.")
            _tell(plan, worker, told=place == 0)
        _write_down(worker, child)
    _are_unhappy(found, staff)


def _children() -> Sequence[Child]:
    since = today() - timedelta(days=180)
    in_care = Fact.objects.holding().filter(token="in_care", start__lt=since).values("child")
    planned = Fact.objects.current().filter(token="plan", start__gt=today() - FIRST).values("child")
    mine = Allocation.objects.on().filter(role="social_worker").values("child")
    old_enough = {"born__gt": today() - timedelta(days=13 * 365), "born__lt": today() - timedelta(days=6 * 365)}
    found = Child.objects.filter(pk__in=in_care, restricted="", **old_enough).filter(pk__in=mine)
    return list(found.exclude(pk__in=planned).select_related("team").order_by("pk")[:ENOUGH])


def _worker(child: Child) -> Person:
    person: Person = Allocation.objects.about(child).on().filter(role="social_worker").first().person
    return person


def _settle(by: Person, child: Child, places: Mapping[str, tuple[str, str]], day: date, because: str) -> Plan:
    known = asked_now().options
    choices = {option: Choice(role, why=why) for option, (role, why) in places.items() if option in known}
    last = Plan.objects.about(child).standing().first()
    return actions.settle_plan(by=by, child=child, day=day, because=because, choices=choices, confirmed=SURE,
                               version=last.pk if last else 0)  # fmt: skip


def _tell(plan: Plan, by: Person, told: bool) -> None:
    if told:
        for one in asked_now().tell:
            actions.tell(by=by, plan=plan, of=one.of, who="The reviewing officer", on=plan.day, how="by telephone")


def _write_down(by: Person, child: Child) -> None:
    for track in Track.objects.about(child).live().filter(role=LEADS):
        actions.write_track(
            by=by, track=track, version=track.version, rules_out="A poor report of the health of the carer.",
            evidence="The home was visited twice. The school is near.", decides="The report on the carer",
            decides_on=today() + timedelta(days=45),
        )  # fmt: skip


def _are_unhappy(found: Sequence[Child], staff: Staff) -> None:
    """The first child is unhappy with the plan; of the second, the permanence team disagrees."""
    for child, whose, about, wants in zip(
        found, ("child", "worker"), ("I do not want to live that far from my friends.", "The report is not thorough."),
        ("To stay at my school.", ""), strict=False,
    ):  # fmt: skip
        by = _worker(child) if whose == "child" else staff.one("permanence_worker")
        actions.raise_disagreement(by=by, child=child, whose=whose, on=today(), about=about, wants=wants)

"""The child's own page of the plan: what is happening, who decides, what I said, whom to talk to, for each age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from permanence.practice.children.models import Child, Connection
from permanence.practice.design.wording import day as day_words
from permanence.practice.meetings.models import Invitee
from permanence.practice.plans.models import BESIDE, LEADS, RULED_OUT, STANDS_BY, ForChild
from permanence.practice.plans.presenters.disagreement import crumbs
from permanence.practice.plans.standing import Standing, standing_of
from permanence.practice.staff.models import Allocation, Person
from permanence.practice.staff.permissions import may_write

BANDS = {"under_8": "Under 8", "from_8_to_12": "8 to 12", "from_13": "13 or older"}
_PLACES = {LEADS: "leads", BESIDE: "beside", STANDS_BY: "stands_by"}
_TALK_TO = ("social_worker", "reviewing_officer", "personal_adviser")
_AROUND = ("advocate", "carer", "visitor", "guardian")


@dataclass(frozen=True)
class Words:
    """The words of the page for one age, about one child."""

    band: str
    name: str

    def say(self, *key: str, **more: str) -> str:
        """A sentence of for_child.yaml, filled in."""
        found: Any = _words()
        for one in key:
            found = found[one]
        return str(found[self.band]).format(name=self.name, **more)

    def option(self, option: str) -> str:
        """An option in the child's words."""
        return self.say("options", option)

    def heading(self, part: str) -> str:
        """The heading of a part of the page."""
        return str(_words()["headings"][self.band][part])


@cache
def _words() -> dict[str, Any]:
    return dict(
        yaml.safe_load(files("permanence.practice.plans").joinpath("for_child.yaml").read_text(encoding="utf-8"))
    )


def band_of(child: Child) -> str:
    """The age whose words fit the child; those of the middle where the day of birth is not known."""
    age = child.age()
    years = age[0] if age else 8
    return "under_8" if years < 8 else "from_8_to_12" if years < 13 else "from_13"


def for_child_page(child: Child, user: Person, band: str = "") -> dict[str, Any]:
    """Everything the page says. ``band`` is an age chosen instead of the child's own."""
    words = Words(band if band in BANDS else band_of(child), child.known_as or child.first_name)
    standing = standing_of(child, user)
    written = ForChild.objects.about(child).select_related("plan").first()
    own = written if written and written.plan_id == (standing.plan.pk if standing.plan else None) else None
    return {
        "child": child, "title": words.say("title"), "crumbs": crumbs(child), "words": words,
        "bands": [(code, text, code == words.band) for code, text in BANDS.items()],
        "headings": {part: words.heading(part) for part in ("happening", "decides", "said", "talk", "unhappy")},
        "own_happening": own.happening if own else "", "is_stale": written is not None and own is None,
        "happening": list(_happening(standing, words)), "decides": list(_decides(standing, words)),
        "said": (own.said if own else "") or _last_said(child), "talk_to": list(_talk_to(child)),
        "more_to_talk_to": own.talk_to if own else "", "unhappy": words.say("unhappy"), "may_write": may_write(user),
        "language": _language(child, words.name),
    }  # fmt: skip


def _language(child: Child, name: str) -> str:
    """How the page reaches a child who may not read it as it is."""
    speaks = f"{name} speaks {child.language}." if child.language else ""
    needs = f"{name} needs an interpreter: read the page together with one." if child.interpreter else ""
    return " ".join(part for part in (speaks, needs) if part)


def _happening(standing: Standing, words: Words) -> Iterator[str]:
    if not standing.live:
        yield words.say("nothing")
        return
    lead = standing.leading
    for one in [lead] if lead and standing.achieved else standing.live:  # home for good: nothing else is looked at now
        yield words.say(_PLACES[one.role], what=words.option(one.option))
        if one.role == LEADS and standing.achieved:
            yield words.say("achieved", day=day_words(standing.achieved.start))
    live = {one.option for one in standing.live}
    gone = {one.option: one for one in standing.tracks if one.ended == RULED_OUT and one.option not in live}
    for one in gone.values():
        said = words.say("ruled_out", what=words.option(one.option), day=day_words(one.end))
        if said:
            yield said


def _decides(standing: Standing, words: Words) -> Iterator[str]:
    yield words.say("decides", "all")
    officer = (
        Allocation.objects.about(standing.child).on().filter(role="reviewing_officer").select_related("person").first()
    )
    if officer:
        yield words.say("decides", "officer", who=officer.person.name)
    if {"in_proceedings", "interim_care_order"} & set(standing.so):
        yield words.say("decides", "court")
    for token, what in (("panel.", "panel"), ("booked.", "meeting")):
        ahead = [one.start for one in standing.facts if one.token.startswith(token) and one.start > standing.day]
        if ahead and (said := words.say("decides", what, day=day_words(min(ahead)))):
            yield said


def _last_said(child: Child) -> str:
    """What the child said at the last meeting at which it was written down."""
    heard = Invitee.objects.about(child).filter(who="child").exclude(views="").order_by("-meeting__day", "-id").first()
    return heard.views if heard else ""


def _talk_to(child: Child) -> Iterator[tuple[str, str]]:
    """Who there is to talk to: what they are, and who."""
    for row in Allocation.objects.about(child).on().filter(role__in=_TALK_TO).select_related("person"):
        yield row.get_role_display(), row.person.name
    for around in Connection.objects.about(child).on().filter(role__in=_AROUND):
        yield around.get_role_display(), around.name

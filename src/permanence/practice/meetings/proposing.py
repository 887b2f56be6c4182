"""Whom a policy asks to a meeting, as the people they are for this child: workers, managers and people around them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from permanence.policy.meeting_kinds import MeetingKind, Someone
from permanence.policy.meetings import ALLOCATED
from permanence.practice.children.models import Child, Connection
from permanence.practice.meetings.policy import applies, pack_code
from permanence.practice.meetings.words import local_sentence, who_is
from permanence.practice.staff.models import Allocation, Person, Post

_IN_THE_TEAM = frozenset({"team_manager", "service_manager", "business_support"})
_IN_THE_SERVICE = frozenset({
    "permanence_team_manager", "permanence_worker", "head_of_service", "assistant_director", "agency_decision_maker",
    "panel_administrator",
})  # fmt: skip
_AROUND = {"carer": "carer", "guardian": "guardian", "advocate": "advocate", "school": "school", "health": "health",
           "solicitor": "solicitor"}  # fmt: skip


@dataclass(frozen=True)
class Proposed:
    """Someone to invite, and what asks for them. ``person`` is None for who does not work here or is not known."""

    who: str
    name: str
    post: str
    person: Person | None
    someone: Someone
    has_parental_responsibility: bool = False
    reach: str = ""


def proposed(kind: MeetingKind, child: Child, so: Collection[str]) -> Iterator[Proposed]:
    """Everyone this kind of meeting asks for where ``so`` holds, each once, in the policy's order.

    Nobody is left out because the record does not know who they are: they stand there by their post.
    """
    yield from _each_once(kind.people, child, so)


def sent_minutes(kind: MeetingKind, child: Child, so: Collection[str]) -> Iterator[Proposed]:
    """Everyone who gets the minutes by name or post, beside those who were there."""
    yield from _each_once([one.someone for one in kind.send if one.someone], child, so)


def _each_once(asked: Iterable[Someone], child: Child, so: Collection[str]) -> Iterator[Proposed]:
    seen: set[tuple[str, str]] = set()
    for one in (one for someone in asked if applies(someone.only, so) for one in _found(someone, child)):
        if (one.name, one.post) not in seen:
            seen.add((one.name, one.post))
            yield one


def _found(someone: Someone, child: Child) -> list[Proposed]:
    if someone.post:
        return [Proposed("", local_sentence(someone.post), "", None, someone)]
    known = [one for word in someone.who for one in people_who_are(word, child, someone)]
    if len(someone.who) > 1:
        known = known[:1]  # any one of them will do: the first named, and whoever books may choose another
    nobody = " or ".join(who_is(word, pack_code()) for word in someone.who)
    return known or [Proposed(someone.who[0], local_sentence(nobody), "", None, someone)]


def people_who_are(word: str, child: Child, someone: Someone) -> list[Proposed]:
    """The people of this child that a word of meeting-words.yaml means, none where the record knows none."""
    if word == "child":
        return [Proposed(word, child.name, "The child", None, someone)]
    if word == "parental_responsibility":
        return _with_parental_responsibility(child, someone)
    post = who_is(word, pack_code()).removeprefix("the ").removeprefix("child's ")
    as_what = local_sentence(post)
    if word in _AROUND:
        return [Proposed(word, one.name, as_what, None, someone, one.has_parental_responsibility, one.contact)
                for one in _around(child) if one.role == _AROUND[word]]  # fmt: skip
    return [Proposed(word, person.name, as_what, person, someone) for person in workers_who_are(word, child)]


def workers_who_are(word: str, child: Child) -> list[Person]:
    """The staff that a word means for this child today."""
    finding: Callable[[str, Child], Any] | None = (
        _allocated if word in ALLOCATED else _of_team if word in _IN_THE_TEAM else _of_service
    )
    return list(dict.fromkeys(row.person for row in finding(word, child))) if finding else []


def _allocated(word: str, child: Child) -> Any:
    return Allocation.objects.about(child).on().filter(role=word).select_related("person")


def _of_team(word: str, child: Child) -> Any:
    """The holders of the post in the child's team, or in the teams it lies within: the nearest that has one."""
    team = child.team
    while team is not None:
        found = list(Post.objects.on().filter(role=word, team=team).select_related("person"))
        if found:
            return found
        team = team.within
    return []


def _of_service(word: str, _: Child) -> Any:
    return Post.objects.on().filter(role=word).select_related("person") if word in _IN_THE_SERVICE else []


def _around(child: Child) -> Any:
    return Connection.objects.about(child).on()


def _with_parental_responsibility(child: Child, someone: Someone) -> list[Proposed]:
    held = _around(child).filter(Q(has_parental_responsibility=True) | Q(role="parental_responsibility"))
    return [Proposed("parental_responsibility", one.name, one.get_role_display(), None, someone, True, one.contact)
            for one in held]  # fmt: skip

"""How far a person sees today: whose ties they share, which teams they answer for, and which briefs they hold.

A person sees by their own posts and by those of people who are away and have handed over to them. Handing over
is never handed on: who stands in for a stand-in sees nothing more by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from permanence.practice.staff.roles import Brief

if TYPE_CHECKING:
    from permanence.practice.staff.models import Person, Post


@dataclass(frozen=True)
class Sight:
    """``people`` whose allocations count as one's own; ``teams`` answered for; and the briefs held."""

    person: int
    people: frozenset[int]
    teams: frozenset[int]
    briefs: frozenset[Brief]

    @property
    def sees_children(self) -> bool:
        """Whether any post reaches a child at all. Without one, no tie and no grant does."""
        return bool(self.briefs - {Brief.NO_CHILD})


def sight_of(person: Person) -> Sight:
    """How far this person sees today. Worked out once for each request, as the person is read once for each."""
    if not hasattr(person, "_sight"):
        person._sight = _work_out(person)
    sight: Sight = person._sight
    return sight


def forget(person: Person) -> None:
    """Works the sight out again when next asked: after a change to the person's posts within a request."""
    for name in ("_sight", "posts_today"):
        person.__dict__.pop(name, None)


def _work_out(person: Person) -> Sight:
    own = person.posts_today
    if not any(post.about.brief != Brief.NO_CHILD for post in own):
        return Sight(person.pk, frozenset(), frozenset(), frozenset(post.about.brief for post in own))
    posts = [*own, *_handed_over(person)]
    leads = {post.team_id for post in posts if post.about.brief == Brief.TEAM and post.team_id}
    return Sight(
        person.pk, frozenset({person.pk, *(post.person_id for post in posts)}), frozenset(beneath(leads)),
        frozenset(post.about.brief for post in posts),
    )  # fmt: skip


def _handed_over(person: Person) -> list[Post]:
    """The posts of those who are away and have handed over to this person."""
    away = person.delegations_held.on().filter(away__is_active=True).values("away")
    return list(person.posts.model.objects.on().filter(person__in=away))


def beneath(teams: Iterable[int]) -> set[int]:
    """These teams and every team beneath them."""
    from permanence.practice.staff.models import Team

    within = defaultdict(list)
    for team, above in Team.objects.values_list("pk", "within"):
        within[above].append(team)
    found: set[int] = set()
    open_ones = list(teams)
    while open_ones:
        team = open_ones.pop()
        if team not in found:
            found.add(team)
            open_ones.extend(within[team])
    return found

"""What the pages about people say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from permanence.practice.design.page import Link, Row
from permanence.practice.design.wording import day
from permanence.practice.staff.models import Allocation, BreakGlass, Delegation, Grant, Person, Post, Team
from permanence.practice.staff.permissions import may_break_glass, sees_children
from permanence.practice.today import today


@dataclass(frozen=True)
class PersonRow:
    """A person in a list."""

    name: str
    href: str
    email: str
    posts: str
    state: str


def person_row(person: Person) -> PersonRow:
    """A person in a list, with the posts they hold today."""
    posts = "; ".join(_post_words(post) for post in person.posts.all() if _holds(post))
    state = "" if person.is_active else f"left {day(person.left)}"
    return PersonRow(person.name, reverse("staff:person", args=[person.pk]), person.email, posts or "no role", state)


def _holds(post: Post) -> bool:
    return post.start <= today() and (post.end is None or post.end > today())


def _post_words(post: Post) -> str:
    return f"{post.about.name}, {post.team}" if post.team else post.about.name


def person_page(person: Person) -> dict[str, Any]:
    """One person, for the system administrator."""
    change = (Link("Change", reverse("staff:details", args=[person.pk])),) if person.is_active else ()
    about = [
        Row("Name", person.name, change),
        Row("Work e-mail", person.email, change),
        Row("Signs in", _signs_in(person)),
        Row("Here since", day(person.joined)),
    ]
    if person.left:
        about.append(Row("Left", day(person.left)))
    return {
        "about": about,
        "posts": [_post_row(post) for post in person.posts.select_related("team")],
        "delegations": _delegations(person),
    }


def _signs_in(person: Person) -> str:
    if not person.is_active:
        return "no longer"
    if person.directory_key:
        return "by the council's own sign-in"
    return "with a password" if person.has_usable_password() else "has not set a password yet"


def _post_row(post: Post) -> dict[str, Any]:
    end = reverse("staff:end_post", args=[post.pk]) if post.end is None else ""
    return {"words": _post_words(post), "does": post.about.does, "start": post.start, "end": post.end, "end_href": end}


def _delegations(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "to": row.to.name, "start": row.start, "end": row.end, "is_open": row.end > today(),
            "href": reverse("staff:end_delegation", args=[row.pk]),
        }
        for row in Delegation.objects.filter(away=person).select_related("to")
    ]  # fmt: skip


def team_rows() -> list[dict[str, Any]]:
    """The teams in the order of their tree, each with its depth."""
    within: dict[int | None, list[Team]] = defaultdict(list)
    for team in Team.objects.all():
        within[team.within_id].append(team)
    return list(_branch(within, None, 0))


def _branch(within: dict[int | None, list[Team]], above: int | None, depth: int) -> Any:
    for team in within[above]:
        yield {"name": team.name, "depth": range(depth), "href": reverse("staff:team", args=[team.pk])}
        yield from _branch(within, team.pk, depth + 1)


def my_page(person: Person) -> dict[str, Any]:
    """What one is here."""
    given = person.delegations_given.filter(end__gt=today()).select_related("to")
    held = person.delegations_held.on().select_related("away")
    return {
        "posts": [{"words": _post_words(post), "does": post.about.does} for post in person.posts_today],
        "given": given, "held": held, "may_stand_in": sees_children(person), "may_break_glass": may_break_glass(person),
        "glass": person.told_of_broken_glass.filter(reviewed_at__isnull=True).select_related("person"),
    }  # fmt: skip


def access_page(child: Any) -> dict[str, Any]:
    """Who sees a child, by which tie."""
    allocations = Allocation.objects.about(child).select_related("person")
    return {
        "allocations": [row for row in allocations if row.end is None or row.end > today()],
        "earlier": [row for row in allocations if row.end and row.end <= today()],
        "grants": Grant.objects.about(child).filter(end__gt=today()).select_related("person", "given_by"),
        "glass": BreakGlass.objects.about(child).select_related("person", "reviewed_by"),
        "is_restricted": bool(child.restricted),
    }  # fmt: skip

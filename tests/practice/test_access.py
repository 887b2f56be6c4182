"""docs/access.md: what every role gets at every route, found by driving each by GET and POST. A new one needs a row.

Everything a request writes is taken back, so that each meets the same world. For a child a person may not see, every
answer must be the one for a child there never was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from house.tree import ROOT
from permanence.practice.children.actions import restrict
from permanence.practice.children.models import Child
from permanence.practice.panels.models import Aside, Item, Seat, Sitting
from permanence.practice.staff.actions import delegate, grant
from permanence.practice.staff.models import Person, Team
from permanence.practice.staff.roles import ROLES, Brief
from permanence.practice.today import today
from practice.access_world import ABOUT_A_CHILD, ASKED, OPEN_TO_ANYONE, OTHERS, World, make_world, routes
from practice.made import a_child, a_fact, a_person, a_team, days_ago, works_with

pytestmark = pytest.mark.django_db
DOCUMENT = ROOT / "docs" / "access.md"
VERBS = ("GET", "POST")
NOWHERE = 999_999_999
YES, NO, NOT_THERE, NOT_OFFERED = "yes", "no", "-", ""
ANSWERS = {200: YES, 204: YES, 302: YES, 409: YES, 403: NO, 404: NOT_THERE, 405: NOT_OFFERED}

Column = dict[str, str]
"""What one role gets, by route and verb."""


def test_every_route_has_a_row() -> None:
    known = [*ABOUT_A_CHILD, *OTHERS, *OPEN_TO_ANYONE]
    assert sorted(known) == sorted(routes())


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_the_document_says(role: str, pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--write"):
        pytest.skip("the document is being written")
    found = {line: answer for line, answer in {**seeing(role), **driven(role)}.items() if answer != NOT_OFFERED}
    assert {line: answer for (line, column), answer in said().items() if column == role and answer} == found


def test_who_has_not_signed_in_gets_nothing(client: Client) -> None:
    world = make_world("social_worker")
    for route in (*ABOUT_A_CHILD, *OTHERS):
        for verb in VERBS:
            answer = _ask(client, verb, route, _words(world, route))
            assert (answer.status_code, answer.get("Location", "")[:15]) == (302, "/account/login/"), f"{verb} {route}"


@pytest.mark.parametrize("role", ROLES)
def test_a_child_one_may_not_see_cannot_be_told_from_one_that_never_was(client: Client, role: str) -> None:
    world = make_world(role)
    client.force_login(world.person)
    for route, words in ABOUT_A_CHILD.items():
        hidden = words(world, world.hidden)
        nowhere = {name: NOWHERE if isinstance(value, int) else value for name, value in hidden.items()}
        for verb in VERBS:
            answers = [_ask(client, verb, route, given) for given in (hidden, nowhere)]
            assert len({answer.status_code for answer in answers}) == 1, f"{verb} {route}"
            assert ANSWERS[answers[0].status_code] != YES, f"{verb} {route}"


# --- driving -----------------------------------------------------------------------------------------------------


def driven(role: str) -> Column:
    """What someone of this role gets at every route, about a child they see and otherwise."""
    world, client, column = make_world(role), Client(), {}
    client.force_login(world.person)
    for route in (*ABOUT_A_CHILD, *OTHERS):
        for verb in VERBS:
            status = _ask(client, verb, route, _words(world, route)).status_code
            assert status in ANSWERS, f"{verb} {route} answered {status} to {role}"
            column[f"{route} {verb}"] = ANSWERS[status]
    return column


def _words(world: World, route: str) -> dict[str, Any]:
    return ABOUT_A_CHILD[route](world, world.seen) if route in ABOUT_A_CHILD else OTHERS[route](world)


def _ask(client: Client, verb: str, route: str, words: Mapping[str, Any]) -> Any:
    """The answer; what the request wrote is taken back."""
    address = reverse(route, kwargs=dict(words))
    with transaction.atomic():
        answer = client.get(address, ASKED.get(route)) if verb == "GET" else client.post(address)
        if answer.streaming:
            list(answer.streaming_content)  # to its end, as a browser would; closing it would close the database too
        transaction.set_rollback(True)
    return answer


# --- seeing ------------------------------------------------------------------------------------------------------

SIGHT = {
    "allocated": "allocated to the child",
    "stands in": "stands in for someone allocated",
    "above": "team above that of someone allocated",
    "own team": "the child's own team",
    "other team": "another team, no tie",
    "adoption": "no tie, plan of adoption",
    "restricted": "allocated, record restricted",
    "granted": "record restricted, with a grant",
    "sits": "a seat at the sitting that hears the child",
    "aside": "a seat there, standing aside from the child",
}
"""How a person may stand to a child, and its words."""


def seeing(role: str) -> Column:
    """Whether someone of this role sees a child, for each way of standing to one."""
    above = a_team()
    team, away = a_team(within=above), a_team()
    teams = {"above": above, "own team": team, "other team": away}
    return {f"sees {how}": YES if _sees(role, how, teams.get(how, away), team) else NO for how in SIGHT}


def _sees(role: str, how: str, own: Team, childs: Team) -> bool:
    child, person, worker = a_child(team=childs), a_person(role, own), a_person("social_worker", childs)
    may_be_tied = ROLES[role].brief != Brief.NO_CHILD
    if how in ("allocated", "restricted") and may_be_tied:
        works_with(person, child)
    if how in ("stands in", "above"):
        works_with(worker, child)
    if how == "stands in" and may_be_tied:
        delegate(by=worker, away=worker, to=person, end=today() + timedelta(days=9))
    if how == "adoption":
        a_fact(child, "decision.should_be_placed", days_ago(3))
    if how in ("restricted", "granted"):
        restrict(by=None, child=child, kind="adoption", why="Placed for adoption")
    if how == "granted" and may_be_tied:
        grant(by=worker, child=child, person=person, why="Needs to", end=today() + timedelta(days=9))
    if how in ("sits", "aside"):
        _gives_a_seat(person, child, stands_aside=how == "aside")
    asks = Person.objects.get(pk=person.pk)
    return Child.objects.visible_to(asks).filter(pk=child.pk).exists()


def _gives_a_seat(person: Person, child: Child, *, stands_aside: bool) -> None:
    sitting = Sitting.objects.create(panel="permanence", pack="PG", rule_day=days_ago(child.pk), day=today())
    Seat.objects.create(sitting=sitting, person=person)
    item = Item.objects.create(
        child=child, panel="permanence", pack="PG", matter="plan", stage="listed", sitting=sitting
    )
    if stands_aside:
        Aside.objects.create(item=item, child=child, person=person, why="Knows the family")


# --- the document ------------------------------------------------------------------------------------------------

TEXT = """\
# Who gets what

Written by the program from a test that drives every route as every role (`tests/practice/test_access.py`): change the
roles and permissions, not this page. A route without a row here fails the build.

Two questions stand before every page. Whom does a person see? That is asked in the query, so a child one may not see
is in no list, count, search or export, and their pages answer as for a child there never was: the test drives every
route below with such a child as well, and finds no difference. Then: may this role do this? If not, the page says so.

{roles}

## Whom a role sees

A restricted record opens by a grant or, for two days and under review, in an emergency; no tie and no role opens it.
Standing in passes on ties, not grants.

{sees}
## Pages about a child the person sees

**yes**: it is done, or asks for what is missing. **no**: not for this role. **-**: as if it were not there.

{about}
## Every other page

Rows of one's own, such as a saved view or who stands in, are driven as their owner. What a page shows of children is
what its reader sees.

{others}
Without signing in every route leads to the page for signing in, but for `health`, which tells nothing about anyone.
"""
_LETTERS = ("SW", "SSW", "TM", "PTM", "FF", "RO", "PA", "PM", "SM", "HoS", "AD", "ADM", "BS", "DA", "Insp", "SA")
SHORT = dict(zip(ROLES, _LETTERS, strict=True))
"""A few letters for each role, at the head of its column."""


def said() -> dict[tuple[str, str], str]:
    """What the document says, by line and role."""
    found = {}
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            found |= {(cells[0].strip("`"), role): cell for role, cell in zip(ROLES, cells[-len(ROLES) :], strict=True)}
    return found


def test_the_document_is_current(pytestconfig: pytest.Config) -> None:
    """What stands around the answers, and every route in its place; the answers themselves are tested role by role."""
    if pytestconfig.getoption("--write"):
        DOCUMENT.write_text(_text({role: _found_afresh(role) for role in ROLES}), encoding="utf-8", newline="\n")
    columns: dict[str, Column] = {role: {} for role in ROLES}
    for (line, role), answer in said().items():
        columns[role][line] = answer
    stale = "docs/access.md is stale: python3 run.py test tests/practice/test_access.py --write"
    assert DOCUMENT.read_text(encoding="utf-8") == _text(columns), stale


def _found_afresh(role: str) -> Column:
    """Seeing and driving in worlds that are gone afterwards."""
    found: Column = {}
    for find in (seeing, driven):
        with transaction.atomic():
            found |= find(role)
            transaction.set_rollback(True)
    return found


def _text(columns: Mapping[str, Column]) -> str:
    sees = [(f"sees {how}", words) for how, words in SIGHT.items()]
    about, others = ([(f"{route} {verb}", "") for route in some for verb in VERBS] for some in (ABOUT_A_CHILD, OTHERS))
    return TEXT.format(
        roles="\n".join(f"- **{SHORT[code]}** {role.name}: {role.does}" for code, role in ROLES.items()),
        sees=_table("how the person stands to the child", sees, columns),
        about=_table("route and verb", about, columns),
        others=_table("route and verb", others, columns),
    )


def _table(first: str, lines: list[tuple[str, str]], columns: Mapping[str, Column]) -> str:
    worded = any(words for _, words in lines)
    head = ["", first, *SHORT.values()] if worded else [first, *SHORT.values()]
    rows = [head, ["---"] * len(head)]
    for line, words in lines:
        cells = [columns[role].get(line, "") for role in ROLES]
        if any(cells):
            rows.append([f"`{line}`", *([words] if worded else []), *cells])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)

"""Teams and the tree they stand in."""

from __future__ import annotations

from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person, Team
from permanence.practice.staff.sight import beneath


@action
def make_team(*, by: Person | None, name: str, within: Team | None = None) -> Team:
    """Makes a team, within another or at the top."""
    if Team.objects.filter(name__iexact=name.strip()).exists():
        raise Refusal(f"There is a team called {name.strip()} already. Choose another name.", "name")
    team = Team.objects.create(name=name.strip(), within=within)
    write(team)
    return team


@action
def move_team(*, by: Person | None, team: Team, name: str, within: Team | None) -> Team:
    """Renames a team or moves it within another. Raises Refusal where it would stand within itself."""
    if within and within.pk in beneath([team.pk]):
        raise Refusal("A team cannot stand within itself or a team beneath it. Choose another.", "within")
    before = snapshot(team)
    team.name, team.within = name.strip(), within
    team.save()
    write(team, before=before)
    return team

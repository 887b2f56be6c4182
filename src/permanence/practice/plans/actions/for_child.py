"""The worker's own words on the child's page of the plan."""

from __future__ import annotations

from permanence.practice.children.actions.versions import refuse_if_changed, take_turn
from permanence.practice.children.models import Child
from permanence.practice.plans.models import ForChild, Plan
from permanence.practice.record.snapshot import snapshot
from permanence.practice.record.writing import action, write
from permanence.practice.staff.models import Person


@action
def write_for_child(*, by: Person, child: Child, version: int, happening: str, said: str, talk_to: str) -> ForChild:
    """Keeps what the page says to the child, for the plan that stands now. ``version`` 0: nothing was written yet."""
    take_turn(child)
    found = ForChild.objects.about(child).select_for_update(no_key=True).first()
    refuse_if_changed(found.version if found else 0, version)
    before = snapshot(found) if found else None
    page = found or ForChild(child=child, version=0)
    page.plan = Plan.objects.about(child).standing().first()
    page.happening, page.said, page.talk_to = happening.strip(), said.strip(), talk_to.strip()
    page.version += 1
    page.save()
    write(page, children=[child], before=before)
    return page

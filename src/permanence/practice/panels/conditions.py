"""What the policy wants to be so before a panel may ratify, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass

from permanence.policy.panel_kinds import Condition
from permanence.policy.panels import panel_words
from permanence.practice.children.models import Fact
from permanence.practice.children.periods import last_began
from permanence.practice.panels.models import Item
from permanence.practice.panels.papers import DRAFTED
from permanence.practice.panels.policy import panel_of
from permanence.practice.today import today


@dataclass(frozen=True)
class Checked:
    """A condition in words with its paragraphs, and whether it holds."""

    needs: str
    says: str
    clauses: str
    is_met: bool


def conditions_of(item: Item) -> list[Checked]:
    """The conditions for what this item asks of the panel."""
    wanted = [one for one in panel_of(item).needs if not one.matters or item.matter in one.matters]
    return [_checked(one, item) for one in wanted]


def unmet(item: Item) -> list[Checked]:
    """Those that do not hold."""
    return [one for one in conditions_of(item) if not one.is_met]


def _checked(one: Condition, item: Item) -> Checked:
    return Checked(one.needs, panel_words("needs")[one.needs], ", ".join(one.because.clauses), _MET[one.needs](item))


def _has_care_order(item: Item) -> bool:
    held = Fact.objects.about(item.child).holding().filter(token__in=("legal_status.care_order",
                                                                      "legal_status.placement_order"))  # fmt: skip
    return bool(held.exists())


def _has_minutes(item: Item) -> bool:
    """Approved minutes of the meeting it comes from; where none is named, any that were recorded."""
    if item.meeting is not None:
        return item.meeting.stage in ("approved", "sent")
    recorded = Fact.objects.about(item.child).current().filter(token="document.minutes")
    return any(fact.attributes.get("stage") not in DRAFTED for fact in recorded)


def _has_selection(item: Item) -> bool:
    facts = Fact.objects.about(item.child).current()
    care = last_began(facts.filter(token="in_care"), "in_care", today())
    held = facts.filter(token="meeting.selection")
    return bool((held.filter(start__gte=care) if care else held).exists())


_MET = {"selection": _has_selection, "care_order": _has_care_order, "minutes": _has_minutes}

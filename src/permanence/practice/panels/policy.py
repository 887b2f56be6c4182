"""The panels under the authority's policy, with its settings, and the days they sit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from permanence.policy.days import published_calendar
from permanence.policy.pack import Setting
from permanence.policy.panel_kinds import Matter, PanelKind, Panels
from permanence.policy.panels import panel_words, panels_of
from permanence.policy.sittings import SittingDay, plan_for, sitting_days
from permanence.practice.children.models import Child
from permanence.practice.meetings.circumstances import circumstances
from permanence.practice.meetings.policy import applies, pack_code
from permanence.practice.panels.models import Item, Sitting
from permanence.practice.procedures.policy import current_pack
from permanence.practice.refusals import Refusal
from permanence.practice.staff.models import Person
from permanence.practice.today import today

AHEAD = timedelta(days=84)
"""How far ahead sittings are shown."""


def panels_now() -> Panels:
    """The panels of the policy in force today."""
    return panels_of(pack_code())


def panel_of(row: Item | Sitting) -> PanelKind:
    """The panel of an item or a sitting, as the policy it was made under has it."""
    return panels_of(row.pack)[row.panel]


def panel_named(code: str) -> PanelKind:
    """The panel with this code today. Raises Refusal where the policy has none."""
    panels = panels_now()
    if code not in panels:
        raise Refusal("The policy in force has no such panel. Choose another.", "panel")
    return panels[code]


def matter_name(word: str) -> str:
    """What is put to a panel, in words."""
    return panel_words("matters")[word]


def matters_for(child: Child, person: Person) -> Iterator[tuple[PanelKind, Matter, bool]]:
    """What may be put to each panel of the policy, and whether the record says that it is for this child."""
    for panel in panels_now().values():
        ahead = next((one.day for one in by_rule(panel, today(), today() + AHEAD) if one.day), None)
        so = circumstances(child, "permanence", ahead or today(), person)
        for matter in panel.matters:
            yield panel, matter, applies(matter.only, so)


def hears(item: Item, day: date, person: Person) -> bool:
    """Whether the record says that this panel hears this matter for this child on a day: by age, home or order."""
    so = circumstances(item.child, "permanence", day, person)
    return any(applies(one.only, so) for one in panel_of(item).matters if one.matter == item.matter)


def fresh_sitting(panel: PanelKind, by_rule: SittingDay) -> Sitting:
    """A sitting as the rule has it, not kept yet: it is kept once a child is put on it or something is changed."""
    hours, _, minutes = panel.at.partition(":")
    return Sitting(
        panel=panel.code, pack=pack_code(), rule_day=by_rule.by_rule, day=by_rule.day,
        why=_holiday_words(by_rule), time=time(int(hours), int(minutes)), places=panel.places,
        minutes_each=panel.minutes_each, quorum=panel.quorum, papers_by=referral_by(panel, by_rule.day),
    )  # fmt: skip


def referral_by(panel: PanelKind, day: date | None) -> date | None:
    """The last good day for a referral to a sitting on this day, where the policy sets one."""
    return plan_for(panel, settings_for(panel), published_calendar(), day).referral_by if day else None


def by_rule(panel: PanelKind, first: date, last: date) -> Iterator[SittingDay]:
    """The days on which a panel sits by its rule, from one day to another; none where it has no rule."""
    if panel.sits:
        yield from sitting_days(panel.sits, settings_for(panel), published_calendar(), first, last)


def settings_for(panel: PanelKind) -> dict[str, Setting]:
    """What the panel's own policy sets, and in its place what the authority sets now."""
    return {**panel.settings, **current_pack().settings}


def _holiday_words(found: SittingDay) -> str:
    if not found.holiday:
        return ""
    return f"{found.holiday}: moved to the next working day" if found.day else f"{found.holiday}: not held"

"""Sittings ahead: those kept, and those that the rule has and nobody has touched yet, as one list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.http import Http404

from permanence.policy.days import published_calendar
from permanence.policy.panel_kinds import PanelKind
from permanence.policy.sittings import Plan, plan_for
from permanence.practice.design.wording import weekday as weekday_words
from permanence.practice.meetings.policy import pack_code
from permanence.practice.panels.models import Item, Sitting
from permanence.practice.panels.policy import AHEAD, by_rule, fresh_sitting, panels_now, settings_for
from permanence.practice.today import today

ONE_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def sittings_ahead(panel: PanelKind, since: date | None = None) -> list[Sitting]:
    """The sittings of a panel from a day (today) on, the nearest first; those not held stand at the rule's day.

    A panel of an earlier policy goes on as the one in force has it: by its rule, or as far as sittings are kept.
    """
    first, ruled = since or today(), panels_now().get(panel.code)
    kept = {one.rule_day: one for one in Sitting.objects.filter(panel=panel.code, pack=pack_code())}
    days = by_rule(ruled, first - A_WEEK, today() + AHEAD) if ruled else ()
    fresh = [fresh_sitting(ruled, one) for one in days if ruled and one.by_rule not in kept]
    found = [one for one in (*kept.values(), *fresh) if (one.day or one.rule_day) >= first]
    return sorted(found, key=lambda one: (one.day or one.rule_day, one.time))


def held_ahead(panel: PanelKind, since: date | None = None) -> list[Sitting]:
    """Those of them that are held."""
    return [one for one in sittings_ahead(panel, since) if one.day]


def find_sitting(panel: str, rule_day: date) -> Sitting:
    """The sitting with this day by the rule, kept or not; one kept under an earlier policy is found as well.

    Raises Http404 where the panel has none.
    """
    kept = {one.pack: one for one in Sitting.objects.filter(panel=panel, rule_day=rule_day)}
    if kept:
        return kept.get(pack_code()) or next(iter(kept.values()))
    panels = panels_now()
    for ruled in by_rule(panels[panel], rule_day, rule_day) if panel in panels else ():
        return fresh_sitting(panels[panel], ruled)
    raise Http404


def is_full(sitting: Sitting, beside: Item | None = None) -> bool:
    """Whether no further child fits on the agenda. Every child counts, whoever asks: only yes or no is told."""
    if sitting.pk is None:
        return False
    return taken_places(sitting, beside) >= sitting.places


def taken_places(sitting: Sitting, beside: Item | None = None) -> int:
    """How many children are listed, another item left out."""
    return int(_on_agenda(sitting, beside).count())


def next_place(sitting: Sitting, beside: Item | None = None) -> int:
    """The place after the last on the agenda: one that was left by a child who went elsewhere stays empty."""
    last = _on_agenda(sitting, beside).aggregate(last=Max("place"))["last"]
    return 0 if last is None else int(last) + 1


def _on_agenda(sitting: Sitting, beside: Item | None) -> Any:
    listed = Item.objects.filter(sitting=sitting, stage__in=("listed", "decided"))
    return listed.exclude(pk=beside.pk if beside else None)


def sits_beside(sitting: Sitting, day: date) -> bool:
    """Whether the panel has another sitting on a day, kept or by its rule."""
    kept = Sitting.objects.filter(panel=sitting.panel).exclude(pk=sitting.pk)
    panel = panels_now().get(sitting.panel)
    ruled = [one.by_rule for one in by_rule(panel, day - A_WEEK, day) if one.day == day] if panel else []
    untouched = set(ruled) - {sitting.rule_day, *kept.values_list("rule_day", flat=True)}
    return bool(untouched) or bool(kept.filter(day=day).exists())


def next_free(panel: PanelKind, after: date) -> Sitting | None:
    """The first sitting after a day that has room."""
    return next((one for one in held_ahead(panel, after + ONE_DAY) if not is_full(one)), None)


def to_make_it(panel: PanelKind, sitting: Sitting) -> str:
    """By when things must be there: "To make Friday 11 December 2026: referral by ..., so the meeting by ..."."""
    if sitting.day is None:
        return f"Not held. {sitting.why}".strip()
    plan = _plan(panel, sitting)
    if plan.referral_by is None:
        return f"{weekday_words(sitting.day)}. No last day for referrals is set."
    meeting = f", so the meeting by {weekday_words(plan.meeting_by)}" if plan.meeting_by else ""
    by = "that day" if plan.referral_by == sitting.day else weekday_words(plan.referral_by)
    return f"To make {weekday_words(sitting.day)}: referral by {by}{meeting}."


def words_for_referral() -> str:
    """For whoever refers a child: the next sitting of each panel that a referral can still make."""
    found = [(panel, next_to_make(code)) for code, panel in panels_now().items()]
    return " ".join(f"{panel.name}: {words}" for panel, words in found if words)


def next_to_make(code: str) -> str:
    """The next sitting of one panel that a referral can still make, and by when; nothing where none is set."""
    panel = panels_now().get(code)
    ahead = held_ahead(panel) if panel else []
    found = next((one for one in ahead if (one.papers_by or one.day or today()) >= today()), None)
    return to_make_it(panel, found) if panel and found else ""


def panel_words_for_meeting(kind: str) -> list[str]:
    """For whoever books a meeting of this kind: the next sitting it can still make, of each panel that it leads to."""
    if kind not in LEADS_TO_PANELS:
        return []
    panels = [panel for panel in panels_now().values() if panel.referral.from_meeting]
    found = [(panel, next((one for one in held_ahead(panel) if _can_be_made(panel, one)), None)) for panel in panels]
    return [f"{panel.name}: {to_make_it(panel, sitting)}" for panel, sitting in found if sitting]


LEADS_TO_PANELS = ("permanence", "selection", "final_care_planning")
"""Meetings whose minutes lead to a panel."""


def _plan(panel: PanelKind, sitting: Sitting) -> Plan:
    day = sitting.day or sitting.rule_day
    return plan_for(panel, settings_for(panel), published_calendar(), day, sitting.papers_by)


def _can_be_made(panel: PanelKind, sitting: Sitting) -> bool:
    """Whether a meeting held today or later can still lead to this sitting."""
    plan = _plan(panel, sitting)
    return (plan.meeting_by or plan.referral_by or plan.sitting) >= today()

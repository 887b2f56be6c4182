"""Panels as the packs have them: when they sit, by when things must be there, and what a mistake in a pack is told."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from permanence.policy.days import published_calendar
from permanence.policy.keeping import kept_in
from permanence.policy.lines import PackMistake
from permanence.policy.pack import read_pack
from permanence.policy.panel_kinds import PanelKind, Sits
from permanence.policy.panels import panel_words, panels_of
from permanence.policy.sittings import SittingDay, plan_for, sitting_days

CALENDAR, SETTINGS = published_calendar(), read_pack("AM").settings


def _days(every: str, weekday: str, holiday: str, first: date, last: date) -> list[SittingDay]:
    return list(sitting_days(Sits(every, weekday, holiday, None), SETTINGS, CALENDAR, first, last))


def test_every_week_a_bank_holiday_dropped_or_moved() -> None:
    """AM-34: the panel sits on Fridays; Christmas 2026 and New Year 2027 fall on one."""
    winter = (date(2026, 12, 18), date(2027, 1, 8))
    panel = panels_of("AM")["permanence"]
    assert panel.sits is not None
    found = list(sitting_days(panel.sits, SETTINGS, CALENDAR, *winter))
    assert [one.day for one in found] == [date(2026, 12, 18), None, None, date(2027, 1, 8)]
    assert [one.holiday for one in found if one.holiday] == ["Christmas Day", "New Year's Day"]
    moved = _days("week", "$panel_weekday", "moves", *winter)
    assert [one.day for one in moved] == [
        date(2026, 12, 18),
        date(2026, 12, 29),  # the Monday is a bank holiday too, in place of Boxing Day
        date(2027, 1, 4),
        date(2027, 1, 8),
    ]


def test_every_two_weeks_and_once_a_month() -> None:
    month = (date(2026, 6, 1), date(2026, 6, 30))
    fortnight = [one.by_rule for one in _days("fortnight", "Tuesday", "dropped", *month)]
    assert [(b - a).days for a, b in pairwise(fortnight)] == [14] * (len(fortnight) - 1)
    assert fortnight == [
        one.by_rule
        for one in _days("fortnight", "Tuesday", "dropped", date(2026, 5, 20), date(2026, 7, 9))
        if one.by_rule.month == 6
    ]
    assert [one.by_rule for one in _days("month", "Tuesday", "dropped", *month)] == [date(2026, 6, 2)]


@pytest.mark.parametrize(
    ("sitting", "referral", "meeting"),
    [
        (date(2026, 12, 11), date(2026, 12, 8), date(2026, 12, 1)),
        (date(2027, 1, 8), date(2027, 1, 5), date(2026, 12, 24)),  # over Christmas and New Year
        (date(2026, 4, 10), date(2026, 4, 7), date(2026, 3, 27)),  # over Easter
    ],
)
def test_to_make_a_sitting(sitting: date, referral: date, meeting: date) -> None:
    """AM-36: three working days before; AM-28: the notes take five."""
    plan = plan_for(panels_of("AM")["permanence"], SETTINGS, CALENDAR, sitting)
    assert (plan.referral_by, plan.meeting_by) == (referral, meeting)


def test_a_panel_without_a_lead_sets_no_day() -> None:
    plan = plan_for(panels_of("PG")["permanence"], read_pack("PG").settings, CALENDAR, date(2026, 12, 11))
    assert (plan.referral_by, plan.meeting_by) == (None, None)


def test_each_document_has_its_own_panels() -> None:
    """SP-156, SP-157: by age; PG-077, PG-187: entry to care and the agency decision-maker."""
    assert {pack: set(panels_of(pack)) for pack in ("AM", "DG", "SP", "PG", "PP")} == {
        "AM": {"permanence"}, "DG": set(), "SP": {"fostering", "long_term_fostering", "care_planning"},
        "PG": {"permanence", "entry_to_care", "agency_decision"}, "PP": {"permanence"},
    }  # fmt: skip
    assert {one.paper for one in panels_of("SP")["long_term_fostering"].papers} == {
        "matching_report",
        "care_plan",
        "pep",
    }
    assert panels_of("PG")["agency_decision"].fact == "decision.should_be_placed"
    words = set(panel_words("matters"))
    used = {
        one.matter for pack in ("AM", "SP", "PG", "PP") for panel in panels_of(pack).values() for one in panel.matters
    }
    assert used == words


def test_what_a_pack_names_counts_as_kept() -> None:
    kept = kept_in(Path(__file__).parents[2] / "src/permanence/packs/sp")
    assert kept["SP-162"] == ("document", "Fostering Panel: the papers it wants")
    assert kept["SP-240"] == ("screen", "CLA Care Planning Panel: its page")


MISTAKES = {
    "permanence: {name: P, sits: {every: day, weekday: Friday, holiday: moves}}": "every: 'day' is not a word",
    "permanence: {name: P, sits: {every: week, weekday: Frogday, holiday: moves}}": "'Frogday' is no weekday",
    "permanence: {name: P, sits: {every: week, weekday: $nothing, holiday: moves}}": "there is no setting 'nothing'",
    "permanence: {name: P, referral: {lead: soon}}": "lead: 'soon' is not a length of time",
    "permanence: {name: P, matters: [{matter: lunch, clause: AM-32}]}": "matter: 'lunch' is not a word",
    "permanence: {name: P, matters: [{matter: plan, means: [cake], clause: AM-32}]}": "means: 'cake' is no fact",
    "permanence: {name: P, matters: [{matter: plan}]}": "this names no paragraph",
    "permanence: {name: P, papers: [{paper: x, name: X, by: nobody, clause: AM-32}]}": "'nobody' is not a word",
    "permanence: {name: P, quorum: 0}": "quorum: '0' is not a number that makes sense",
    "tea: {name: P}": "'panel.tea' is no panel or decision",
    "permanence: {quorum: 3}": "this has no 'name'",
}


@pytest.mark.parametrize("written", MISTAKES)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: OURS\nname: Ours\nextends: AM\n", encoding="utf-8")
    (folder / "panels.yaml").write_text(f"panels:\n  {written}\n", encoding="utf-8")
    (folder / "rules.yaml").write_text("rules: []\n", encoding="utf-8")
    (folder / "clauses.yaml").write_text("clauses: []\n", encoding="utf-8")
    with pytest.raises(PackMistake) as refused:
        panels_of(str(folder))
    assert MISTAKES[written] in str(refused.value)
    assert "panels.yaml line" in str(refused.value)


def test_a_council_may_have_its_own_panel(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        "pack: OURS\nname: Ours\nextends: AM\nsettings:\n  panel_weekday: {value: Monday}\n", encoding="utf-8"
    )
    (folder / "rules.yaml").write_text("rules: []\n", encoding="utf-8")
    (folder / "clauses.yaml").write_text("clauses: []\n", encoding="utf-8")
    (folder / "panels.yaml").write_text(
        "panels:\n  fostering:\n    name: Our fostering panel\n    quorum: 5\n    members:\n"
        "      - {who: head_of_service, clause: AM-32}\n      - {post: medical adviser, clause: AM-32}\n",
        encoding="utf-8",
    )
    ours = panels_of(str(folder))
    assert (ours["fostering"].quorum, ours["fostering"].members[1].post) == (5, "medical adviser")
    panel: PanelKind = ours["permanence"]
    assert panel.sits is not None
    settings = read_pack(str(folder)).settings
    found = list(sitting_days(panel.sits, settings, CALENDAR, date(2026, 6, 1), date(2026, 6, 7)))
    assert [one.day for one in found] == [date(2026, 6, 1)]

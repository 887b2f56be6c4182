"""Flags of packs: who is flagged, and since when; and a mistake is refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from permanence.policy.flags import flags_of, raised
from permanence.policy.lines import PackMistake
from permanence.policy.register import DOCUMENTS
from permanence.policy.timeline import as_date, timeline_of

CARE, DAY = date(2026, 2, 2), date(2026, 3, 20)
IN_CARE = [
    {"fact": "in_care", "from": CARE}, {"fact": "legal_status", "code": "s20", "from": CARE},
    {"fact": "placement", "code": "foster", "from": CARE},
]  # fmt: skip


def _flagged(pack: str, *facts: dict[str, Any], day: date = DAY) -> dict[str, date]:
    """The flags of a child in care under section 20 with these facts besides: since when each is raised."""
    lives = timeline_of([{"id": "c1", "facts": [*IN_CARE, *facts]}])
    return {
        one.flag.code: as_date(int(one.since[0])) for one in raised(flags_of(pack), lives, day) if len(one.child)
    }  # fmt: skip


def _on(fact: str, day: date, code: str = "", **details: Any) -> dict[str, Any]:
    return {"fact": fact, "date": day, **({"code": code} if code else {}), **details}


def test_the_documents_have_theirs() -> None:
    assert {code: len(flags_of(code)) > 0 for code in DOCUMENTS} == {
        "AM": False, "DG": True, "SP": True, "PG": True, "PP": False,
    }  # fmt: skip


def test_a_section_20_child_without_a_care_plan_is_flagged() -> None:
    assert _flagged("PG")["care_plan"] == CARE
    assert "care_plan" not in _flagged("PG", _on("document", date(2026, 2, 9), "care_plan"))
    earlier = _on("document", date(2025, 6, 1), "care_plan")  # of an earlier time in care
    assert "care_plan" in _flagged("PG", earlier)
    ended = [{**fact, "to": date(2026, 3, 1)} for fact in IN_CARE]
    left = timeline_of([{"id": "c1", "facts": ended}])
    assert [one.flag.code for one in raised(flags_of("PG"), left, DAY) if len(one.child)] == []


def test_a_care_plan_must_follow_a_new_permanence_plan() -> None:
    plan = {"fact": "plan", "from": date(2026, 3, 1), "primary": "adoption"}
    old = _on("document", date(2026, 2, 9), "care_plan")
    assert _flagged("PG", plan, old)["care_plan_follows"] == date(2026, 3, 1)
    assert "care_plan_follows" not in _flagged("PG", plan, old, _on("document", date(2026, 3, 1), "care_plan"))


def test_a_plan_that_changes_is_asked_about_anew_though_it_follows_on_the_day_the_other_ended() -> None:
    changed = date(2026, 3, 10)
    plans = [
        {"fact": "plan", "from": CARE, "to": changed, "primary": "reunification"},
        {"fact": "plan", "from": changed, "primary": "adoption"},
    ]
    for_the_first = [_on("document", date(2026, 2, 9), "care_plan"), _on("explained", date(2026, 2, 9)),
                     _on("endorsement", date(2026, 2, 9))]  # fmt: skip
    for pack, codes in (("PG", ["care_plan_follows"]), ("SP", ["decision_explained", "plan_not_endorsed"])):
        before = _flagged(pack, *plans, *for_the_first, day=date(2026, 3, 9))
        after = _flagged(pack, *plans, *for_the_first, day=changed)
        assert [code in before for code in codes] == [False for _ in codes]
        assert [after[code] for code in codes] == [changed for _ in codes]
    assert "plan_not_endorsed" not in _flagged("SP", *plans, _on("endorsement", changed))


@pytest.mark.parametrize(("day", "is_flagged"), [
    (date(2026, 1, 4), True), (date(2026, 1, 5), False), (CARE, False),
])  # fmt: skip
def test_what_came_up_to_four_weeks_before_counts_where_it_usually_comes_before(day: date, is_flagged: bool) -> None:
    told = _flagged("PG", _on("document", day, "care_plan"), _on("consent", day), _on("panel", day, "entry_to_care"))
    assert {"care_plan", "consent", "entry_to_care"} & told.keys() == (
        {"care_plan", "consent", "entry_to_care"} if is_flagged else set()
    )


def test_a_life_story_book_of_an_earlier_time_in_care_is_still_there() -> None:
    assert "life_story_book" not in _flagged("SP", _on("document", date(2019, 6, 1), "life_story_book"))


def test_who_is_not_in_care_is_flagged_for_nothing_of_care() -> None:
    left = [{**fact, "to": date(2026, 3, 1)} for fact in IN_CARE]
    still = [{"fact": "plan", "from": CARE, "primary": "adoption"}, {"fact": "unaccompanied", "from": CARE},
             {"fact": "contact_suspended", "from": CARE}]  # fmt: skip
    life = timeline_of([{"id": "c1", "facts": [*left, *still]}])
    found = [one.flag.code for pack in DOCUMENTS for one in raised(flags_of(pack), life, DAY) if len(one.child)]
    assert found == []


def test_what_is_listed_for_a_day_to_come_counts() -> None:
    assert "entry_to_care" in _flagged("PG")
    assert "entry_to_care" not in _flagged("PG", _on("panel", date(2026, 4, 1), "entry_to_care"))


def test_section_20_with_harm_or_a_plan_for_the_long_term_is_flagged_by_its_reason_alone() -> None:
    harm = {"fact": "significant_harm", "from": date(2026, 3, 3)}
    plan = {"fact": "plan", "from": date(2026, 3, 4), "primary": "long_term_fostering"}
    found = _flagged("PG", harm, plan)
    assert found["harm_under_section_20"] == date(2026, 3, 3)
    assert found["long_term_under_section_20"] == date(2026, 3, 4)
    assert "harm_under_section_20" not in _flagged("PG")


@pytest.mark.parametrize(("advised", "is_flagged"), [
    (date(2026, 3, 10), False), (date(2026, 2, 10), False), (date(2026, 2, 9), True), (date(2026, 3, 11), True),
])  # fmt: skip
def test_advice_before_contact_is_stopped_counts_and_no_other(advised: date, is_flagged: bool) -> None:
    """Stopped on 10 March: advice of that day and of four weeks before counts; a day more, or later, does not."""
    stopped = {"fact": "contact_suspended", "from": date(2026, 3, 10)}
    assert ("contact_advice" in _flagged("DG", stopped, _on("legal_advice", advised))) is is_flagged
    assert "contact_officer" in _flagged("DG", stopped)


def test_a_plan_not_explained_and_life_story_work_not_begun() -> None:
    plan = {"fact": "plan", "from": date(2026, 3, 1), "primary": "adoption"}
    found = _flagged("SP", plan, _on("document", CARE, "life_story_box"))
    assert set(found) == {
        "decision_explained", "life_story_book", "life_story_folder", "later_life_letter", "plan_not_endorsed",
    }  # fmt: skip
    assert "decision_explained" not in _flagged("SP", plan, _on("explained", date(2026, 3, 2)))


@pytest.mark.parametrize(
    ("fact", "flag"), [("assessment", "review_after_assessment"), ("care_plan", "review_after_new_option")]
)
def test_what_comes_after_the_second_review_asks_for_another(fact: str, flag: str) -> None:
    """PG-180, PG-181: nothing before it does; a review held or booked since answers it, and the next comes anew."""
    early, late = _on("change", date(2026, 2, 20), fact), _on("change", date(2026, 3, 10), fact)
    reviews = [_on("review", date(2026, 2, 10)), _on("review", date(2026, 3, 2))]
    assert flag not in _flagged("PG", early, *reviews)
    assert flag not in _flagged("PG", late, reviews[0])
    assert _flagged("PG", late, *reviews)[flag] == date(2026, 3, 10)
    assert flag not in _flagged("PG", late, *reviews, _on("booked", date(2026, 4, 2), "review"))
    held = _on("review", date(2026, 3, 12))
    assert flag not in _flagged("PG", late, *reviews, held)
    assert _flagged("PG", late, *reviews, held, _on("change", date(2026, 3, 15), fact))[flag] == date(2026, 3, 15)


def test_contact_that_harms_is_flagged_until_it_is_decided_or_stopped() -> None:
    harm = {"fact": "contact_harm", "from": date(2026, 3, 1)}
    assert _flagged("DG", harm)["contact_harms"] == date(2026, 3, 1)
    assert "contact_harms" not in _flagged("DG", harm, _on("contact_weighed", date(2026, 3, 2)))
    assert "contact_harms" not in _flagged("DG", harm, {"fact": "contact_suspended", "from": date(2026, 3, 2)})


def test_residential_care_without_a_way_on_is_flagged() -> None:
    home = {"fact": "placement", "code": "residential", "from": date(2026, 2, 20)}
    lives = [*IN_CARE[:2], {**IN_CARE[2], "to": date(2026, 2, 20)}, home]

    def is_flagged(**plan: Any) -> bool:
        settled = [{"fact": "plan", "from": date(2026, 3, 1), **plan}] if plan else []
        told = raised(flags_of("PG"), timeline_of([{"id": "c1", "facts": [*lives, *settled]}]), DAY)
        return "no_step_across" in {one.flag.code for one in told if len(one.child)}

    assert (is_flagged(), is_flagged(primary="residential"), is_flagged(primary="long_term_fostering")) == (
        True, True, False,
    )  # fmt: skip


def test_a_right_to_stay_that_is_not_settled_is_flagged() -> None:
    alone, open_yet = {"fact": "unaccompanied", "from": CARE}, {"fact": "immigration_unsettled", "from": CARE}
    assert "right_to_stay" in _flagged("PG", alone, open_yet)
    assert "right_to_stay" not in _flagged("PG", alone)


@pytest.mark.parametrize(("born", "is_flagged"), [
    (date(2011, 3, 20), True), (date(2011, 3, 21), False), (None, False),
])  # fmt: skip
def test_a_flag_from_an_age_on(born: date | None, is_flagged: bool) -> None:
    """SP-052, on 20 March 2026: who is 15 that day is asked about, who is 15 the day after is not yet."""
    lives = timeline_of([{"id": "c1", "born": born, "facts": IN_CARE}])
    found = {one.flag.code for one in raised(flags_of("SP"), lives, DAY) if len(one.child)}
    assert ("supervision_over_14" in found) is is_flagged


def test_one_child_is_flagged_as_in_a_crowd() -> None:
    crowd = timeline_of([
        {"id": str(number), "facts": [*IN_CARE, *([_on("document", CARE, "care_plan")] if number % 2 else [])]}
        for number in range(6)
    ])  # fmt: skip
    found = next(one for one in raised(flags_of("PG"), crowd, DAY) if one.flag.code == "care_plan")
    assert found.child.tolist() == [0, 2, 4]


@pytest.mark.parametrize(("flag", "words"), [
    ("{says: A, do: B, lacks: consent, clause: PG-014}", "has no 'while'"),
    ("{says: A, do: B, while: in_care, before: 4 weeks, clause: PG-014}", "says nothing without lacks"),
    ("{says: A, do: B, while: in_care}", "names no paragraph"),
    ("{says: A, do: B, while: in_space, clause: PG-014}", "is not a fact or a condition"),
    ("{do: B, while: in_care, clause: PG-014}", "has no 'says'"),
    ("{says: A, do: B, while: in_care, who: me, clause: PG-014}", "'who' is not known"),
])  # fmt: skip
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, flag: str, words: str) -> None:
    folder = tmp_path / "north"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: NORTH\nname: North\nextends: PG\n")
    (folder / "rules.yaml").write_text("rules: []\n")
    (folder / "flags.yaml").write_text(f"flags:\n  a:\n    {flag}\n")
    with pytest.raises(PackMistake, match=words) as wrong:
        flags_of(str(folder))
    assert "flags.yaml line" in str(wrong.value)

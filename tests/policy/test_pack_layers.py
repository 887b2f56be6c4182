"""Packs on packs: what one layer sets holds in those above it, and none of them is looser than the statute."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permanence.policy.contract import work_out
from permanence.policy.pack import Pack, read_pack
from permanence.policy.timeline import timeline_of


def layers(folder: Path, *settings: str) -> Pack:
    """The top one of packs that extend each other, the lowest of them PG, each with these settings."""
    below = "PG"
    for number, text in enumerate(settings):
        file = folder / f"{number}.yaml"
        file.write_text(f"pack: L{number}\nextends: {below}\nsettings: {text}\n", encoding="utf-8")
        below = file.name
    return read_pack(str(folder / below))


def due(pack: Pack, clause: str, since: date, as_at: date = date(2026, 12, 1), **more: date) -> list[date]:
    facts = [{"fact": "in_care", "from": since}, *({"fact": fact, "date": day} for fact, day in more.items())]
    rows = work_out(pack, timeline_of([{"id": "c1", "born": date(2015, 6, 1), "facts": facts}]), as_at)
    return [row["due"] for row in rows if row["clause"] == clause]


TIGHTER = "{first_review_within: 15 working days}"
FROM_MAY = "{first_review_within: {value: 15 working days, from: 2026-05-01}}"
OF_ITS_OWN = "{residential_every: 3 months}"


@pytest.mark.parametrize("above", [[OF_ITS_OWN], [OF_ITS_OWN, "{foster_every: 2 months}"], ["{}"], ["{}", OF_ITS_OWN]])
def test_a_statute_setting_made_stricter_below_holds_above(tmp_path: Path, above: list[str]) -> None:
    pack = layers(tmp_path, TIGHTER, *above)
    assert due(pack, "ENGLAND-review-1", date(2026, 1, 5)) == [date(2026, 1, 26)]


@pytest.mark.parametrize("above", [[], [OF_ITS_OWN], ["{second_review_within: 2 months}", OF_ITS_OWN]])
def test_from_its_day_on(tmp_path: Path, above: list[str]) -> None:
    pack = layers(tmp_path, FROM_MAY, *above)
    assert due(pack, "ENGLAND-review-1", date(2026, 4, 30)) == [date(2026, 6, 1)]
    assert due(pack, "ENGLAND-review-1", date(2026, 5, 1)) == [date(2026, 5, 26)]


def test_each_layer_may_set_another_one_from_its_own_day(tmp_path: Path) -> None:
    pack = layers(tmp_path, FROM_MAY, "{first_review_within: {value: 10 working days, from: 2026-06-01}}", OF_ITS_OWN)
    assert due(pack, "ENGLAND-review-1", date(2026, 5, 1)) == [date(2026, 5, 26)]
    assert due(pack, "ENGLAND-review-1", date(2026, 6, 1)) == [date(2026, 6, 15)]


def test_what_a_layer_below_chose_to_count_is_counted_above(tmp_path: Path) -> None:
    pack = layers(tmp_path, "{adoption_reviews: yes}", OF_ITS_OWN)
    assert "ENGLAND-placed-review-1" in {rule.clause for rule in pack.rules}


def test_the_statute_is_not_read_again_where_no_layer_sets_it_anew(tmp_path: Path) -> None:
    kept = layers(tmp_path, OF_ITS_OWN, "{foster_every: 2 months}")
    statute = read_pack("ENGLAND").rules
    assert kept.rules[: len(statute)] == statute


@pytest.mark.parametrize(
    "words",
    [
        "within: 60 days, do: {seen: [review, visit]}",  # a visit does it too, so it is no statutory review
        "within: 60 days, do: visit",
        "within: 60 days, do: review, opens: worker_left",
        "within: 6 months, do: review, opens: {reviews_from: 2}",
        "within: 20 working days, do: review, opens: {start_of: in_care}",
    ],
)
def test_a_rule_that_is_not_looser_is_no_mistake(tmp_path: Path, words: str) -> None:
    rule = f"{{id: N-1, where: page 1, says: a thing is done, strength: must, while: {{all: [in_care]}}, {words}}}"
    file = tmp_path / "north.yaml"
    file.write_text(f"pack: N\nextends: PG\nrules:\n  - {rule}\n", encoding="utf-8")
    assert read_pack(str(file)).rules[-1].clause == "N-1"

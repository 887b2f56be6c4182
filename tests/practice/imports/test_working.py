"""The work in the background: one worker at a time, cut short and taken up, tried too often, and who may ask for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from permanence.practice.children.models import Child, Fact
from permanence.practice.imports import actions, keeping, working
from permanence.practice.imports.models import Import
from permanence.practice.refusals import Refusal
from permanence.practice.staff.actions import end_post
from practice.imports.sending import an_analyst, read, sheet

pytestmark = pytest.mark.django_db

CARE = "1001,in_care,,2026-01-05,,,2015-06-01,,,"


def _waiting(analyst: Any) -> Import:
    return actions.ask_for(by=analyst, source=read(analyst, sheet(CARE)), stage="applying")


def test_the_command_does_what_waits(capsys: pytest.CaptureFixture[str]) -> None:
    actions.bring_in(by=an_analyst(), files=[sheet(CARE)])
    call_command("run_imports", "--once")
    assert "Worked on 1 import" in capsys.readouterr().out
    assert Import.objects.get().stage == "ready"


def test_what_another_worker_holds_is_left_to_it() -> None:
    source = _waiting(an_analyst())
    with keeping.held(source) as mine:
        assert mine
        assert working.work_through() == 0
    assert working.work_through() == 1


def test_work_cut_short_leaves_nothing_and_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    source = _waiting(an_analyst())

    def killed(*_: Any) -> None:
        raise SystemExit  # as a worker that is told to stop

    with monkeypatch.context() as patched:
        patched.setattr("permanence.practice.imports.actions.applying.rebuild", killed)
        with pytest.raises(SystemExit):
            working.work_through()
    source.refresh_from_db()
    assert (source.stage, Child.objects.count(), Fact.objects.count()) == ("applying", 0, 0)
    working.work_through()
    source.refresh_from_db()
    assert (source.stage, Child.objects.count()) == ("applied", 1)


def test_a_fault_of_ours_changes_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    source = _waiting(an_analyst())
    monkeypatch.setattr("permanence.practice.imports.actions.applying.rebuild", lambda _: 1 / 0)
    working.work_through()
    source.refresh_from_db()
    assert (source.stage, source.said, Child.objects.count()) == ("ready", working.BROKE_OFF, 0)


def test_work_tried_too_often_is_given_up() -> None:
    source = _waiting(an_analyst())
    Import.objects.update(tries=actions.staging.MOST_TRIES)
    working.work_through()
    source.refresh_from_db()
    assert (source.stage, source.said) == ("ready", working.TRIED_TOO_OFTEN)


def test_who_lost_the_role_meanwhile_has_nothing_applied() -> None:
    analyst = an_analyst()
    source = _waiting(analyst)
    end_post(by=None, post=analyst.posts.get())
    working.work_through()
    source.refresh_from_db()
    assert (source.stage, Child.objects.count()) == ("ready", 0)


def test_nothing_is_applied_twice() -> None:
    analyst = an_analyst()
    source = _waiting(analyst)
    stale = Import.objects.get()
    working.work_through()
    with pytest.raises(Refusal, match="done already"):
        actions.apply(by=analyst, source=stale)
    assert Fact.objects.count() == 1
    with pytest.raises(Refusal, match="has been applied"):
        actions.ask_for(by=analyst, source=source, stage="applying")


def test_progress_is_told_and_forgotten(tmp_path: Any) -> None:
    source = _waiting(an_analyst())
    keeping.tell(source, "Writing facts", 3, 9)
    assert keeping.progress(source) == {"doing": "Writing facts", "done": 3, "of": 9}
    working.work_through()
    assert keeping.progress(source) == {}


def test_files_are_let_go_when_they_were_kept_long_enough(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    analyst = an_analyst()
    source = read(analyst, sheet(CARE))
    assert working.let_files_go() == 0
    settings.FILES_KEPT = timedelta(0)
    with django_capture_on_commit_callbacks(execute=True):
        assert working.let_files_go() == 1
    assert working.let_files_go() == 0
    assert not keeping.has_files(source)
    assert source.children.count() == 1  # what was read stays
    actions.ask_for(by=analyst, source=source, stage="reading")
    working.work_through()
    source.refresh_from_db()
    assert (source.stage, source.said) == (
        "failed",
        "The files of this import are no longer kept. Bring them in again.",
    )


def test_files_are_not_let_go_while_a_worker_needs_them(settings: Any) -> None:
    settings.FILES_KEPT = timedelta(0)
    source = actions.bring_in(by=an_analyst(), files=[sheet(CARE)])
    assert working.let_files_go() == 0
    assert keeping.has_files(source)

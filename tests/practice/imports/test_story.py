"""An analyst's import with a broken file, in a real browser, axe on every page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from permanence.practice.children.actions import correct_fact
from permanence.practice.children.checks import QUESTIONS
from permanence.practice.children.models import Fact
from permanence.practice.imports.models import Import
from permanence.practice.imports.working import work_through
from practice.browsing import Browsing
from practice.imports.sending import an_analyst, applied, read, sheet
from practice.made import a_person

pytestmark = pytest.mark.django_db(transaction=True)

CARE = "1001,in_care,,2026-01-05,,,2015-06-01,,,"
FOSTER = "1001,placement,foster,2026-01-05,,,,,agency,"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    written = {
        "broken.zip": b"PK\x03\x04 cut short",
        "facts.csv": sheet(CARE, FOSTER, "1002,in_care,,2026-01-05,,,2016-01-01,,,", "1003,in_care,,soon,,,,,,").read(),
    }
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in written}


def _worked_on(browser: Browsing) -> None:
    """The page waits, and shows what came of it by itself."""
    browser.look()
    work_through()
    browser.page.get_by_role("heading", name="Children in the files").wait_for()


def test_an_analyst_brings_in_files_one_of_them_broken(browser: Browsing, files: dict[str, Path]) -> None:
    analyst: Any = an_analyst()
    applied(analyst, read(analyst, sheet(CARE, FOSTER)))
    fact = Fact.objects.get(token="placement.foster")
    correct_fact(by=a_person(), fact=fact, why="Wrong day", changes={"start": date(2026, 1, 9)}, confirmed=QUESTIONS)
    browser.sign_in(analyst)
    page = browser.page

    browser.look(reverse("imports:list"))
    browser.press("Bring in files")
    browser.look()
    page.get_by_label("Files").set_input_files([files["broken.zip"]])
    browser.press("Read the files")
    browser.look()
    assert "broken.zip is damaged" in page.content()

    page.get_by_label("Files").set_input_files([files["facts.csv"]])
    browser.press("Read the files")
    _worked_on(browser)
    browser.look()
    browser.follow("1 problem in the files")
    browser.look()
    page.go_back()

    browser.follow(re.compile("In conflict"))
    browser.look()
    browser.follow("1001")
    page.get_by_label("Use what the file says").check()
    browser.look()
    browser.press("Keep my choice")
    browser.look()

    source = Import.objects.get(stage="ready")
    browser.look(reverse("imports:apply", args=[source.pk]))
    browser.press("Apply")
    _worked_on(browser)
    browser.look()
    assert Fact.objects.current().filter(token="placement.foster", start=date(2026, 1, 5)).exists()

    browser.press("Undo this import")
    browser.look()
    browser.press("Undo the import")
    _worked_on(browser)
    assert "What stood before stands again" in page.content()
    browser.look(reverse("imports:throw_away", args=[source.pk]))
    browser.press("Throw away")
    browser.look()
    assert Fact.objects.current().filter(token="placement.foster", start=date(2026, 1, 9)).exists()

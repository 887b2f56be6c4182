"""Ethnicity is told in words, whether a return or a person said it."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from permanence.practice.children.ethnicity import GROUPS, ethnicity_words
from permanence.practice.children.models import Child
from permanence.practice.children.presenters.child import details_rows
from permanence.practice.children.words import local_words
from permanence.practice.imports.lines import CHANGED, Line
from permanence.practice.imports.presenters.lines import shown_line


def test_every_code_of_the_return_has_its_words() -> None:
    text = files("permanence.returns.ssda903").joinpath("tables.yaml").read_text(encoding="utf-8")
    assert set(yaml.safe_load(text)["codes"]["ETHNIC"]) == set(GROUPS)


def test_the_child_page_tells_it_in_words() -> None:
    rows = {row.key: row.value for row in details_rows(Child(first_name="Robin", ethnicity="MWBC"))}
    assert rows["Ethnicity"] == "White and Black Caribbean"


@pytest.mark.django_db
def test_the_dry_run_tells_it_in_words() -> None:
    line = Line(CHANGED, {"value": "BAFR"}, {"value": "NOBT"}, detail="ethnicity")
    [difference] = shown_line(0, line, local_words()).differences
    assert (difference.recorded, difference.file) == ("Not yet obtained", "Black African")


def test_what_a_person_wrote_stays_as_they_wrote_it() -> None:
    assert ethnicity_words("Kurdish") == "Kurdish"

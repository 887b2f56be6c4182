"""Forms and tags: every control has its label, hint and error tied to it, and days are asked for in plain words."""

from __future__ import annotations

import doctest
import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from permanence.practice.design import vendor, wording
from permanence.practice.design.days import DayField
from permanence.practice.design.forms import AskingForm
from permanence.practice.design.page import Link, Row
from permanence.practice.design.prose import prose
from permanence.practice.refusals import Question, Refusal

CHOICES = [("a", "Apples"), ("b", "Bananas")]


class Every(AskingForm):
    """One field of every kind."""

    name = forms.CharField(help_text="As on the birth certificate.")
    notes = forms.CharField(widget=forms.Textarea, required=False)
    one = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    listed = forms.ChoiceField(choices=[("", "Choose"), *CHOICES])
    agreed = forms.BooleanField(label="They agreed")
    day = DayField(label="Day of the visit")
    file = forms.FileField()
    secret = forms.CharField(widget=forms.PasswordInput)


def _sent(**typed: Any) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, value in typed.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


@pytest.fixture
def wrong() -> str:
    return str(Every(_sent()))


# --- forms -------------------------------------------------------------------------------------------------------


def test_each_control_has_a_label_or_a_legend() -> None:
    page = str(Every())
    ids = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page))
    assert ids - set(re.findall(r'<label[^>]* for="([^"]+)"', page)) == set()
    assert len(re.findall("<legend", page)) == 3


def test_boxes_to_tick_are_not_taken_for_circles() -> None:
    page = str(Every())
    assert len(re.findall('type="radio"', page)) == 2
    assert len(re.findall('type="checkbox"', page)) == 3


def test_what_may_be_left_out_says_so() -> None:
    page = str(Every())
    assert ("Notes (optional)" in page, "Name (optional)" in page) == (True, False)


def test_each_mistake_is_in_the_summary_and_leads_to_its_control(wrong: str) -> None:
    targets = re.findall(r'<li><a href="#([^"]+)">', wrong)
    assert len(targets) == 8
    assert [target for target in targets if f'id="{target}"' not in wrong] == []
    assert targets[1:3] == ["id_one_0", "id_several_0"]
    assert "id_day_day" in targets


def test_hints_and_mistakes_are_tied_to_their_controls(wrong: str) -> None:
    described = {one for many in re.findall(r'aria-describedby="([^"]+)"', wrong) for one in many.split()}
    assert {"id_name_helptext", "id_name_error", "id_day_error", "id_one_error"} <= described
    assert [one for one in described if f'id="{one}"' not in wrong] == []


def test_mistakes_name_the_field_and_say_what_to_do(wrong: str) -> None:
    assert "Fill in &#x27;Name&#x27;." in wrong
    assert "Choose an answer for &#x27;One&#x27;." in wrong
    assert "This field is required" not in wrong


@pytest.mark.parametrize("typed", ["x", "0", "121", "1.5"])
def test_a_number_that_is_none_is_told_by_its_name_with_its_bounds(typed: str) -> None:
    class Numbered(AskingForm):
        places = forms.IntegerField(label="Room for", min_value=1, max_value=120)

    assert Numbered({"places": typed}).errors["places"] == ["Write 'Room for' as a whole number from 1 to 120."]


def test_the_browser_does_not_speak_before_we_do() -> None:
    assert " required" not in str(Every())


# --- days --------------------------------------------------------------------------------------------------------


class ADay(AskingForm):
    """One day."""

    day = DayField(label="Day of the visit")


def _day(day: str, month: str, year: str) -> ADay:
    return ADay(_sent(day_day=day, day_month=month, day_year=year))


@pytest.mark.parametrize(
    ("day", "month", "year"), [("2", "3", "2026"), ("02", "03", "2026"), (" 2 ", "March", "2026"), ("2", "mar", "2026")]
)
def test_a_day_is_read_as_people_write_it(day: str, month: str, year: str) -> None:
    form = _day(day, month, year)
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 3, 2)


@pytest.mark.parametrize(("typed", "words"), [
    (("", "", ""), "Give the day for 'Day of the visit'"), (("2", "", "2026"), "Give the month as well"),
    (("31", "2", "2026"), "31 2 2026 is not a real day"), (("2", "3", "26"), "all four digits"),
    (("x", "3", "2026"), "in numbers"),
])  # fmt: skip
def test_a_day_that_is_none_is_told_in_words(typed: tuple[str, str, str], words: str) -> None:
    form = _day(*typed)
    assert not form.is_valid()
    assert words in form.errors["day"][0]


def test_what_was_typed_comes_back_to_be_mended() -> None:
    assert 'value="31"' in str(_day("31", "2", "2026"))


def test_a_known_day_stands_in_the_boxes() -> None:
    page = str(ADay(initial={"day": date(2026, 3, 2)}))
    assert [f'value="{part}"' in page for part in (2, 3, 2026)] == [True, True, True]


# --- refusals and questions --------------------------------------------------------------------------------------


def test_a_refusal_stands_at_its_field() -> None:
    form = _day("2", "3", "2026")

    def refuses(**_: Any) -> None:
        raise Refusal("Too early.", "day")

    assert form.is_valid()
    assert not form.accepts(refuses, **form.cleaned_data)
    assert form.errors == {"day": ["Too early."]}


def test_questions_are_asked_one_by_one_and_answers_kept() -> None:
    def asks(*, day: date, confirmed: frozenset[str] = frozenset()) -> str:
        for code in ("early", "sunday"):
            if code not in confirmed:
                raise Question(code, f"Is it {code}?", "day")
        return f"done {day}"

    first = _day("2", "3", "2026")
    assert first.is_valid()
    assert not first.accepts(asks, **first.cleaned_data)
    assert 'name="confirm_early"' in str(first)
    typed = {"day_day": "2", "day_month": "3", "day_year": "2026", "confirm_early": "on"}
    second = ADay(_sent(**typed))
    assert second.is_valid()
    assert not second.accepts(asks, **second.cleaned_data)
    assert re.search(r'type="hidden" name="confirm_early" value="(on|True)"', str(second))
    third = ADay(_sent(**typed, confirm_sunday="on"))
    assert third.is_valid()
    assert third.accepts(asks, **third.cleaned_data)
    assert third.result == "done 2026-03-02"


# --- tags --------------------------------------------------------------------------------------------------------


def _render(text: str, **context: Any) -> str:
    return Template(text).render(Context(context))


def test_days_and_numbers_in_words() -> None:
    text = "{{ d|day }}, {{ d|weekday }}, {{ d|short }}, {{ n|counted:'child,children' }}"
    assert _render(text, d=date(2026, 3, 2), n=2) == "2 March 2026, Monday 2 March 2026, 2 Mar 2026, 2 children"


def test_what_people_wrote_is_shown_and_never_run() -> None:
    page = _render(
        "{% summary rows %}{% tag t %}{% details t %}{{ t }}{% enddetails %}",
        rows=[Row("K", "<b>", (Link("<i>", "/"),))],
        t="<script>",
    )
    assert ("<script>" in page, "<b>" in page, "<i>" in page) == (False, False, False)


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/", {"q": "ash", "page": "2"})
    page = _render("{% pages page %}", page=Paginator(range(250), 50).page(2), request=request)
    assert 'href="?q=ash&amp;page=3"' in page
    assert 'aria-current="page"' in page


def test_the_wording_says_what_its_examples_say() -> None:
    assert doctest.testmod(wording, extraglobs={"date": date}).failed == 0


def test_what_belongs_to_gov_uk_is_taken_out() -> None:
    css = "@font-face{src:url(x)}a{font-family:GDS Transport,arial,sans-serif}.c{background:url(govuk-crest.svg)}b{c:d}"
    assert vendor.style(css) == 'a{font-family:"Helvetica Neue",arial,sans-serif}b{c:d}\n'


# --- what somebody typed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "shown"), [
    ("One line.", "<p>One line.</p>"),
    ("One\r\ntwo\n\nthree", "<p>One<br>two</p>\n<p>three</p>"),
    ("Needs:\n- a garden\n* quiet\n\u2022 <i>\nand time", '<p>Needs:</p>\n'
     '<ul class="govuk-list govuk-list--bullet"><li>a garden</li><li>quiet</li><li>&lt;i&gt;</li></ul>\n'
     "<p>and time</p>"),
    ("-5 degrees\n-\n- ", "<p>-5 degrees<br>-<br>- </p>"),
    ("", "<p></p>"),
])  # fmt: skip
def test_lists_are_shown_as_they_were_typed(typed: str, shown: str) -> None:
    assert prose(typed) == shown


# --- addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tag", "address"), [
    ("{% url 'home:today' %}", "/"),
    ("{% url 'children:child' 12 %}", "/children/12/"),
    ("{% url 'children:child' pk=12 %}", "/children/12/"),
    ("{% url 'meetings:document' 12 'pdf' %}", reverse("meetings:document", args=[12, "pdf"])),
    ("{% url 'children:child' 12 as kept %}[{{ kept }}]", "[/children/12/]"),
    ("{% url 'no:such' as kept %}[{{ kept }}]", "[]"),
])  # fmt: skip
def test_an_address_is_djangos_own(tag: str, address: str) -> None:
    assert Template(tag).render(Context()) == address


@pytest.mark.parametrize("words", ["children:child' nothing", "children:child' yes", "children:child' -3",
                                   "no:such' 12", "home:today' 1"])  # fmt: skip
def test_an_address_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(NoReverseMatch):
        Template(f"{{% url '{words} %}}").render(Context({"nothing": None, "yes": True}))


def test_an_address_for_one_row_is_not_that_of_another() -> None:
    rows = Template("{% for pk in rows %}{% url 'children:child' pk %} {% endfor %}")
    assert rows.render(Context({"rows": [1, 23, 456]})).split() == ["/children/1/", "/children/23/", "/children/456/"]


def test_styles_and_scripts_have_their_address() -> None:
    page = Template("{% style 'design/practice.css' %}{% script 'design/begin.js' %}").render(Context())
    assert '<link rel="stylesheet" href="/static/design/practice.css">' in page
    assert '<script type="module" src="/static/design/begin.js"></script>' in page

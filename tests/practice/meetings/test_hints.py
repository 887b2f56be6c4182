"""Advice on a paper: what is seen, what is let pass, and that it stops nobody."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from permanence.practice.children.models import Child
from permanence.practice.meetings import actions
from permanence.practice.meetings.hints import advice_on
from permanence.practice.meetings.models import Paper
from permanence.practice.staff.models import Person
from practice.meetings.given import family, follow

pytestmark = pytest.mark.django_db
PROMPT = "home.where"


def _paper(child: Child, worker: Person, text: str) -> Paper:
    paper = actions.begin_paper(by=worker, child=child, kind="permanence_plan")
    begun_with = paper.passages.filter(prompt=PROMPT).first()  # what the one before said
    version = begun_with.version if begun_with else 0
    actions.write_paper(by=worker, paper=paper, written={PROMPT: (text, version)})
    return paper


@pytest.mark.parametrize(("text", "said"), [
    ("The PLO went well.", "Say what PLO means"),
    ("The PLO and an EHCP.", "Say what PLO and EHCP mean"),
    ("The public law outline (PLO) began.", ""),
    ("PLO (the public law outline) began.", ""),
    ("The GP in the UK said so. I, A and Tom agree.", ""),
    ("word " * 150, ""),
    ("word " * 151, "151 words. Can it be said in 150?"),
])  # fmt: skip
def test_what_is_seen_in_an_answer(text: str, said: str) -> None:
    follow("DG")
    child, worker, _ = family()
    found = [one.says for one in advice_on(_paper(child, worker, text))]
    assert len(found) == bool(said)
    assert all(said in one for one in found)


@pytest.mark.parametrize(("again", "is_seen"), [
    ("Near   the school that\nthe child goes to, and near her aunt.", False),
    ("Near the school that the child  goes to, and near her aunt. ", True),
    ("New words.\nNear the school that the child goes to, and near her aunt.", True),
    ("Near the school.", False),
])  # fmt: skip
def test_words_of_the_paper_before_are_seen(again: str, is_seen: bool) -> None:
    follow("DG")
    child, worker, _ = family()
    before = _paper(child, worker, "Near the school that the child goes to, and near her aunt.\nNear the school.")
    Paper.objects.filter(pk=before.pk).update(finished_on="2026-03-02", finished_by=worker)
    found = [one for one in advice_on(_paper(child, worker, again)) if one.clauses == "DG-048"]
    assert bool(found) is is_seen
    assert all("finished on 2 March 2026" in one.says for one in found)


def test_a_list_is_a_list_on_the_page_in_word_and_on_paper(client: Client) -> None:
    """DG-049."""
    follow("DG")
    child, worker, _ = family()
    paper = _paper(child, worker, "She needs:\n- a garden\n- quiet nights")
    client.force_login(worker)
    assert "<li>a garden</li>" in client.get(reverse("meetings:paper", args=[paper.pk])).content.decode()

    def printed(form: str) -> BytesIO:
        return BytesIO(client.get(reverse("meetings:paper_document", args=[paper.pk, form])).content)

    bullets = [one.text for one in Document(printed("docx")).paragraphs if one.style.name == "List Bullet"]
    assert bullets == ["a garden", "quiet nights"]
    assert {"/L", "/LI"} <= _tags(pikepdf.open(printed("pdf")))


def _tags(document: pikepdf.Pdf) -> set[str]:
    """The kinds of structure that the PDF tells a screen reader of."""
    return {str(one.S) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one}


def test_the_page_shows_it_until_the_paper_is_finished_and_other_policies_have_none(client: Client) -> None:
    follow("DG")
    child, worker, _ = family()
    paper = _paper(child, worker, "The PLO went well.")
    client.force_login(worker)
    page = client.get(reverse("meetings:paper", args=[paper.pk])).content.decode()
    assert "Say what PLO means" in page
    assert "DG-028" in page
    Paper.objects.filter(pk=paper.pk).update(finished_on="2026-03-02", finished_by=worker)
    assert "Say what PLO means" not in client.get(reverse("meetings:paper", args=[paper.pk])).content.decode()

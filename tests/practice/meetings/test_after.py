"""What a meeting leaves behind: a note on each record, brothers' and sisters' own part, and one page for the child."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from permanence.practice.children.actions import group_siblings, restrict
from permanence.practice.children.models import Child
from permanence.practice.meetings import actions
from permanence.practice.meetings.childs_minutes import band_of
from permanence.practice.meetings.models import CaseNote, ChildsMinutes, Deed, Invitee, Meeting
from permanence.practice.meetings.policy import kind_of, kinds_now
from permanence.practice.refusals import Question, Refusal
from permanence.practice.today import today
from practice.made import a_person, child_in_care, days_ago, works_with
from practice.meetings.given import approved, asked, family, follow, heard, posted_to

pytestmark = pytest.mark.django_db


def _approved_with_actions(child: Child, worker: Any, manager: Any) -> Meeting:
    meeting = asked(child, worker)
    for what in ("See the school", "Brother and sister meet each month"):
        actions.agree_deed(by=worker, meeting=meeting, what=what, due=today(), owner=worker)
    actions.appraise(by=worker, meeting=meeting, option="kinship", verdict="primary", why="The aunt came forward.")
    mine = Invitee.objects.about(child).get(meeting=meeting, who="child")
    heard(worker, mine, views="I like my aunt.", views_how="at a visit")
    return approved(meeting, worker, manager)


def _read(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(f"meetings:{name}", args=args)).content.decode()


def test_each_record_gets_its_own_note_and_a_closed_one_waits_for_who_may_see_it(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    sister, hidden = (child_in_care(team=child.team, first_name=name) for name in ("Sister", "Hidden"))
    works_with(worker, sister)
    head = a_person("head_of_service")
    restrict(by=head, child=hidden, kind="adoption", why="Placed for adoption.")
    group_siblings(by=None, name="Three", children=[child, sister, hidden])
    meeting = _approved_with_actions(child, worker, manager)
    client.force_login(worker)
    own = _read(client, "of_child", child.pk)
    assert f"See the school: {worker.name}, by" in own  # AM-27, with the approval
    page = _read(client, "send", meeting.pk)
    assert f"What was said about {sister.name}" in page
    assert hidden.name not in page
    with pytest.raises(Refusal, match="no such brother or sister"):
        actions.copy_to_siblings(by=worker, meeting=meeting, version=meeting.version, parts={hidden.pk: "Anything."})
    both = Deed.objects.get(what="Brother and sister meet each month").pk
    part = {f"part_{sister.pk}": "She wants to see her brother.", f"deeds_{sister.pk}": [both]}
    posted_to(client, "send", [meeting.pk], **part)
    theirs = _read(client, "of_child", sister.pk)
    assert "She wants to see her brother." in theirs
    assert "Brother and sister meet each month" in theirs
    assert "See the school" not in theirs
    assert "other children of the family is not shown here" in theirs
    assert "Put their own part there" not in _read(client, "meeting", meeting.pk)
    client.force_login(head)
    assert hidden.name in _read(client, "meeting", meeting.pk)  # the gap, to who may know of it
    posted_to(client, "copy", [meeting.pk], **{f"part_{hidden.pk}": "He is well."})
    assert "He is well." in _read(client, "of_child", hidden.pk)
    note = CaseNote.objects.about(sister).get()
    client.force_login(worker)
    posted_to(client, "take_back", [note.pk], why="It belongs to another child.")
    assert "She wants to see her brother." not in _read(client, "of_child", sister.pk)
    with pytest.raises(Refusal, match="taken back already"):
        actions.take_back_note(by=worker, note=note, why="Once more.")


def test_nothing_goes_on_another_record_before_approval_or_twice() -> None:
    follow("AM")
    child, worker, manager = family()
    sister = child_in_care(team=child.team)
    works_with(worker, sister)
    group_siblings(by=None, name="Two", children=[child, sister])
    meeting = asked(child, worker)
    with pytest.raises(Refusal, match="not approved yet"):
        actions.copy_to_siblings(by=worker, meeting=meeting, version=meeting.version, parts={sister.pk: "Soon."})
    meeting = approved(meeting, worker, manager)
    given = {"by": worker, "meeting": meeting, "version": meeting.version, "parts": {sister.pk: "x" * 5000}}
    [note] = actions.copy_to_siblings(**given)
    with pytest.raises(Refusal, match="already"):
        actions.copy_to_siblings(**given)
    actions.take_back_note(by=worker, note=note, why="y" * 5000)  # as long as its form takes
    assert actions.copy_to_siblings(**given)


def test_the_childs_page_keeps_what_is_withheld_from_its_reader_and_from_the_child(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    meeting = _approved_with_actions(child, worker, manager)
    client.force_login(worker)
    options = "live with someone in your family"
    assert options in _read(client, "for_child", meeting.pk)
    rows = Invitee.objects.about(child).filter(meeting=meeting)
    for one, parts in ((rows.get(who="child"), ["-options"]), (rows.get(person=worker), ["-views"])):
        actions.withhold_parts(by=manager, invitee=one, version=one.version, withheld=parts, withheld_why="z" * 5000)
    page = _read(client, "for_child", meeting.pk)
    assert options not in page
    assert "I like my aunt." not in page
    assert "not shown to you" in page
    client.force_login(manager)
    assert "I like my aunt." in _read(client, "for_child", meeting.pk)


def test_what_two_people_think_of_an_option_does_not_overwrite_in_silence() -> None:
    follow("AM")
    child, worker, manager = family()
    given = {"meeting": asked(child, worker), "option": "kinship", "verdict": "primary"}
    first = actions.appraise(by=worker, why="The aunt came forward.", **given)
    with pytest.raises(Refusal, match="has changed since"):
        actions.appraise(by=manager, why="Not seen.", **given)
    again = actions.appraise(by=manager, why="Seen.", version=first.version, **given)
    assert (again.pk, again.version) == (first.pk, 2)


def test_the_child_gets_one_page_in_words_for_their_age(client: Client) -> None:
    follow("AM")
    child, worker, manager = family()
    Child.objects.filter(pk=child.pk).update(born=days_ago(9 * 366))
    meeting = asked(child, worker)
    client.force_login(worker)
    assert client.get(reverse("meetings:for_child", args=[meeting.pk])).status_code == 404  # nothing is approved yet
    meeting.stage = "cancelled"
    meeting.save()
    meeting = _approved_with_actions(Child.objects.get(pk=child.pk), worker, manager)
    page = _read(client, "for_child", meeting.pk)
    for said in ("I like my aunt.", "live with someone in your family", "have an advocate", "still to be written"):
        assert said in page
    assert client.get(reverse("meetings:child_document", args=[meeting.pk, "pdf"])).status_code == 404
    given = {"by": worker, "meeting": meeting, "version": 0, "next_steps": "We will look for a school near her."}
    long = " ".join(["word"] * 30)
    with pytest.raises(Question, match="30 words; 15 fit"):
        actions.write_for_child(why=long, **given)
    posted_to(client, "write_for_child", [meeting.pk], why="Your aunt can care for you.", next_steps="You visit her.")
    pdf = pikepdf.open(BytesIO(client.get(reverse("meetings:child_document", args=[meeting.pk, "pdf"])).content))
    assert len(pdf.pages) == 1
    assert pdf.Root.MarkInfo.Marked
    word = client.get(reverse("meetings:child_document", args=[meeting.pk, "docx"]))
    assert "Your aunt can care for you." in [one.text for one in Document(BytesIO(word.content)).paragraphs]
    with pytest.raises(Refusal, match="has changed since"):
        actions.write_for_child(why="Stale.", **given)
    assert ChildsMinutes.objects.about(child).get().why == "Your aunt can care for you."


def test_every_age_has_words_that_fit_it() -> None:
    follow("AM")
    child, worker, _ = family()
    meeting = asked(child, worker)
    for years in range(18):
        meeting.child.born = today().replace(year=today().year - years, day=1, month=1)
        band = band_of(meeting)
        sentences = [one for name in band if isinstance(band[name], str) for one in re.split(r"[.!?]", band[name])]
        assert max(len(one.split()) for one in sentences) <= band["longest"] + 6  # with a day or an option filled in


@pytest.mark.parametrize(
    ("pack", "policy", "post"),
    [
        ("AM", "Permanency planning aide-memoire", "IRO"),
        ("DG", "Permanence planning guidance", "QARO"),
        ("PP", "Permanence pathway", "Area Manager"),
    ],
)
def test_documents_name_the_policy_and_people_in_its_words_in_its_order(
    client: Client, pack: str, policy: str, post: str
) -> None:
    follow(pack)
    child, worker, _ = family()
    meeting = asked(child, worker)
    assert post in {one.post or one.name.removeprefix("The ") for one in Invitee.objects.about(child)}
    prompts = [one for heading in kind_of(meeting).sections for one in heading.prompts if not one.only.when]
    for one in reversed(prompts):
        actions.write_section(by=worker, meeting=meeting, written={one.id: (f"About {one.id}.", 0)})
    client.force_login(worker)
    word = Document(BytesIO(client.get(reverse("meetings:document", args=[meeting.pk, "docx"])).content))
    assert word.sections[0].header.paragraphs[0].text.endswith(policy)
    told = [one.text for one in word.paragraphs if one.text.startswith("About ")]
    assert told == [f"About {one.id}." for one in prompts]
    assert not [one.text for one in word.paragraphs if "reviewing officer" in one.text and pack != "PP"]
    paper = next(iter(kinds_now().papers))
    begun = actions.begin_paper(by=worker, child=child, kind=paper)
    written = Document(BytesIO(client.get(reverse("meetings:paper_document", args=[begun.pk, "docx"])).content))
    assert written.core_properties.title == kinds_now().papers[paper].name
    assert client.get(reverse("meetings:paper_document", args=[begun.pk, "exe"])).status_code == 404

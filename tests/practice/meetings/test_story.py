"""One whole meeting under each of the five policies, in a browser, by the people who would hold it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command
from django.urls import reverse
from docx import Document

from permanence.policy.meetings import meetings_of
from permanence.practice.children.actions import add_connection, group_siblings
from permanence.practice.children.models import Fact
from permanence.practice.meetings import actions
from permanence.practice.meetings.gates import OPTIONS
from permanence.practice.meetings.models import Invitee, Meeting
from permanence.practice.meetings.private import answer_address
from permanence.practice.procedures.actions import approve, propose
from permanence.practice.staff.models import Person
from permanence.practice.today import today
from practice.browsing import Browsing
from practice.made import a_person, a_team, child_in_care, works_with
from practice.meetings.given import approved, booked, decided, heard, wrote

pytestmark = pytest.mark.django_db(transaction=True)


def _world(pack: str) -> dict[str, Any]:
    first, second = a_person("head_of_service"), a_person("assistant_director")
    approve(by=second, adoption=propose(by=first, pack=pack, effective=today()))
    team = a_team()
    child = child_in_care(team=team)
    add_connection(by=None, child=child, name="Sam Example", role="mother", has_parental_responsibility=True)
    return {
        "child": child, "worker": works_with(a_person(team=team), child), "manager": a_person("team_manager", team),
        "lead": a_person("permanence_team_manager"),
    }  # fmt: skip


def _day(browser: Browsing, name: str) -> None:
    day = today()
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        browser.page.locator(f"#id_{name}_{part}").fill(str(value))


def _save(browser: Browsing, button: str, back: str) -> None:
    """Sends the form; ticks what it asks to be sure of, once."""
    browser.press(button)
    sure = browser.page.locator("input[type=checkbox][name^=confirm_]")
    if browser.page.url.rstrip("/") != back.rstrip("/") and sure.count():
        for box in sure.all():
            box.check()
        browser.press(button)
    assert browser.page.url.endswith(back), browser.page.locator("main").inner_text()[:1500]


@pytest.mark.parametrize("pack", ["AM", "DG", "SP", "PG", "PP"])
def test_a_whole_meeting(browser: Browsing, pack: str) -> None:
    world = _world(pack)
    child, worker = world["child"], world["worker"]
    meeting, home = _asked_and_booked(browser, world)
    for one in Invitee.objects.about(child).filter(meeting=meeting):
        views = {"views": "I like it here.", "views_how": "at a visit"} if one.who == "child" else {}
        heard(worker, decided(worker, one, invited=True), came="came", **views)
    browser.page.goto(home)
    browser.press("It was held")
    _save(browser, "It was held", home)
    _written_up(browser, pack, meeting, home)
    browser.page.goto(home)
    browser.press("Close the meeting")
    _save(browser, "Close it", home)
    _approved_and_sent(browser, world, meeting, home)
    stages = {fact.attributes["stage"] for fact in Fact.objects.about(child).filter(token="document.minutes")}
    assert stages == {"drafted", "approved", "distributed"}


def _asked_and_booked(browser: Browsing, world: dict[str, Any]) -> tuple[Meeting, str]:
    child = world["child"]
    browser.sign_in(world["worker"])
    browser.page.goto(reverse("meetings:of_child", args=[child.pk]))
    browser.press("Ask for a meeting")
    browser.page.locator("input[name=kind][value=permanence]").check()
    browser.page.locator("#id_because").fill("The first plan is needed.")
    browser.press("Ask for it")
    meeting = Meeting.objects.about(child).get()
    home = reverse("meetings:meeting", args=[meeting.pk])
    assert browser.page.url.endswith(home)
    browser.press("Book the meeting")
    _day(browser, "day")
    browser.page.locator("#id_time").fill("10:30")
    browser.page.locator("#id_place").fill("Room 2")
    browser.page.locator("#id_chair").select_option(str(world["manager"].pk))
    _save(browser, "Book it", home)
    return meeting, home


def _written_up(browser: Browsing, pack: str, meeting: Meeting, home: str) -> None:
    first = meetings_of(pack).kinds["permanence"].sections[0].id
    browser.page.goto(reverse("meetings:write", args=[meeting.pk, first]))
    for number, box in enumerate(browser.page.locator("main textarea").all()):
        box.fill(f"What was said, {number}: #1 *quiet* & <b>kind</b>.")
    _save(browser, "Save", home)
    for option, verdict in (("reunification", "primary"), ("kinship", "contingency")):
        browser.page.goto(reverse("meetings:appraise", args=[meeting.pk, option]))
        browser.page.locator(f"input[name=verdict][value={verdict}]").check()
        browser.page.locator("#id_why").fill("It was looked at.")
        _save(browser, "Save", home)
    for option in OPTIONS[2:]:
        actions.appraise(by=meeting.asked_by, meeting=meeting, option=option, verdict="ruled_out", why="Too far.")
    browser.page.goto(reverse("meetings:agree_deed", args=[meeting.pk]))
    browser.page.locator("#id_what").fill("See the school")
    browser.page.locator("#id_owner_name").fill("The school")
    _day(browser, "due")
    _save(browser, "Add it", home)
    browser.page.goto(reverse("meetings:conclude", args=[meeting.pk]))
    browser.page.locator("input[name=enough][value=yes]").check()
    for name in ("recommendation", "reasons", "no_next"):
        browser.page.locator(f"#id_{name}").fill("The plan is to go home.")
    _save(browser, "Save", home)


def _approved_and_sent(browser: Browsing, world: dict[str, Any], meeting: Meeting, home: str) -> None:
    approvals = meetings_of(meeting.pack).kinds["permanence"].approve
    approver = "lead" if any("permanence_team_manager" in one.by for one in approvals) else "manager"
    browser.sign_in(world[approver])
    browser.page.goto(home)
    browser.press("Approve the minutes")
    _save(browser, "Approve them", home)
    browser.press("Send the minutes")
    for box in browser.page.locator("main input[name^=hand_]").all():
        box.fill("by post")
    _save(browser, "Send them", home)
    call_command("send_letters", verbosity=0)
    browser.page.goto(reverse("meetings:minutes", args=[meeting.pk]))
    said = "What was said, 0: #1 *quiet* & <b>kind</b>."
    assert said in browser.page.locator("main").inner_text()
    word = browser.page.request.get(browser.address + reverse("meetings:document", args=[meeting.pk, "docx"])).body()
    assert said in [paragraph.text for paragraph in Document(BytesIO(word)).paragraphs]
    pdf = browser.page.request.get(browser.address + reverse("meetings:document", args=[meeting.pk, "pdf"])).body()
    assert pikepdf.open(BytesIO(pdf)).Root.MarkInfo.Marked


def test_what_comes_after_a_meeting_and_what_goes_before_it(browser: Browsing) -> None:
    """The child's page, brothers and sisters, files, last time's words, a private calendar, and an invited aunt."""
    world = _world("AM")
    child, worker, manager = world["child"], world["worker"], world["manager"]
    sister = child_in_care(team=child.team, first_name="Sister")
    group_siblings(by=None, name="Two", children=[child, sister])
    works_with(worker, sister)
    first = actions.ask_for_meeting(by=worker, child=child, kind="permanence", because="The first plan is needed.")
    wrote(worker, first, "child.portrait", "A quiet boy.")
    actions.agree_deed(by=worker, meeting=first, what="See the school", due=today(), owner=worker)
    approved(first, worker, manager)
    second = actions.ask_for_meeting(by=worker, child=child, kind="permanence", because="Again.", follows=first)
    browser.sign_in(worker)
    write = reverse("meetings:write", args=[second.pk, "child"])
    for address in (
        reverse("meetings:calendar"), reverse("meetings:attach", args=[second.pk]), f"{write}?from=last",
        *(reverse(f"meetings:{name}", args=[first.pk]) for name in ("for_child", "write_for_child", "copy", "meeting")),
        reverse("meetings:meeting", args=[second.pk]), reverse("meetings:of_child", args=[child.pk]),
    ):  # fmt: skip
        browser.look(address)
    browser.page.goto(write)
    browser.follow("what was written last time")
    assert browser.page.locator("textarea").first.input_value() == "A quiet boy."
    _save(browser, "Save", reverse("meetings:meeting", args=[second.pk]))
    _click_after(browser, reverse("meetings:calendar"), "Make an address")
    browser.look()
    _someone_answers(browser, second, worker, manager)


def _click_after(browser: Browsing, address: str, name: str) -> None:
    browser.page.goto(address)
    browser.press(name)


def _someone_answers(browser: Browsing, meeting: Meeting, worker: Person, manager: Person) -> None:
    """An aunt without an account, from the link in her letter."""
    meeting.refresh_from_db()
    found = booked(meeting, worker, manager, day=today() + timedelta(days=9))
    aunt = actions.add_invitee(by=worker, meeting=found, name="Ana Sample", post="Aunt", email="ana@example.org")
    browser.page.context.clear_cookies()
    address = answer_address(aunt).removeprefix("http://localhost:8000")
    browser.look(address)
    browser.page.get_by_label("I am not sure yet").check()
    browser.press("Send my answer")
    browser.look()
    aunt.refresh_from_db()
    assert aunt.coming == "maybe"


def test_every_page_of_a_meeting_and_a_paper(browser: Browsing) -> None:
    world = _world("PG")
    child, worker = world["child"], world["worker"]
    meeting = actions.ask_for_meeting(by=worker, child=child, kind="permanence", because="The first plan is needed.")
    invitee = Invitee.objects.about(child).filter(meeting=meeting, has_parental_responsibility=False).first()
    deed = actions.agree_deed(by=worker, meeting=meeting, what="See the school", due=today(), owner=worker)
    paper = actions.begin_paper(by=worker, child=child, kind="permanence_plan")
    browser.sign_in(worker)
    for name, args in (
        ("list", []), ("of_child", [child.pk]), ("minutes", [meeting.pk]),
        ("ask", [child.pk]), ("meeting", [meeting.pk]), ("book", [meeting.pk]), ("cancel", [meeting.pk]),
        ("add", [meeting.pk]), ("decide", [meeting.pk, invitee.pk]), ("hear", [meeting.pk, invitee.pk]),
        ("withhold", [meeting.pk, invitee.pk]),
        ("write", [meeting.pk, "plan"]), ("appraise", [meeting.pk, "adoption"]), ("conclude", [meeting.pk]),
        ("agree_deed", [meeting.pk]), ("settle_deed", [deed.pk]), ("pass_on_deed", [deed.pk]), ("hold", [meeting.pk]),
        ("close", [meeting.pk]), ("papers", [child.pk]), ("paper", [paper.pk]), ("write_paper", [paper.pk, "plans"]),
        ("finish", [paper.pk]),
    ):  # fmt: skip
        browser.look(reverse(f"meetings:{name}", args=args))
    browser.page.goto(reverse("meetings:cancel", args=[meeting.pk]))
    browser.press("Cancel the meeting")
    browser.look()
    assert "Say why the meeting is off." in browser.page.content()
    browser.look(reverse("home:today"))

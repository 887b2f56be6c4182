"""axe on every page of sign-in, staff and the record, wide and narrow, empty and with mistakes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from permanence.practice.children.actions import restrict
from permanence.practice.staff.actions import break_glass, delegate, grant
from permanence.practice.today import today
from practice.browsing import Browsing
from practice.made import a_person, a_team, child_in_care, works_with

pytestmark = pytest.mark.django_db(transaction=True)
SOON = today() + timedelta(days=30)


def test_what_bars_somebody_is_found_on_every_page_anew(browser: Browsing) -> None:
    for _ in range(2):
        browser.page.goto(reverse("account_login"))
        assert browser.bars() == []
        browser.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert ["image-alt" in told for told in browser.bars()] == [True]


@pytest.mark.parametrize("page", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_pages_before_sign_in(browser: Browsing, page: str) -> None:
    browser.look(reverse(page))


def test_a_wrong_password_is_told_and_can_be_reached(browser: Browsing) -> None:
    browser.page.goto(reverse("account_login"))
    browser.page.get_by_label("Work e-mail").fill("nobody@council.example")
    browser.page.locator("#id_password").fill("not the one")
    browser.press("Sign in")
    browser.look()
    assert "There is a problem" in browser.page.content()


def test_a_password_can_be_shown_while_it_is_typed(browser: Browsing) -> None:
    browser.page.goto(reverse("account_login"))
    browser.page.locator("#id_password").fill("barley")
    browser.page.get_by_role("button", name="Show password").click()
    assert browser.page.locator("#id_password").get_attribute("type") == "text"
    assert browser.bars() == []


def test_pages_of_oneself(browser: Browsing) -> None:
    worker, child = a_person(), child_in_care(team=a_team("North"))
    head = a_person("head_of_service")
    delegate(by=worker, away=worker, to=a_person(), end=SOON)
    break_glass(by=worker, case_number=child.case_number, why="Found alone at the station")
    browser.sign_in(worker)
    for page in ("staff:me", "staff:stand_in", "staff:break_glass", "mfa_index", "account_change_password"):
        browser.look(reverse(page))
    browser.page.goto(reverse("staff:break_glass"))
    browser.press("Open the record")
    browser.look()
    browser.sign_in(head)
    browser.look(reverse("staff:me"))
    browser.look(reverse("staff:review_glass", args=[head.told_of_broken_glass.get().pk]))


def test_pages_of_the_second_factor(browser: Browsing) -> None:
    worker = a_person(email="lee@council.example")
    worker.set_password("a long walk by the sea")
    worker.save()
    browser.page.goto(reverse("account_login"))
    browser.page.get_by_label("Work e-mail").fill(worker.email)
    browser.page.locator("#id_password").fill("a long walk by the sea")
    browser.press("Sign in")
    browser.page.wait_for_url(lambda url: "/account/" not in url)
    browser.complaints.clear()  # the first page of all belongs to another part
    browser.look(reverse("mfa_add_webauthn"))  # asks for the password once more
    browser.page.locator("#id_password").fill("a long walk by the sea")
    browser.press("Confirm")
    browser.page.wait_for_url(lambda url: url.endswith("/add/"))
    browser.look()
    browser.look(reverse("mfa_activate_totp"))
    _add_a_passkey(browser)
    for page in ("mfa_index", "mfa_list_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        browser.look(reverse(page))
    _come_back_by_passkey(browser)


def _add_a_passkey(browser: Browsing) -> None:
    """With an authenticator the browser itself pretends to have."""
    tools = browser.page.context.new_cdp_session(browser.page)
    tools.send("WebAuthn.enable")
    key: dict[str, Any] = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    browser.page.goto(reverse("mfa_add_webauthn"))
    browser.page.locator("#id_passwordless").check()
    browser.press("Add")
    browser.page.wait_for_url(lambda url: "add" not in url)


def _come_back_by_passkey(browser: Browsing) -> None:
    browser.press("Sign out")
    browser.page.goto(reverse("account_login"))
    browser.page.get_by_role("button", name="passkey").click()
    browser.page.wait_for_url(lambda url: "/account/" not in url)
    browser.page.goto(reverse("staff:me"))
    assert "Your roles" in browser.page.content()


def test_pages_of_the_administrator(browser: Browsing) -> None:
    north = a_team("North", within=a_team("Service"))
    person = a_person(team=north)
    browser.sign_in(a_person("system_administrator"))
    for page in ("people", "new_starter", "teams", "new_team", "delegate"):
        browser.look(reverse(f"staff:{page}"))
    for page in ("person", "details", "leave", "new_post"):
        browser.look(reverse(f"staff:{page}", args=[person.pk]))
    browser.page.goto(reverse("staff:new_starter"))
    browser.press("Add")
    browser.look()
    assert browser.page.evaluate("document.activeElement.className").startswith("govuk-error-summary")


def test_pages_of_access_and_the_record(browser: Browsing) -> None:
    child, manager = child_in_care(), a_person("head_of_service")
    works_with(a_person(), child)
    browser.sign_in(manager)
    for page in ("staff:access", "staff:allocate", "staff:restrict", "record:of_child"):
        browser.look(reverse(page, args=[child.pk]))
    restrict(by=manager, child=child, kind="adoption", why="Placed")
    grant(by=manager, child=child, person=a_person(), why="Holds the case", end=SOON)
    for page in ("staff:access", "staff:grant", "staff:lift"):
        browser.look(reverse(page, args=[child.pk]))
    browser.look(reverse("record:entries"))
    browser.complaints.clear()
    browser.page.goto("/children/999999/access/")
    assert browser.bars() == []

"""Signing in: passwords and how many tries, a second factor, the council's own sign-in, and sessions that end."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from permanence.practice.refusals import Refusal
from permanence.practice.staff import sessions
from permanence.practice.staff.actions.directory import Claims, sign_in_from_directory
from permanence.practice.staff.models import Person
from practice.made import a_person, a_team, also

pytestmark = pytest.mark.django_db
WORDS = "a long walk by the sea"


@pytest.fixture(autouse=True)
def _no_tries_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def worker() -> Person:
    person = a_person(email="lee@council.example")
    person.set_password(WORDS)
    person.save()
    return person


def _sign_in(client: Client, password: str = WORDS, email: str = "Lee@Council.example") -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


# --- passwords ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("worker")
def test_one_signs_in_by_e_mail_however_written(client: Client) -> None:
    answer = _sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get(reverse("staff:me")).status_code == 200


@pytest.mark.usefixtures("worker")
def test_five_wrong_passwords_shut_the_door_even_to_the_right_one(client: Client) -> None:
    for _ in range(5):
        assert b"There is a problem" in _sign_in(client, "wrong").content
    answer = _sign_in(client)
    assert answer.status_code == 200
    assert client.get(reverse("staff:me")).status_code == 302


def test_a_leaver_does_not_come_in(client: Client, worker: Person) -> None:
    worker.is_active = False
    worker.save()
    _sign_in(client)
    assert client.get(reverse("staff:me")).status_code == 302


@pytest.mark.parametrize(
    "page", ["account_signup", "account_email", "socialaccount_connections", "socialaccount_signup"]
)
def test_nobody_signs_up_or_changes_their_own_e_mail(client: Client, page: str) -> None:
    assert client.get(reverse(page)).status_code == 404


def test_a_forgotten_password_tells_nobody_whether_there_is_an_account(
    client: Client, worker: Person, mailoutbox: list[Any]
) -> None:
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in (worker.email, "no@council.example")
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [letter.to for letter in mailoutbox if worker.email in letter.to] == [[worker.email]]


# --- the second factor -------------------------------------------------------------------------------------------


@override_settings(SECOND_FACTOR_REQUIRED=True)
@pytest.mark.usefixtures("worker")
def test_without_a_second_factor_one_is_sent_to_set_it_up(client: Client) -> None:
    _sign_in(client)
    assert client.get(reverse("staff:me"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


@override_settings(SECOND_FACTOR_REQUIRED=True)
def test_who_came_by_the_council_s_own_sign_in_showed_two_factors_there(client: Client, worker: Person) -> None:
    client.force_login(worker)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": 0}]
    session["account_authentication_methods_user"] = str(worker.pk)
    session.save()
    assert client.get(reverse("staff:me")).status_code == 200


@override_settings(SECOND_FACTOR_REQUIRED=True)
def test_with_an_authenticator_app_a_code_is_asked_for(client: Client, worker: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(worker, secret)
    assert _sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("staff:me")).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    assert client.get(reverse("staff:me")).status_code == 200


def test_a_recovery_code_opens_the_door_once(client: Client, worker: Person) -> None:
    TOTP.activate(worker, generate_totp_secret())
    code = RecoveryCodes.activate(worker).get_unused_codes()[0]
    _sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("staff:me")).status_code == 200
    other = Client()
    _sign_in(other)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert other.get(reverse("staff:me")).status_code == 302


def test_the_secret_of_an_app_is_enciphered_in_the_database(worker: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(worker, secret)
    kept = Authenticator.objects.get(user=worker, type="totp").data["secret"]
    assert (secret in kept, get_adapter().decrypt(kept)) == (False, secret)


# --- sessions that end -------------------------------------------------------------------------------------------


def test_who_asks_is_found_before_the_page_is_made(client: Client, worker: Person) -> None:
    assert type(client.get("/").wsgi_request.user) is AnonymousUser
    client.force_login(worker)
    assert type(client.get("/").wsgi_request.user) is Person


def test_a_session_ends_when_idle(client: Client, worker: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _clock(monkeypatch)
    client.force_login(worker)
    assert client.get(reverse("staff:me")).status_code == 200
    clock[0] += 29 * 60
    assert client.get(reverse("staff:me")).status_code == 200
    clock[0] += 31 * 60
    answer = client.get(reverse("staff:me"), follow=True)
    assert b"signed out to keep records safe" in answer.content
    assert answer.redirect_chain[0][0] == "/account/login/?next=/me/"


def test_a_session_ends_after_a_day_however_busy(
    client: Client, worker: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _clock(monkeypatch)
    client.force_login(worker)
    for _ in range(24):
        assert client.get(reverse("staff:me")).status_code == 200
        clock[0] += 25 * 60
    clock[0] += 25 * 60
    assert client.get(reverse("staff:me")).status_code == 302


def _clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000_000.0]
    monkeypatch.setattr(sessions, "time", lambda: now[0])
    return now


# --- the first administrator -------------------------------------------------------------------------------------


def test_the_first_administrator_is_made_once_and_chooses_a_password(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("first_administrator", "Ada First", "ada@council.example")
    place = capsys.readouterr().out.splitlines()[-1].partition("/account/")[2]
    client = Client()
    form = client.get(f"/account/{place}", follow=True)
    client.post(form.request["PATH_INFO"], {"password1": WORDS, "password2": WORDS})
    ada = Person.objects.get(email="ada@council.example")
    assert (ada.check_password(WORDS), [role.code for role in ada.roles]) == (True, ["system_administrator"])
    with pytest.raises(CommandError, match="already"):
        call_command("first_administrator", "Bob Second", "bob@council.example")


# --- the council's own sign-in -----------------------------------------------------------------------------------

CLAIMS = {
    "oid": "o-1",
    "tid": "t-1",
    "name": "Sam Reed",
    "email": "Sam@Council.example",
    "roles": ["social_worker", "unknown"],
}


def _comes_in(**changes: Any) -> Person:
    return sign_in_from_directory(by=None, claims=Claims.of({**CLAIMS, **changes}))


def test_the_directory_makes_a_person_once_and_gives_posts_by_app_roles() -> None:
    person = _comes_in()
    assert (person.name, person.email, [role.code for role in person.roles]) == (
        "Sam Reed",
        "sam@council.example",
        ["social_worker"],
    )
    assert _comes_in(email="other@council.example", name="Samantha") == person


def test_posts_follow_the_app_roles_and_posts_given_here_stay() -> None:
    person = _comes_in()
    also(person, "team_manager", a_team())
    _comes_in(roles=["reviewing_officer"])
    again = Person.objects.get(pk=person.pk)
    assert {role.code for role in again.roles} == {"team_manager", "reviewing_officer"}


@pytest.mark.parametrize(("changes", "words"), [
    ({"roles": []}, "no role here"), ({"oid": ""}, "did not say who you are"),
    ({"email": ""}, "did not give your e-mail"),
])  # fmt: skip
def test_the_directory_must_say_who_and_what(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        _comes_in(**changes)


def test_a_known_e_mail_is_not_enough_to_be_someone() -> None:
    a_person(email="sam@council.example")
    with pytest.raises(Refusal, match="here already"):
        _comes_in()


def test_another_tenant_is_another_person() -> None:
    one = _comes_in()
    assert _comes_in(tid="t-2", email="sam@other.example") != one


@pytest.mark.parametrize(("page", "says"), [
    ("account_login", "Fill in &#x27;Work e-mail&#x27;."),
    ("account_reset_password", "Fill in &#x27;Work e-mail&#x27;."),
    ("account_change_password", "Fill in &#x27;Current Password&#x27;."),
    ("account_reauthenticate", "Fill in &#x27;Password&#x27;."),
    ("mfa_activate_totp", "Fill in &#x27;Authenticator code&#x27;."),
])  # fmt: skip
@pytest.mark.usefixtures("worker")
def test_every_form_of_an_account_says_what_is_empty(client: Client, page: str, says: str) -> None:
    if page not in ("account_login", "account_reset_password"):
        _sign_in(client)
    if page == "mfa_activate_totp":
        client.post(reverse("account_reauthenticate"), {"password": WORDS})
    answer = client.post(reverse(page), {}).content.decode()
    assert (says in answer, "This field is required" in answer) == (True, False)

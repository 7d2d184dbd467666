import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory
from pytest_django import Settings

from milepost.domain.common.models import User
from milepost.web import errors
from tests.factories import make_administrator, make_city, make_person, signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "three blue mountains"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def make_demo_account() -> User:
    person = make_person("Bianca Yates", email="pm@demo.example", job_title="Senior project manager")
    User.objects.filter(pk=person.account.pk).update(is_demo=True)
    return person.account


@pytest.mark.parametrize(
    "page",
    [
        "login/",
        "logout/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/done/",
        "inactive/",
        "signup/",
    ],
)
def test_pages_before_sign_in_wear_our_look(client: Client, page: str) -> None:
    answer = client.get(f"/accounts/{page}", follow=True)

    assert answer.status_code == 200
    assert b'class="plain-panel"' in answer.content


@pytest.mark.parametrize(
    "page", ["password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "3rdparty/"]
)
def test_pages_of_the_own_account_wear_our_look(client: Client, page: str) -> None:
    make_city()
    user = make_person("Dana Whitfield").account
    user.set_password(PASSWORD)
    user.save()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(f"/accounts/{page}")

    assert answer.status_code == 200
    assert b'class="rail"' in answer.content
    assert b"<script>" not in answer.content
    assert b"style=" not in answer.content


def test_nobody_changes_the_email_that_the_directory_decides(client: Client) -> None:
    signed_in(client, make_person("Dana Whitfield"))

    answer = client.post("/accounts/email/", {"email": "eve@elsewhere.example", "action_add": ""})

    assert answer.headers["Location"] == "/accounts/password/change/"


def test_the_demo_accounts_are_offered_with_their_password(client: Client, settings: Settings) -> None:
    settings.DEMO_ACCOUNTS_ALLOWED = True
    make_demo_account()

    page = client.get(LOGIN).content.decode()

    assert "Senior project manager" in page
    assert "pm@demo.example" in page


@pytest.mark.parametrize(("allowed", "address"), [(False, "127.0.0.1"), (True, "192.0.2.7")])
def test_demo_accounts_are_not_offered_to_other_machines(
    client: Client, settings: Settings, allowed: bool, address: str
) -> None:
    settings.DEMO_ACCOUNTS_ALLOWED = allowed
    make_demo_account()

    assert b"pm@demo.example" not in client.get(LOGIN, REMOTE_ADDR=address).content


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_site(client: Client, target: str) -> None:
    user = make_person("Dana Whitfield").account
    user.set_password(PASSWORD)
    user.save()

    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD, "next": target})

    assert answer.headers["Location"] == "/my-work/"


def test_who_oversees_the_projects_arrives_at_the_portfolio(client: Client) -> None:
    user = make_administrator().account
    user.set_password(PASSWORD)
    user.save()

    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD})

    assert answer.headers["Location"] == "/"


def test_the_session_is_another_after_signing_in(client: Client) -> None:
    user = make_person("Dana Whitfield").account
    user.set_password(PASSWORD)
    user.save()
    session = client.session
    session["before"] = "planted"
    session.save()
    planted = session.session_key

    client.post(LOGIN, {"login": user.email, "password": PASSWORD})

    assert client.session.session_key != planted


def test_a_new_password_ends_the_other_sessions(client: Client) -> None:
    make_city()
    user = make_person("Dana Whitfield").account
    user.set_password(PASSWORD)
    user.save()
    other = Client()
    for browser in (client, other):
        browser.post(LOGIN, {"login": user.email, "password": PASSWORD})

    changed = {"oldpassword": PASSWORD, "password1": "four green rivers", "password2": "four green rivers"}
    client.post("/accounts/password/change/", changed)

    assert client.get("/people/").status_code == 200
    assert other.get("/people/").status_code == 302


def test_a_forgotten_password_is_reset_without_telling_who_has_an_account(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    known = client.post("/accounts/password/reset/", {"email": make_person().account.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@vistaridge.example"})

    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mailoutbox) == 1
    assert re.search(r"/accounts/password/reset/key/", str(mailoutbox[0].body))


def test_an_account_without_a_person_is_told_whom_to_ask(client: Client) -> None:
    user = User.objects.create(email="dana@vistaridge.example")
    client.force_login(user)

    answer = client.get("/people/")

    assert answer.status_code == 403
    assert b"not linked to an active person" in answer.content


def test_a_form_from_before_signing_in_is_explained() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(LOGIN, {"login": "dana@vistaridge.example", "password": PASSWORD})

    assert answer.status_code == 403
    assert b"This form is out of date" in answer.content


def test_what_is_too_large_is_refused_with_a_page(client: Client, settings: Settings) -> None:
    make_city()
    signed_in(client, make_administrator())
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = client.post("/people/new/", {"name": "x" * 500})

    assert answer.status_code == 413
    assert b"This is too large" in answer.content


def test_who_asks_too_often_is_told_to_wait_on_a_page_of_ours(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}

    answers = [client.post(LOGIN, {"login": "nobody@city.example", "password": "x"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert b'class="plain-panel"' in answers[1].content


def test_the_page_for_failures_needs_no_database(django_db_blocker: Any) -> None:
    with django_db_blocker.block():
        answer = errors.failed(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert b"Something failed on our side" in answer.content


def test_a_second_step_is_set_up_and_then_asked_for(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import (
        SECRET_SESSION_KEY,
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    make_city()
    user = make_person("Dana Whitfield").account
    user.set_password(PASSWORD)
    user.save()
    signing_in = {"login": user.email, "password": PASSWORD}
    client.post(LOGIN, signing_in)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    counter = next(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(client.session[SECRET_SESSION_KEY], counter))

    client.post("/accounts/2fa/totp/activate/", {"code": code})
    later = Client()
    answer = later.post(LOGIN, signing_in, follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/2fa/authenticate/"
    assert later.get("/people/").status_code == 302

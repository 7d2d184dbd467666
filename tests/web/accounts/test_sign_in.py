import pytest
from django.test import Client
from pytest_django import Settings

from milepost.domain.common.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "three blue mountains"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    from django.core.cache import cache

    cache.clear()


def make_user(**fields: object) -> User:
    return User.objects.create_user("dana@vistaridge.example", PASSWORD, name="Dana Whitfield", **fields)


def sign_in(client: Client, password: str = PASSWORD, **extra: str) -> bool:
    client.post(LOGIN, {"login": "Dana@VistaRidge.example", "password": password}, **extra)
    return "_auth_user_id" in client.session


def test_a_person_signs_in_with_address_and_password(client: Client) -> None:
    make_user()

    assert sign_in(client)


def test_a_session_lasts_twelve_hours_and_no_script_reads_its_cookie(client: Client) -> None:
    make_user()

    sign_in(client)

    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (43200, True, "Lax")


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client: Client) -> None:
    make_user()

    wrong = [sign_in(client, "not it") for _ in range(5)]

    assert (wrong, sign_in(client)) == ([False] * 5, False)


def test_nobody_registers_alone(client: Client) -> None:
    form = {"email": "eve@elsewhere.example", "password1": PASSWORD, "password2": PASSWORD}

    client.post("/accounts/signup/", form)

    assert not User.objects.exists()


def test_a_demo_account_signs_in_on_the_machine_itself(client: Client, settings: Settings) -> None:
    settings.DEMO_ACCOUNTS_ALLOWED = True
    make_user(is_demo=True)

    assert sign_in(client, REMOTE_ADDR="127.0.0.1")


def test_a_demo_account_is_refused_from_another_machine(client: Client, settings: Settings) -> None:
    settings.DEMO_ACCOUNTS_ALLOWED = True
    make_user(is_demo=True)

    assert not sign_in(client, REMOTE_ADDR="192.0.2.7")


def test_a_demo_account_is_refused_when_the_server_is_reached_from_outside(
    client: Client, settings: Settings
) -> None:
    settings.DEMO_ACCOUNTS_ALLOWED = False
    make_user(is_demo=True)

    assert not sign_in(client, REMOTE_ADDR="127.0.0.1")


def test_an_account_that_was_closed_is_refused(client: Client) -> None:
    make_user(is_active=False)

    assert not sign_in(client)

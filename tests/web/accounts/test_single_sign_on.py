import pytest
from django.test import Client
from pytest_django import Settings

from milepost.domain.common.models import User
from tests.web.accounts.identity_provider import ORIGIN, answer, registration

pytestmark = pytest.mark.django_db
HOST = "milepost.vistaridge.example"
SITE = f"http://{HOST}/accounts/saml/city"


@pytest.fixture(autouse=True)
def _identity_provider(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = registration()
    settings.ALLOWED_HOSTS = [HOST]


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": HOST})


def sign_in(client: Client, email: str) -> bool:
    redirect = client.post("/accounts/saml/city/login/")["Location"]
    assert redirect.startswith(f"{ORIGIN}/sso?SAMLRequest=")
    form = answer(redirect, acs=f"{SITE}/acs/", audience=f"{SITE}/metadata/", email=email)
    client.post("/accounts/saml/city/acs/", form, follow=True)
    return "_auth_user_id" in client.session


def test_whom_the_city_vouches_for_is_matched_to_an_account_by_address(client: Client) -> None:
    User.objects.create_user("dana@vistaridge.example", name="Dana Whitfield")

    assert sign_in(client, "dana@vistaridge.example")


def test_a_stranger_is_refused_and_gets_no_account(client: Client) -> None:
    assert not sign_in(client, "eve@vistaridge.example")
    assert not User.objects.exists()


def test_a_stranger_gets_an_account_where_the_city_says_so(client: Client, settings: Settings) -> None:
    settings.SIGN_IN_MAKES_ACCOUNTS = True

    assert sign_in(client, "New.Hire@vistaridge.example")
    assert list(User.objects.values_list("email", "is_staff")) == [("new.hire@vistaridge.example", False)]


def test_an_address_outside_the_domains_of_the_provider_opens_no_account(client: Client) -> None:
    User.objects.create_user("owner@elsewhere.example", name="Somebody else")

    assert not sign_in(client, "owner@elsewhere.example")


def test_an_answer_meant_for_another_site_is_refused(client: Client) -> None:
    User.objects.create_user("dana@vistaridge.example", name="Dana Whitfield")
    redirect = client.post("/accounts/saml/city/login/")["Location"]
    form = answer(
        redirect, acs=f"{SITE}/acs/", audience="https://another.example", email="dana@vistaridge.example"
    )

    client.post("/accounts/saml/city/acs/", form, follow=True)

    assert "_auth_user_id" not in client.session

import pytest
from django.test import Client

from tests.factories import make_city

pytestmark = pytest.mark.django_db


def test_everybody_reads_the_statement_with_the_city_s_two_contacts(client: Client) -> None:
    make_city(
        "Vista Ridge",
        accessibility_email="ada@vistaridge.example",
        accessibility_phone="303-555-0100 (TTY 711)",
    )

    page = client.get("/accessibility/").text

    assert "The Vista Ridge project office" in page
    assert 'href="mailto:ada@vistaridge.example"' in page
    assert "303-555-0100 (TTY 711)" in page


def test_a_statement_without_a_contact_says_so(client: Client) -> None:
    assert "No contact is named yet" in client.get("/accessibility/").text


def test_the_sign_in_page_leads_to_the_statement(client: Client) -> None:
    assert 'href="/accessibility/"' in client.get("/accounts/login/").text

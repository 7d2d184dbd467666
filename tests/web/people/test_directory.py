import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from tests.factories import (
    give_role,
    make_administrator,
    make_city,
    make_department,
    make_organization,
    make_person,
    make_project,
    signed_in,
)
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Person:
    make_city()
    return make_person("Rita Reader")


def names(client: Client, query: str = "") -> list[str]:
    return [person.name for person in listed(client.get(f"/people/{query}"))]


def test_whoever_works_for_the_city_reads_the_directory(client: Client, reader: Person) -> None:
    make_person("Sam Vega", account=False)

    assert names(signed_in(client, reader)) == ["Rita Reader", "Sam Vega"]
    assert b"Add person" not in client.get("/people/").content


def test_people_are_found_by_name_title_email_and_department(client: Client, reader: Person) -> None:
    safety = make_department("Safety")
    make_person("Sam Vega", department=make_department("Police", parent=safety), job_title="Analyst")
    make_person("Left Long ago", is_active=False)
    make_person("Val Vendor", organization=make_organization())
    signed_in(client, reader)

    assert names(client, "?q=vega") == names(client, "?q=analyst") == ["Sam Vega"]
    assert names(client, f"?department={safety.pk}") == ["Sam Vega"]
    assert names(client, "?active=no") == ["Left Long ago"]
    assert names(client, "?department=none") == ["Rita Reader", "Val Vendor"]
    assert names(client, "?q=nobody&department=nonsense&page=x") == []


def test_a_vendor_is_told_that_the_directory_is_not_for_them(client: Client, reader: Person) -> None:
    vendor = make_person("Val Vendor", organization=make_organization())

    answer = signed_in(client, vendor).get("/people/")

    assert answer.status_code == 403
    assert b"You may not do this" in answer.content
    assert b'href="/people/"' not in answer.content


def test_strangers_are_sent_to_the_sign_in_page(client: Client) -> None:
    assert client.get("/people/").headers["Location"] == "/accounts/login/?next=/people/"


@pytest.mark.parametrize("page", ["/people/", "/settings/units/", "/settings/calendars/"])
def test_pages_take_the_same_queries_however_many_rows(client: Client, reader: Person, page: str) -> None:
    signed_in(client, reader)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            make_person(department=make_department(), supervisor=reader, organization=None)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(page)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20


def test_a_persons_page_takes_the_same_queries_however_many_roles(client: Client, reader: Person) -> None:
    signed_in(client, reader)
    sam = make_person("Sam Vega")
    counts = []
    for roles in (1, 2):
        for _ in range(roles):
            give_role(sam, Role.AUDITOR, over=make_department())
            make_person(supervisor=sam, department=make_department())
            give_role(sam, Role.TEAM_MEMBER, over=make_project())
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/people/{sam.pk}/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 16


def test_a_persons_page_names_no_project_the_reader_may_not_see(client: Client, reader: Person) -> None:
    sam = make_person("Sam Vega")
    give_role(sam, Role.TEAM_MEMBER, over=make_project("Undercover radios", is_restricted=True))

    assert b"Undercover" not in signed_in(client, reader).get(f"/people/{sam.pk}/").content
    assert b"Undercover" in signed_in(client, make_administrator()).get(f"/people/{sam.pk}/").content


def test_who_is_not_there_is_not_found(client: Client, reader: Person) -> None:
    answer = signed_in(client, reader).get("/people/99999/")

    assert answer.status_code == 404
    assert b"This page is not here" in answer.content

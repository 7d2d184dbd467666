"""The small demo city in a real browser: built once for a process of tests, and fresh for each of them."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from milepost.demo.building import Size, build_city
from milepost.demo.founding import DEMO_DOMAIN
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from tests.factories import give_role, today
from tests.journeys import addresses
from tests.journeys.furnishing import furnish

# Its assertions are told as those of tests are.
pytest.register_assert_rewrite("tests.journeys.fitness")

# A page may wait for the server, and the server for a processor that other tests use too.
expect.set_options(timeout=20_000)

SignIn = Callable[[Person], Page]
Walk = Callable[[addresses.Page, Person], Page]


class Cities(NamedTuple):
    """Databases as they are laid out for tests."""

    empty: sqlite3.Connection
    built: sqlite3.Connection


def holder_of(account: str) -> Person:
    """Give the person with a demo account."""
    return Person.objects.get(user__email=f"{account}@{DEMO_DOMAIN}")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def cities(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cities]:
    """Build the city once, and keep it in memory beside the empty database, to be laid out in a moment."""
    with closing(sqlite3.connect(":memory:")) as empty, closing(sqlite3.connect(":memory:")) as built:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            connection.connection.backup(empty)
            build_city(as_of=today(), size=Size.TINY)
            connection.connection.backup(built)
            empty.backup(connection.connection)
        yield Cities(empty, built)


@pytest.fixture(scope="session")
def server(cities: Cities) -> Iterator[LiveServer]:
    served = LiveServer("localhost")
    yield served
    served.stop()


@pytest.fixture
def transactional_db(cities: Cities, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give a city of the test's own, copied as a file: Django's own way, emptying every table, takes far longer."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        cities.built.backup(connection.connection)
        cache.clear()
        yield
        connection.ensure_connection()
        cities.empty.backup(connection.connection)
        connection.close()


@pytest.fixture
def city(transactional_db: None, server: LiveServer) -> str:
    """Give the address at which the city is served."""
    return server.url


@pytest.fixture
def signed_in(city: str, context: BrowserContext, page: Page) -> SignIn:
    """Open the browser as a person who has signed in already."""

    def sign_in(person: Person) -> Page:
        client = Client()
        assert person.user
        client.force_login(person.user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": city}])
        return page

    return sign_in


@pytest.fixture
def everyone(city: str) -> Person:
    """Give somebody who may see every page."""
    person = holder_of("pm")
    for role in (Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER, Role.RECORDS_OFFICER):
        give_role(person, role)
    return person


@pytest.fixture
def walked(city: str, signed_in: SignIn) -> Walk:
    """Open a page of the product as a person, with the things that its address names."""

    def walk(one: addresses.Page, person: Person) -> Page:
        things = furnish(one.things, by=person, at=timezone.now())
        page = signed_in(person)
        answer = page.goto(city + one.path(things))
        assert answer
        assert answer.status == 200
        return page

    return walk


@pytest.fixture
def console(page: Page) -> Iterator[list[str]]:
    """Collect what the browser complains about."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def fail(error: Error) -> None:
        complaints.append(str(error))

    page.on("console", hear)
    page.on("pageerror", fail)
    yield complaints
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", fail)

"""Every page in a real browser: fit for everyone; here those of the city, and what no list holds."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page as BrowserPage

from milepost.domain.people.models import Person
from tests.journeys.addresses import PAGES, PAGES_OF_CITY, REACHED, SIGNED_OUT, Page, own_addresses
from tests.journeys.conftest import SignIn, Walk, holder_of
from tests.journeys.fitness import assert_fit
from tests.journeys.no_pages import NO_PAGES

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("page_of_city", PAGES_OF_CITY, ids=str)
def test_a_page_of_the_city_is_fit_for_everyone(
    page_of_city: Page, everyone: Person, walked: Walk, console: list[str]
) -> None:
    page = walked(page_of_city, everyone)

    assert_fit(page, console)


@pytest.mark.parametrize("page_of_house", SIGNED_OUT, ids=str)
def test_a_page_before_sign_in_is_fit_for_everyone(
    page_of_house: Page, city: str, page: BrowserPage, console: list[str]
) -> None:
    page.goto(city + page_of_house.path({}))

    assert_fit(page, console)


@pytest.mark.parametrize("path", ["/nothing/here/", "/settings/audit/"])
def test_a_refusal_is_fit_for_everyone(path: str, city: str, signed_in: SignIn) -> None:
    page = signed_in(holder_of("guest"))

    page.goto(city + path)

    assert_fit(page, [])


def test_no_page_is_walked_twice() -> None:
    assert len(set(PAGES)) == len(PAGES)


def test_every_address_is_walked_or_is_no_page(city: str, everyone: Person, client: Client) -> None:
    assert everyone.user
    client.force_login(everyone.user)
    walked = {page.name for page in [*PAGES, *REACHED]}

    left = {name for name, _ in own_addresses()} - walked - NO_PAGES

    assert {name for name in left if client.get(any_path(name)).status_code != 405} == set()


@pytest.mark.parametrize(
    ("reached", "rows"),
    [
        (REACHED[0], b"Name,Department,Start\nRadio exchange,Police,2027-03-01\n"),
        (REACHED[1], b"Name,Email,Department\nAda Moreno,ada@city.example,Police\n"),
        (REACHED[2], b"Person,First day,Last day,Share,Reason\npm@demo.example,2027-03-08,,20%,Training\n"),
        (REACHED[3], b"Person,Week,Tickets\npm@demo.example,2027-03-08,20\n"),
        (
            REACHED[4],
            b"Document,Line,Person,Date,Hours,Code\nT1,1,pm@demo.example,2026-03-09,4,training\nT1,2,Nobody,2026-03-09,4,\n",
        ),
        (REACHED[5], b"Item,Department,Why it is needed,FY 2028\nRadio towers,Police,Old,100000\n"),
    ],
    ids=str,
)
def test_a_list_is_shown_fit_for_everyone(
    reached: Page, rows: bytes, city: str, everyone: Person, signed_in: SignIn, console: list[str]
) -> None:
    page = signed_in(everyone)
    kind = reached.things[0]
    page.goto(city + reverse("imports:list", args=[kind]))

    page.get_by_label("List", exact=True).set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": rows}
    )
    page.get_by_role("button", name="Read the list").click()

    page.wait_for_url(f"**{reached.path({kind: kind})}")
    assert_fit(page, console)


def any_path(name: str) -> str:
    """Give an address of that name, whatever it leads to."""
    for count in range(4):
        try:
            return reverse(name, args=[1] * count)
        except NoReverseMatch:
            continue
    raise AssertionError(name)

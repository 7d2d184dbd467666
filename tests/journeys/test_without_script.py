"""The week's work by somebody whose browser runs no JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from milepost.demo.founding import DEMO_PASSWORD
from milepost.domain.people.roles import Role
from tests.factories import give_role
from tests.journeys.conftest import holder_of
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "java_script_enabled": False}


@pytest.fixture
def projects(city: str, page: Page) -> Page:
    """Sign in by the form and stand before the list of projects."""
    give_role(holder_of("pm"), Role.ADMINISTRATOR)
    page.goto(f"{city}/projects/")
    page.get_by_label("Email").fill("pm@demo.example")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1, name="Projects")).to_be_visible()
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def field(page: Page, label: str, value: str) -> None:
    page.get_by_role("main").get_by_label(label, exact=True).first.fill(value)


def test_a_project_is_begun_planned_rated_discussed_and_reported(projects: Page) -> None:
    page = projects
    main = page.get_by_role("main")
    follow(page, "New project")
    press(page, "Begin")
    expect(page.get_by_role("alert").get_by_role("link", name="Name")).to_be_visible()
    field(page, "Name", "Fire station cabling")
    main.get_by_label("Department").select_option(index=1)
    field(page, "Start", "2027-03-01")
    press(page, "Begin")
    expect(page.get_by_role("heading", level=1, name="Fire station cabling")).to_be_visible()

    follow(page, "Schedule")
    page.wait_for_url("**/tasks/")
    follow(page, "Add task")
    field(page, "Name", "Pull the cables")
    field(page, "Duration", "3d")
    press(page, "Save")
    page.wait_for_url("**/tasks/")
    follow(page, "Pull the cables")
    field(page, "Percent complete", "50")
    press(page, "Save")
    page.wait_for_url("**/tasks/")
    expect(main.get_by_role("row").filter(has_text="Pull the cables")).to_contain_text("50%")

    follow(page, "Risks & issues")
    follow(page, "New risk")
    field(page, "What may happen", "The conduit is full")
    press(page, "Save")
    expect(page.get_by_role("heading", name="Risk 1")).to_be_visible()
    field(page, "Add a comment", "Seen on site.")
    press(page, "Comment")
    expect(main.get_by_text("Seen on site.")).to_be_visible()
    follow(page, "Back to the register")
    page.goto(page.url.replace("/risks/", "/issues/"))
    follow(page, "New issue")
    field(page, "Title", "The permit is late")
    press(page, "Save")
    expect(page.get_by_role("heading", name="Issue 1")).to_be_visible()


def test_a_running_project_is_rated_baselined_reported_and_its_charter_kept(
    projects: Page, city: str
) -> None:
    page = projects
    main = page.get_by_role("main")
    project = running()
    give_role(holder_of("pm"), Role.PROJECT_MANAGER, over=project)
    home = f"{city}/projects/{project.pk}/"
    page.goto(home)
    follow(page, "Rate status")
    field(page, "Reason", "The vendor is late.")
    press(page, "Rate")
    expect(main.get_by_text("The vendor is late.").first).to_be_visible()

    follow(page, "Edit charter")
    field(page, "Purpose", "Crews hear each other.")
    press(page, "Save the charter")
    expect(main.get_by_text("Crews hear each other.").first).to_be_visible()

    page.goto(f"{home}baselines/new/")
    field(page, "Name", "Agreed again")
    field(page, "Reason", "After the delay")
    press(page, "Set the baseline")
    expect(main.get_by_role("row").filter(has_text="Agreed again")).to_be_visible()

    follow(page, "Reports")
    press(page, "Draft from the facts")
    follow(page, "Edit")
    field(page, "Summary", "Nearly there.")
    press(page, "Save")
    press(page, "Publish")
    expect(main.get_by_text("Nearly there.").first).to_be_visible()


def test_a_table_is_narrowed_sorted_grouped_and_its_columns_chosen(projects: Page) -> None:
    page = projects
    main = page.get_by_role("main")
    main.locator("summary", has_text="Filter").click()
    main.get_by_role("checkbox", name="Large").check()
    press(page, "Apply")
    page.wait_for_url("**tier=large**")
    main.locator("summary", has_text="Sort").click()
    main.get_by_label("Sort by").select_option("-finish")
    press(page, "Sort")
    page.wait_for_url(lambda url: "sort=-finish" in url and "tier=large" in url)
    main.locator("summary", has_text="Columns").click()
    main.get_by_role("checkbox", name="Sponsor").check()
    press(page, "Show these")
    expect(main.get_by_role("columnheader", name="Sponsor")).to_be_visible()
    main.locator("summary", has_text="Group").click()
    follow(page, "Department")
    page.wait_for_url("**group=department**")
    page.get_by_role("searchbox", name="Search", exact=True).fill("radio")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=radio")


def test_people_the_city_and_the_look_are_kept(projects: Page, city: str) -> None:
    page = projects
    main = page.get_by_role("main")
    page.goto(f"{city}/people/new/")
    field(page, "Name", "Ada Moreno")
    press(page, "Save")
    expect(page.get_by_role("heading", level=1, name="Ada Moreno")).to_be_visible()

    page.goto(f"{city}/settings/")
    field(page, "Accessibility contact: phone", "303-555-0100")
    press(page, "Save")
    expect(main.get_by_label("Accessibility contact: phone")).to_have_value("303-555-0100")

    page.locator(".user-menu > summary").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator(".user-menu > summary").click()
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_hidden()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

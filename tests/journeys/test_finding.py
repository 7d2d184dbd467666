"""Finding by keyboard alone: the palette, the search page, the shortcuts, the star."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn, holder_of
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"


def assert_fit(page: Page) -> None:
    page.evaluate(AXE.read_text())
    found = page.evaluate(RULES)["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


def test_a_manager_goes_and_does_by_typing(city: str, signed_in: SignIn, console: list[str]) -> None:
    project = running()
    page = signed_in(holder_of("pm"))
    page.goto(city + reverse("projects:overview", args=[project.pk]))

    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Take the star away")).to_be_visible()

    page.goto(city + reverse("projects:projects"))
    expect(
        page.get_by_role("navigation", name="At hand").get_by_role("link", name=project.name)
    ).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Go to or do")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name=project.name)).to_have_attribute("aria-selected", "true")
    assert_fit(page)

    page.keyboard.type("theme: dark")
    expect(page.get_by_role("option", name="Theme: dark", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(field).to_be_hidden()

    page.keyboard.press("Control+k")
    page.keyboard.type(f"#{project.number}")
    expect(page.get_by_role("option", name=project.name).first).to_have_attribute("aria-selected", "true")
    assert_fit(page)
    page.keyboard.press("Enter")
    page.wait_for_url(city + reverse("projects:overview", args=[project.pk]))
    expect(page.get_by_role("heading", level=1)).to_have_text(project.name)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.type("add a risk")
    expect(page.get_by_role("option", name="Add a risk", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(city + reverse("projects:new-risk", args=[project.pk]))
    assert console == []


def test_the_palette_closes_on_escape_and_gives_the_focus_back(city: str, signed_in: SignIn) -> None:
    page = signed_in(holder_of("pm"))
    page.goto(city + reverse("projects:projects"))
    opener = page.get_by_role("link", name="Portfolio", exact=True)
    opener.focus()

    page.keyboard.press("Control+k")
    page.keyboard.type("nothing has this name")
    expect(page.get_by_role("option", name="Search everything")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("combobox", name="Go to or do")).to_be_hidden()
    expect(opener).to_be_focused()


def test_enter_in_the_palette_waits_for_what_was_typed_last(city: str, signed_in: SignIn) -> None:
    page = signed_in(holder_of("pm"))
    page.goto(city + reverse("projects:projects"))
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="Sign out", exact=True)).to_be_visible()

    page.keyboard.type("weekly round")
    page.keyboard.press("Enter")

    page.wait_for_url(city + reverse("portfolio:weekly-round"))


def test_question_mark_lists_the_shortcuts_which_can_be_switched_off(city: str, signed_in: SignIn) -> None:
    page = signed_in(holder_of("pm"))
    page.goto(city + reverse("projects:projects"))

    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(help_.get_by_text("Weekly round")).to_be_visible()
    assert_fit(page)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url(city + reverse("reports:index"))

    page.locator(".user-menu summary").press("Enter")
    with page.expect_response("**/shortcuts/"):
        page.get_by_role("group", name="Keyboard shortcuts").get_by_role("button", name="Off").press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search", exact=True)).not_to_be_focused()
    page.reload()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()


def test_a_search_works_without_javascript(city: str, signed_in: SignIn) -> None:
    project = running()
    page = signed_in(holder_of("pm"))
    context = page.context.browser.new_context(
        storage_state=page.context.storage_state(), java_script_enabled=False
    )
    plain = context.new_page()
    plain.goto(city + reverse("projects:projects"))

    plain.get_by_role("searchbox", name="Search", exact=True).fill(project.name.upper())
    plain.keyboard.press("Enter")
    plain.get_by_role("main").get_by_role("link", name=project.name).first.click()

    expect(plain.get_by_role("heading", level=1)).to_have_text(project.name)
    context.close()

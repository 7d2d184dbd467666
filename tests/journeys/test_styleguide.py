"""Every component in a real browser: accessible, legible in both themes, and usable on a narrow screen."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
PAGES = [
    "/styleguide/",
    *(f"/styleguide/{part}/" for part in ("foundations", "controls", "values", "content", "schedule")),
]
CANVAS = {"light": "rgb(246, 247, 249)", "dark": "rgb(13, 17, 22)"}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, context: BrowserContext, city: str, path: str, theme: str) -> None:
    context.add_cookies([{"name": "theme", "value": theme, "url": city}])
    page.goto(city + path)
    page.wait_for_load_state("networkidle")

    page.evaluate(AXE.read_text())
    found = page.evaluate(RULES)["violations"]

    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    expect(page.locator("body")).to_have_css("background-color", CANVAS[theme])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 2560])
def test_nothing_scrolls_sideways(page: Page, city: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(city + path)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_narrow_screen_has_the_areas_behind_a_button(page: Page, city: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(city + "/styleguide/")
    people = page.get_by_role("navigation", name="Main").get_by_role("link", name="People")
    expect(people).to_be_hidden()

    page.get_by_role("button", name="Menu").press("Enter")

    expect(people).to_be_visible()
    page.keyboard.press("Escape")
    expect(people).to_be_hidden()


def test_the_first_stop_of_the_keyboard_leads_past_the_frame(page: Page, city: str) -> None:
    page.goto(city + "/styleguide/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_the_theme_changes_at_once_and_stays(page: Page, city: str) -> None:
    page.goto(city + "/styleguide/")

    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark", exact=True).click()

    expect(page.locator("body")).to_have_css("background-color", CANVAS["dark"])
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page, city: str) -> None:
    page.goto(city + "/styleguide/controls/")
    opener = page.locator("summary", has_text="View")
    opener.press("ArrowDown")
    expect(page.get_by_role("link", name="By department")).to_be_focused()

    page.keyboard.press("p")
    item = page.get_by_role("link", name="Print")
    expect(item).to_be_focused()
    item.press("Escape")

    expect(item).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize(
    ("opener", "title"),
    [("Open a dialog", "Save a baseline"), ("Open a side panel", "Install consoles, primary floor")],
)
def test_a_dialog_closes_on_escape_and_gives_the_focus_back(
    page: Page, city: str, opener: str, title: str
) -> None:
    page.goto(city + "/styleguide/controls/")
    page.get_by_role("button", name=opener).press("Enter")
    dialog = page.get_by_role("dialog", name=title)
    expect(dialog).to_be_visible()

    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name=opener)).to_be_focused()


def test_a_long_list_is_narrowed_by_typing(page: Page, city: str) -> None:
    page.goto(city + "/styleguide/controls/")
    manager = page.locator("#manager-input")

    manager.fill("thu")
    expect(page.get_by_role("option", name="Thu Nguyen")).to_have_attribute("aria-selected", "true")
    manager.press("Enter")

    expect(manager).to_have_value("Thu Nguyen")
    expect(page.locator("select#manager")).to_have_value("4")

"""The shared table in a browser: cells changed by keyboard, and nothing covered however it is scrolled."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import give_role
from tests.journeys.conftest import SignIn, holder_of

pytestmark = pytest.mark.journey
WIDE = "?columns=name,status,tier,department,sponsor,manager,start,finish,complete,state"

TOOLS = {"Filter": "Filter 1 in use"} | {name: name for name in ("Group", "Sort", "Columns", "Export")}


@pytest.fixture
def projects(city: str, signed_in: SignIn) -> Page:
    """Open the list of projects with many columns, as somebody who may change them."""
    person = holder_of("pm")
    for role in (Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER):
        give_role(person, role)
    page = signed_in(person)
    page.goto(f"{city}/projects/{WIDE}")
    page.wait_for_selector("[data-table][data-ready]")
    return page


def is_on_top(found: Locator) -> bool:
    """Whether the middle of something is what a pointer would hit there."""
    return bool(
        found.evaluate(
            "one => { const at = one.getBoundingClientRect();"
            " const hit = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);"
            " return one === hit || one.contains(hit) }"
        )
    )


def area(found: Locator) -> FloatRect:
    bounds = found.bounding_box()
    assert bounds
    return bounds


def test_a_choice_is_changed_by_keyboard_where_it_stands(projects: Page) -> None:
    address = projects.url
    cell = projects.locator("tr[data-key] [data-edits=tier]", has_text="Medium").first
    key = cell.evaluate("cell => cell.parentElement.dataset.key")
    cell.focus()

    projects.keyboard.press("Enter")
    expect(projects.locator("[data-cell-edit] select")).to_be_focused()
    projects.keyboard.press("L")
    projects.keyboard.press("Enter")

    changed = projects.locator(f"tr[data-key='{key}'] [data-edits=tier]")
    expect(changed).to_have_text("Large")
    expect(changed).to_be_focused()
    assert projects.url == address
    assert Project.objects.get(pk=key).tier == "large"


def test_the_boxes_stay_in_sight_while_the_table_scrolls_sideways(projects: Page) -> None:
    projects.set_viewport_size({"width": 900, "height": 800})
    region = projects.locator(".table-region")
    assert region.evaluate("one => one.scrollWidth - one.clientWidth") > 100

    region.evaluate("one => one.scrollLeft = 400")

    assert is_on_top(projects.get_by_label("Select all on this page"))
    assert is_on_top(projects.locator("input[name=rows]").first)
    assert is_on_top(projects.locator("tbody th a").first)


def test_the_tools_pass_below_the_top_bar(projects: Page) -> None:
    projects.set_viewport_size({"width": 1200, "height": 320})
    bar = projects.locator(".data-table-bar")

    bar.evaluate("bar => scrollTo(0, bar.getBoundingClientRect().top + scrollY - 12)")

    assert area(bar)["y"] < 20
    assert not is_on_top(bar.locator("summary").first)


def test_on_a_phone_tools_have_names_and_boxes_stand_beside_their_titles(projects: Page) -> None:
    projects.set_viewport_size({"width": 390, "height": 844})

    for word, name in TOOLS.items():
        expect(projects.locator(".data-table-bar summary", has_text=word)).to_have_accessible_name(name)
    card = projects.locator("tr[data-key]").first
    frame, title, box = (area(one) for one in (card, card.locator("th a"), card.locator("input[name=rows]")))
    assert frame["x"] < title["x"] < box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] - 8
    assert abs(box["y"] + box["height"] / 2 - (title["y"] + 10)) < 8
    assert is_on_top(card.locator("input[name=rows]"))


def test_all_columns_of_a_list_fit_on_paper(projects: Page, city: str) -> None:
    projects.goto(f"{city}/projects/")
    # Letter paper with half an inch on each side.
    projects.set_viewport_size({"width": 720, "height": 960})
    projects.emulate_media(media="print")

    region = projects.locator("[data-table] .table-region")

    assert region.evaluate("one => one.querySelector('table').offsetWidth - one.clientWidth") <= 0

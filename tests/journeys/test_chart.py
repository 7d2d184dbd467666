"""Somebody replans in the chart: by dragging bars, their progress and links, and the same by keyboard alone."""

import re
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FloatRect, Locator, Page, expect

from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.network.model import LinkType
from tests.journeys.conftest import SignIn, holder_of
from tests.journeys.furnishing import furnish

pytestmark = pytest.mark.journey
DAY = 11
"""Pixels in a day of the scale in weeks."""
ORDER, INSTALL, ACCEPTED = "Order radios", "Install radios", "Radios accepted"


@pytest.fixture
def chart(city: str, signed_in: SignIn) -> Page:
    """Give the manager's page at the schedule of three tasks in a row, in weeks."""
    manager = holder_of("pm")
    furnish(["applied import"], by=manager, at=timezone.now())
    page = signed_in(manager)
    page.goto(f"{city}/projects/{the_project().pk}/schedule/")
    page.wait_for_selector("milepost-gantt[data-ready]")
    page.get_by_title("Time scale").click()
    page.get_by_role("button", name="Weeks", exact=True).click()
    row(page, ORDER).get_by_role("gridcell", name=ORDER).click()
    page.keyboard.press("Home")
    return page


def the_project() -> Project:
    return Project.objects.get(name="Radio exchange")


def the_task(name: str) -> Task:
    return the_project().tasks.select_related("dates").get(name=name)


def links() -> set[tuple[str, str, int, float]]:
    found = Link.objects.filter(project=the_project())
    return set(found.values_list("predecessor__name", "successor__name", "type", "lag"))


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("gridcell", name=name, exact=True))


def shape(page: Page, name: str) -> FloatRect:
    place = int(row(page, name).get_attribute("data-row") or 0)
    found = page.locator(
        f".gantt-chart [data-task='{place}'] :is(.gantt-bar, .gantt-diamond)"
    ).first.bounding_box()
    assert found
    return found


def middle(box: FloatRect) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def grip(page: Page, name: str, kind: str) -> tuple[float, float]:
    """Point at a bar and give where its handle of a kind is."""
    settled(page)
    page.mouse.move(*middle(shape(page, name)))
    handle = page.locator(f"[data-grip='{kind}']")
    expect(handle).to_be_visible()
    box = handle.bounding_box()
    assert box
    return middle(box)


def drag(page: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    with answered(page):
        page.mouse.up()


def answered(page: Page) -> AbstractContextManager[object]:
    """Wait for the server's answer to what is done within."""
    return page.expect_response(re.compile(r"/schedule/(edits|undo)/$"))


def settled(page: Page) -> None:
    """Wait until the chart shows what the server made of the last edit."""
    expect(page.locator("milepost-gantt[data-busy]")).to_have_count(0)


def told(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(text)


def test_bars_progress_and_links_follow_the_mouse(chart: Page, console: list[str]) -> None:
    before = the_task(INSTALL).dates

    x, y = middle(shape(chart, ORDER))
    drag(chart, (x, y), (x + DAY, y))
    told(chart, "finish moves")
    assert the_task(INSTALL).dates.start == before.start + timedelta(days=1)

    edge = grip(chart, ORDER, "stretch")
    drag(chart, edge, (edge[0] + DAY, edge[1]))
    expect(row(chart, ORDER)).to_contain_text("6d")

    begin = grip(chart, ORDER, "progress")
    drag(chart, begin, (middle(shape(chart, ORDER))[0], begin[1]))
    expect(row(chart, ORDER)).to_contain_text("50%")

    port, bar = grip(chart, ORDER, "start"), shape(chart, INSTALL)
    drag(chart, port, (bar["x"] + 3, middle(bar)[1]))
    assert (ORDER, INSTALL, LinkType.START_TO_START, 0) in links()

    port, bar = grip(chart, INSTALL, "finish"), shape(chart, ORDER)
    drag(chart, port, (bar["x"] + 3, middle(bar)[1]))
    told(chart, "circle")
    assert len(links()) == 3

    with answered(chart):
        chart.keyboard.press("Control+Z")
    assert len(links()) == 2
    assert [line for line in console if "422" not in line] == []


def test_the_keyboard_does_the_same(chart: Page, console: list[str]) -> None:
    before = the_task(ORDER).dates

    chart.keyboard.press("Alt+ArrowRight")
    told(chart, "finish moves")
    chart.keyboard.press("Control+Shift+ArrowRight")
    expect(row(chart, ORDER)).to_contain_text("6d")
    for _ in range(3):
        chart.keyboard.press("Alt+.")
    expect(row(chart, ORDER)).to_contain_text("30%")
    assert the_task(ORDER).dates.start == before.start + timedelta(days=1)

    chart.keyboard.press("Alt+L")
    dialog = chart.get_by_role("dialog", name=f"Links of {ORDER}")
    expect(dialog.get_by_label("Waits for: another task")).to_be_focused()
    added = dialog.get_by_role("list", name="Is followed by").get_by_role("listitem").last
    added.get_by_label("Is followed by: another task").fill("3")
    added.get_by_label("Type of the new link").select_option("SS")
    added.get_by_label("Lag of the new link").fill("2d")
    with answered(chart):
        chart.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    settled(chart)
    assert (ORDER, ACCEPTED, LinkType.START_TO_START, 960) in links()

    chart.keyboard.press("Alt+L")
    dialog.get_by_role("button", name=f"Take away the link with {ACCEPTED}").press("Enter")
    chart.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    told(chart, "finish stays")
    settled(chart)
    assert len(links()) == 2
    assert console == []


def test_the_wheel_zooms_around_the_pointer_and_the_colors_explain_themselves(
    chart: Page, console: list[str]
) -> None:
    bar = shape(chart, INSTALL)
    chart.mouse.move(bar["x"], bar["y"] + 200)
    chart.keyboard.down("Control")
    chart.mouse.wheel(0, -240)
    chart.keyboard.up("Control")
    zoomed = shape(chart, INSTALL)
    assert abs(zoomed["x"] - bar["x"]) < 2
    assert zoomed["width"] > bar["width"] * 1.4

    chart.get_by_text("Show", exact=True).click()
    chart.get_by_label("Status", exact=True).check()
    chart.get_by_text("Legend", exact=True).click()
    expect(chart.get_by_text("Color: status")).to_be_visible()
    expect(chart.get_by_text("Not started", exact=True).last).to_be_visible()
    assert console == []


def test_why_this_date_walks_back_along_the_chain(chart: Page) -> None:
    row(chart, ACCEPTED).get_by_role("gridcell", name=ACCEPTED).click()
    chart.keyboard.press("Alt+Y")
    panel = chart.get_by_role("complementary", name="Why this date")

    panel.get_by_role("link", name=INSTALL).first.click()

    expect(panel.get_by_role("heading", level=2)).to_have_text(INSTALL)
    expect(row(chart, INSTALL)).to_have_attribute("aria-selected", "true")

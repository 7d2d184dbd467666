"""A planner builds a plan from an empty schedule, agrees on it, reports progress and plans anew, by keyboard alone."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from milepost.domain.projects.models import Link, Project, Task
from tests.factories import make_project
from tests.journeys.conftest import SignIn, holder_of

pytestmark = pytest.mark.journey

PLAN = [
    ("Prepare", ""),
    ("Agree the scope", "3d"),
    ("Survey the sites", "1w"),
    ("Scope agreed", "0d"),
    ("Buy", ""),
    ("Write the request", "5d"),
    ("Compare the offers", "2w"),
    ("Contract signed", "0d"),
    ("Build", ""),
    ("Lay the fiber", "20d"),
    ("Test the fiber", "4d"),
    ("Network in service", "0d"),
]
PHASES = {"Prepare": 3, "Buy": 3, "Build": 3}
MOST_TABS = 120
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"


@pytest.fixture
def planner(city: str, signed_in: SignIn) -> Page:
    """Give the manager's page at the schedule of a project without a task."""
    manager = holder_of("pm")
    calendar = Project.objects.first().calendar
    made = {"department": manager.department, "calendar": calendar, "start": datetime(2027, 3, 1, 8)}
    project = make_project("Fiber ring", manager=manager, **made)
    page = signed_in(manager)
    page.goto(f"{city}/projects/{project.pk}/schedule/")
    page.wait_for_selector("milepost-gantt[data-ready]")
    return page


def the_project() -> Project:
    return Project.objects.get(name="Fiber ring")


def the_task(name: str) -> Task:
    return the_project().tasks.get(name=name)


def cell(page: Page, name: str, column: str) -> Locator:
    row = page.get_by_role("row").filter(has=page.get_by_role("gridcell", name=name, exact=True))
    return row.locator(f"[data-column='{column}']")


def reach(page: Page, target: Locator) -> None:
    """Walk by Tab until a control has the focus."""
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement || one.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached by keyboard.")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def go_to(page: Page, name: str, column: str) -> None:
    """Find a task by its name, then walk to a column."""
    press(page, "Control+g")
    expect(page.get_by_role("combobox", name="ID or words")).to_be_focused()
    page.keyboard.type(name)
    press(page, "Enter", "Home")
    expect(cell(page, name, "id")).to_be_focused()
    for _ in range(20):
        if cell(page, name, column).evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"There is no column {column}.")


def answered(page: Page) -> None:
    """Wait until the server has answered all edits."""
    expect(page.locator("milepost-gantt")).not_to_have_attribute("data-busy", "")


def type_the_tasks(page: Page) -> None:
    reach(page, page.locator(".gantt-rows"))
    page.keyboard.press("ArrowDown")
    for name, duration in PLAN:
        page.keyboard.type(name)
        if duration:
            page.keyboard.press("Tab")
            page.keyboard.type(duration)
        page.keyboard.press("Enter")
    answered(page)


def indent_the_phases(page: Page) -> None:
    for phase, count in PHASES.items():
        go_to(page, phase, "name")
        press(page, "ArrowDown", *["Shift+ArrowDown"] * (count - 1), "Alt+Shift+ArrowRight")
        answered(page)


def link_the_tasks(page: Page) -> None:
    for phase, count in PHASES.items():
        go_to(page, phase, "name")
        press(page, "ArrowDown", *["Shift+ArrowDown"] * (count - 1), "Control+F2")
        answered(page)
    for name, predecessors in {"Write the request": "4", "Lay the fiber": "8FS+2d"}.items():
        go_to(page, name, "predecessors")
        page.keyboard.type(predecessors)
        page.keyboard.press("Enter")
        answered(page)


def set_a_baseline(page: Page) -> None:
    schedule = page.url
    reach(page, page.get_by_role("link", name="Baselines", exact=True))
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("link", name="Set the first baseline"))
    page.keyboard.press("Enter")
    reach(page, page.get_by_label("Name"))
    page.keyboard.type("Agreed plan")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Agreed plan").first).to_be_visible()
    page.goto(schedule)
    page.wait_for_selector("milepost-gantt[data-ready]")
    reach(page, page.locator(".gantt-rows"))


def test_a_plan_is_built_linked_baselined_progressed_and_replanned_by_keyboard(planner: Page) -> None:
    type_the_tasks(planner)
    expect(planner.locator(".gantt-facts")).to_contain_text("12 tasks")
    indent_the_phases(planner)
    assert list(the_project().tasks.order_by("position").values_list("name", "parent__name")) == [
        (name, None if name in PHASES else phase)
        for phase, names in {
            "Prepare": PLAN[:4], "Buy": PLAN[4:8], "Build": PLAN[8:],
        }.items()
        for name, _ in names
    ]  # fmt: skip

    link_the_tasks(planner)
    assert Link.objects.filter(project=the_project()).count() == 8
    expect(cell(planner, "Network in service", "finish")).to_have_text("May 6, 2027")

    set_a_baseline(planner)
    go_to(planner, "Agree the scope", "percent")
    planner.keyboard.type("100%")
    planner.keyboard.press("Enter")
    answered(planner)
    assert the_task("Agree the scope").percent_complete == 100

    go_to(planner, "Lay the fiber", "duration")
    planner.keyboard.type("5w")
    planner.keyboard.press("Enter")
    expect(planner.locator(".gantt-told")).to_contain_text(
        "The finish moves from May 6, 2027 to May 13, 2027"
    )
    expect(cell(planner, "Network in service", "finish")).to_have_text("May 13, 2027")

    planner.keyboard.press("Control+z")
    expect(cell(planner, "Network in service", "finish")).to_have_text("May 6, 2027")
    planner.keyboard.press("Control+y")
    expect(cell(planner, "Network in service", "finish")).to_have_text("May 13, 2027")
    assert the_project().baselines.get().name == "Agreed plan"

    planner.reload()
    expect(planner.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    planner.keyboard.press("Control+z")
    expect(cell(planner, "Network in service", "finish")).to_have_text("May 6, 2027")


def test_a_refused_text_stays_in_its_cell_and_says_why(planner: Page) -> None:
    type_the_tasks(planner)
    go_to(planner, "Lay the fiber", "duration")

    planner.keyboard.type("soon")
    planner.keyboard.press("Enter")
    planner.keyboard.press("ArrowUp")

    expect(cell(planner, "Lay the fiber", "duration")).to_have_text("soon")
    expect(cell(planner, "Lay the fiber", "duration")).to_have_attribute("aria-invalid", "true")
    expect(planner.get_by_role("group", name="Refused")).to_contain_text("is not a duration")
    press(planner, "F2", *["Backspace"] * 4)
    planner.keyboard.type("4w")
    planner.keyboard.press("Enter")
    answered(planner)
    expect(cell(planner, "Lay the fiber", "duration")).to_have_text("4w")


def faults(page: Page) -> list[str]:
    """Name the rules that axe finds broken."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(RULES)
    return [violation["id"] for violation in found["violations"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_while_typing_selecting_and_asking(
    planner: Page, theme: Literal["light", "dark"]
) -> None:
    planner.emulate_media(color_scheme=theme)
    type_the_tasks(planner)
    go_to(planner, "Survey the sites", "name")

    press(planner, "Shift+ArrowDown", "Shift+ArrowRight")
    assert faults(planner) == []
    press(planner, "ArrowUp", "F2")
    assert faults(planner) == []
    press(planner, "Escape", "Shift+F10")
    expect(planner.get_by_role("menu", name="Task")).to_be_visible()
    assert faults(planner) == []
    press(planner, "Escape", "Shift+F2")
    duration = planner.get_by_role("dialog").get_by_label("Duration", exact=True)
    expect(duration).to_be_visible()
    assert faults(planner) == []
    duration.fill("9d")
    planner.keyboard.press("Escape")
    expect(planner.get_by_role("dialog", name="Discard what you typed?")).to_be_visible()
    assert faults(planner) == []
    planner.keyboard.press("Escape")
    expect(planner.get_by_role("dialog", name="Discard what you typed?")).not_to_be_attached()
    expect(duration).to_have_value("9d")

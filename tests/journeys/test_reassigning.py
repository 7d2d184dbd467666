"""A task is dragged from one person to another with its consequence in sight, taken back, and given by keyboard."""

import re
from datetime import datetime
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Project, ProjectDates, Task
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.models import OperationsLoad
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey


def last_task(project: Project) -> Task:
    """Give the open task that finishes last, so that the project's finish follows from it."""
    rows = Task.objects.filter(
        project=project, children=None, is_milestone=False, percent_complete=0, duration_minutes__gte=480
    )
    found = rows.order_by("-dates__finish").first()
    assert found
    return found


def row_of(page: Page, person: Person) -> Locator:
    return page.locator(f'.heat-map tr[data-person="{person.pk}"]')


def finish_of(project: Project) -> datetime:
    return ProjectDates.objects.get(project=project).finish


class Scene(NamedTuple):
    """A project with the task that finishes last, who works on it, a colleague, and their manager."""

    project: Project
    task: Task
    manager: Person
    kara: Person
    sam: Person


@pytest.fixture
def scene(city: str) -> Scene:
    project, task = running(), last_task(running())
    manager = project.manager
    assert manager
    team = Person.objects.filter(organization=None, department__isnull=False).exclude(pk=manager.pk)
    kara = team[0]
    sam = team.filter(department=kara.department).exclude(pk=kara.pk)[0]
    Person.objects.filter(pk__in=[kara.pk, sam.pk]).update(supervisor=manager, job_title="Technician")
    for person in (kara, sam):
        OperationsLoad.objects.create(person=person, first=task.dates.start.date(), share_percent=10)
    task.assignments.all().delete()
    Assignment.objects.create(task=task, person=kara)
    recalculate(project)
    return Scene(project, task, manager, kara, sam)


def cell_of(page: Page, city: str, scene: Scene) -> Locator:
    """Open the team's heat map and give the cell of the month in which the task begins."""
    page.goto(f"{city}/people/capacity/?department={scene.kara.department_id}")
    page.wait_for_selector("[data-heat-map][data-ready]")
    month = scene.task.dates.start.date().replace(day=1).isoformat()
    return row_of(page, scene.kara).locator(f'a[href*="on={month}"]')


def hold_over(page: Page, dragged: Locator, target: Locator) -> None:
    """Drag something over a place without letting go of it."""
    target.scroll_into_view_if_needed()
    dragged.hover()
    page.mouse.down()
    target.hover()
    target.hover()


def worker(scene: Scene) -> Person | None:
    return scene.task.assignments.get().person


def test_work_is_given_by_dragging_and_taken_back_and_given_by_keyboard(
    city: str, scene: Scene, signed_in: SignIn, console: list[str]
) -> None:
    page, sam = signed_in(scene.manager), scene.sam
    panel = page.locator("[data-behind]")

    cell_of(page, city, scene).click()
    hold_over(
        page,
        panel.locator(".behind-task", has_text=scene.task.name).first,
        row_of(page, sam).locator("th"),
    )
    expect(panel).to_contain_text(f"Give to {sam.name}")
    expect(panel).to_contain_text(f"Too much for {sam.name}")
    shown = re.search(r"finishes (\w+ \d+, \d+)", panel.locator(".behind-outcome").inner_text())
    assert shown
    assert worker(scene) == scene.kara
    page.mouse.up()
    expect(panel.get_by_role("button", name=f"Give to {sam.name}")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".notice-title", has_text="Reassigned")).to_be_visible()
    assert worker(scene) == sam
    assert day_text(finish_of(scene.project).date()) == shown[1]

    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The reassignment is taken back.")).to_be_visible()
    assert worker(scene) == scene.kara

    give_by_keyboard(page, cell_of(page, city, scene), scene)
    expect(page.locator(".notice-title", has_text="Reassigned")).to_be_visible()
    assert worker(scene) == sam
    assert console == []


def give_by_keyboard(page: Page, cell: Locator, scene: Scene) -> None:
    panel = page.locator("[data-behind]")
    cell.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    panel.get_by_role("link", name=re.compile(f"^Ways out ?: {scene.task.name}")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(scene.task.name)
    page.get_by_role("link", name=re.compile(f"^Choose ?: Give to {scene.sam.name}")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Give to {scene.sam.name}").focus()
    page.keyboard.press("Enter")

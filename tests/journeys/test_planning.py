"""A project manager brings a plan, changes it, agrees on it and keeps it current."""

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from milepost.demo.founding import DEMO_PASSWORD
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.models import Project, Task
from tests.factories import give_role
from tests.journeys.conftest import SignIn, holder_of
from tests.journeys.furnishing import furnish, plan_file

pytestmark = pytest.mark.journey


@pytest.fixture
def radios(city: str, signed_in: SignIn) -> Page:
    """Give the manager's page at the schedule of an imported project of three tasks."""
    manager = holder_of("pm")
    furnish(["applied import"], by=manager, at=timezone.now())
    page = signed_in(manager)
    page.goto(f"{city}/projects/{the_project().pk}/schedule/")
    page.wait_for_selector("milepost-gantt[data-ready]")
    return page


def the_project() -> Project:
    return Project.objects.get(name="Radio exchange")


def the_task() -> Task:
    return the_project().tasks.get(name="Install radios")


def row(page: Page, name: str = "Install radios") -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("gridcell", name=name, exact=True))


def test_signing_in_takes_the_right_password(city: str, page: Page) -> None:
    page.goto(f"{city}/projects/")
    page.get_by_label("Email").fill("pm@demo.example")

    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("not correct")).to_be_visible()

    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Projects")).to_be_visible()


def test_a_file_is_previewed_imported_and_taken_back(city: str, signed_in: SignIn) -> None:
    page = signed_in(holder_of("pm"))
    page.goto(f"{city}/imports/")
    file = {"name": "radios.xml", "mimeType": "text/xml", "buffer": plan_file()}

    page.get_by_role("button", name="File", exact=True).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Makes a new project Radio exchange")).to_be_visible()
    expect(page.get_by_text("Every recalculated date agrees with the file's.")).to_be_visible()
    assert not Project.objects.filter(name="Radio exchange").exists()
    preview = page.url

    page.get_by_role("button", name="Import").click()
    page.get_by_role("link", name="Open the schedule").click()
    expect(row(page)).to_contain_text("Mar 19, 2027")

    page.goto(preview)
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("This import was undone; nothing of it is left.")).to_be_visible()
    assert not Project.objects.filter(name="Radio exchange").exists()


def test_a_step_by_key_moves_the_finish_and_is_undone(radios: Page) -> None:
    row(radios).click()

    radios.keyboard.press("Alt+ArrowRight")

    expect(radios.get_by_role("status").filter(has_text="finish moves")).to_contain_text(
        "The finish moves from Mar 19, 2027 to Mar 22, 2027 because “Install radios” may not start before Mar 9, 2027."
    )
    expect(row(radios, "Radios accepted")).to_contain_text("Mar 22, 2027")
    radios.get_by_role("link", name="History").click()
    expect(radios.get_by_role("row").nth(1)).to_contain_text("The finish moves from Mar 19, 2027")
    radios.get_by_role("row").nth(1).get_by_role("button", name="Undo").click()
    radios.get_by_role("link", name="Schedule").click()
    expect(row(radios)).to_contain_text("Mar 19, 2027")


def test_a_drag_moves_the_finish_for_good(radios: Page) -> None:
    before = the_task().dates.start
    bar = radios.locator(".gantt-chart [data-task='1'] .gantt-bar")
    box = bar.bounding_box()
    assert box

    radios.mouse.move(box["x"] + box["width"] / 2, box["y"] + 6)
    radios.mouse.down()
    radios.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + 6, steps=4)
    radios.mouse.up()

    expect(radios.get_by_role("status").filter(has_text="The finish moves from Mar 19, 2027")).to_be_visible()
    assert the_task().dates.start > before


def test_the_task_form_keeps_what_was_typed_and_tells_what_others_changed(radios: Page) -> None:
    row(radios).locator("[data-column='id']").click()
    radios.keyboard.press("Enter")
    duration = radios.get_by_label("Duration", exact=True)

    duration.fill("soon")
    radios.get_by_role("button", name="Save").click()
    expect(duration).to_have_value("soon")
    expect(duration).to_have_attribute("aria-invalid", "true")

    colleague = holder_of("portfolio")
    edit_task(the_task(), by=colleague, at=timezone.now(), seen={}, duration_minutes=12 * 480)
    duration.fill("15d")
    radios.get_by_role("button", name="Save").click()
    expect(radios.get_by_text("Somebody changed this meanwhile: it is 12d now").first).to_be_visible()
    expect(duration).to_have_value("15d")
    assert the_task().duration_minutes == 12 * 480

    radios.get_by_role("button", name="Save").click()
    expect(
        radios.get_by_role("status").filter(has_text="The finish moves from Mar 23, 2027 to Mar 26, 2027")
    ).to_be_visible()
    assert the_task().duration_minutes == 15 * 480


def test_a_baseline_shows_what_slips(radios: Page) -> None:
    radios.get_by_role("link", name="Baselines").click()
    radios.get_by_role("link", name="Set a baseline").first.click()
    radios.get_by_label("Name").fill("Agreed with the chief")
    radios.get_by_role("button", name="Set the baseline").click()
    expect(radios.get_by_role("row").filter(has_text="Agreed with the chief")).to_contain_text("Mar 19, 2027")

    radios.goto(radios.url.replace("baselines/", f"tasks/{the_task().pk}/"))
    radios.get_by_label("Duration", exact=True).fill("13d")
    radios.get_by_role("button", name="Save").click()
    expect(radios.get_by_text("The finish moves from Mar 19, 2027 to Mar 24, 2027")).to_be_visible()
    radios.get_by_role("link", name="Baselines").click()

    expect(radios.locator(".stat").filter(has_text="Finish against the current baseline")).to_contain_text(
        "3 d"
    )


def test_a_guest_sees_one_project_and_no_trace_of_others(city: str, signed_in: SignIn) -> None:
    guest = holder_of("guest")
    theirs = Project.objects.get(name="Modems for fire engines")
    give_role(guest, Role.GUEST, over=theirs)
    others = Project.objects.exclude(pk=theirs.pk)
    page = signed_in(guest)

    for path in ("/", "/projects/", "/reports/", "/reports/portfolio/", "/imports/"):
        page.goto(city + path)
        text = page.locator("body").inner_text()
        assert [project.name for project in others if project.name in text] == []
    page.goto(f"{city}/projects/{theirs.pk}/schedule/")
    expect(page.get_by_role("heading", level=1)).to_have_text(theirs.name)
    expect(page.get_by_role("link", name="Add task")).to_have_count(0)
    answer = page.goto(f"{city}/projects/{others[0].pk}/")
    assert answer
    assert answer.status == 404

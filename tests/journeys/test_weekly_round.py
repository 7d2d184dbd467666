"""The weekly round by keyboard alone."""

import pytest
from playwright.sync_api import expect

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, RoundReview, Task
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey


def a_manager() -> Person:
    manager = running().manager
    assert manager
    return manager


def test_a_manager_brings_a_project_up_to_date_without_touching_the_mouse(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    page = signed_in(a_manager())
    page.goto(f"{city}/weekly-round/")
    expect(page.locator("form.round-ready")).to_be_visible()
    first = page.locator("[data-project]").filter(has=page.locator("tr.round-task")).first
    project = Project.objects.get(pk=first.get_attribute("data-project"))
    rows = first.locator("tr.round-task")
    ids = [str(row.get_attribute("id")) for row in rows.all()]
    tasks = [Task.objects.get(pk=one.removeprefix("round-task-")) for one in ids]

    percent = rows.first.locator('[data-column="percent_complete"]')
    percent.focus()
    for _ in tasks:
        page.keyboard.press("d")
    expect(first.locator('input[name^="note-"]')).to_be_focused()
    expect(page.locator(f"#{ids[-1]} .round-answer")).to_contain_text("The finish")
    page.keyboard.type("All done by Friday")
    page.keyboard.press("Enter")

    expect(first.locator(".round-reviewed")).to_be_visible()
    expect(page.locator("[data-round-state]")).to_have_text("All saved")
    assert set(
        Task.objects.filter(pk__in=[task.pk for task in tasks]).values_list("percent_complete", flat=True)
    ) == {100}
    assert RoundReview.objects.filter(project=project).latest().note == "All done by Friday"
    assert console == []


def test_what_is_refused_stays_and_the_next_row_is_saved(city: str, signed_in: SignIn) -> None:
    page = signed_in(a_manager())
    page.goto(f"{city}/weekly-round/")
    expect(page.locator("form.round-ready")).to_be_visible()
    row = page.locator("tr.round-task").first
    row_id = row.get_attribute("id")
    remaining = row.locator('[data-column="remaining"]')

    remaining.fill("soon")
    page.keyboard.press("Enter")
    error = page.locator(f"#{row_id} .field-error")
    expect(error).to_contain_text("“soon” is not a duration")
    expect(page.locator(f'#{row_id} [data-column="remaining"]')).to_have_value("soon")
    page.locator(f'#{row_id} [data-column="remaining"]').fill("3d")
    page.keyboard.press("Enter")

    expect(page.locator(f"#{row_id} .round-answer")).to_contain_text("The finish")


def test_what_is_typed_without_a_connection_comes_back_until_it_is_saved(
    city: str, signed_in: SignIn
) -> None:
    page = signed_in(a_manager())
    page.set_viewport_size({"width": 390, "height": 844})
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{city}/weekly-round/")
    note, review = page.locator("input[name^=note-]").first, page.locator("button[name=review]").first
    state = page.locator("[data-round-state]")
    expect(page.locator("form.round-ready")).to_be_visible()

    note.fill("Crew is back")
    page.context.set_offline(True)
    review.click()
    expect(page.locator(".round-unsaved").first).to_contain_text("Not saved")
    page.context.set_offline(False)
    page.goto(f"{city}/weekly-round/")

    expect(note).to_have_value("Crew is back")
    expect(state).to_have_text("1 not saved")
    review.click()
    expect(state).to_have_text("All saved")
    assert page.evaluate("Object.keys(localStorage).filter(name => name.includes('#note-'))") == []

"""A team member's week on a phone: the check-in."""

import pytest
from playwright.sync_api import expect

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Task
from milepost.domain.staffing.calculations.own_work import own_work, week_of
from milepost.domain.staffing.models import CheckIn
from tests.factories import today
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.journey


def somebody_busy() -> tuple[Person, Task]:
    """Give a person with work under way that hours are counted of, and the first such task."""
    day = today()
    for person in Person.objects.filter(user__is_active=True, organization=None).order_by("pk"):
        for own in own_work(person, since=week_of(day), until=day):
            if own.whole_minutes and not own.others and own.task.percent_complete != 60:
                return person, own.task
    raise AssertionError("Nobody of the small city has work under way.")


def test_the_weekly_check_in_on_a_phone(city: str, signed_in: SignIn, console: list[str]) -> None:
    person, task = somebody_busy()
    page = signed_in(person)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{city}/my-work/")
    page.get_by_role("link", name="Check in", exact=True).click()

    row = page.locator(".check-in-task").filter(has=page.locator(f"#id_task-{task.pk}-hours"))
    row.get_by_label("Done, %").fill("60")
    row.get_by_label("Hours left").fill("6")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Check in").click()

    expect(page.get_by_text("You are checked in")).to_be_visible()
    task.refresh_from_db()
    assert (task.percent_complete, task.remaining_minutes is not None) == (60, True)
    assert CheckIn.objects.latest("pk").lines.get(task=task).left_minutes == 360
    assert console == []

"""Timesheets from switched on to corrected: filled by keyboard, returned, approved, closed, adjusted."""

import re
from datetime import date, timedelta

import pytest
from django.db.models import Sum
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Task
from milepost.domain.staffing.calculations.own_work import own_work, week_of
from milepost.domain.staffing.calculations.timesheets import WEEK, planned_in
from milepost.domain.staffing.models import CheckInLine, PostedHours, TimeCode, Timesheet
from tests.factories import today
from tests.journeys.conftest import SignIn

pytestmark = pytest.mark.journey
LEAST = 600
"""More minutes than the journey works, so that some are left."""


def somebody_busy(week: date) -> tuple[Person, Task]:
    """Give a person whose plan of a week holds operations and a task of nobody else, unsaid as yet, and the task."""
    for person in Person.objects.filter(user__is_active=True, organization=None).order_by("pk"):
        planned = {line for line, _ in planned_in(person, week)}
        if not any(line.code for line in planned):
            continue
        tasks = {line.task_uid for line in planned}
        for own in own_work(person, since=week, until=week + WEEK):
            is_own = own.task.uid in tasks and not own.others and (own.whole_minutes or 0) > LEAST
            said = CheckInLine.objects.filter(task=own.task, check_in__week__gte=week)
            if is_own and not said.exists():
                return person, own.task
    raise AssertionError("Nobody of the small city has a planned week with operations.")


def switch_on(page: Page, city: str, week: date) -> None:
    page.goto(f"{city}/settings/rules/timesheets/")
    page.get_by_label("People submit timesheets").check()
    page.get_by_label("Approved and imported hours become progress").check()
    page.get_by_label("In effect from").fill(week.isoformat())
    page.get_by_label("Source").fill("Director's memo")
    page.get_by_role("button", name="Set rule").click()
    expect(page.get_by_text("Director's memo")).to_be_visible()


def open_decision(page: Page, city: str, person: Person) -> None:
    page.goto(city + reverse("staffing:timesheets"))
    page.get_by_role("link", name=person.name).click()


def open_sheet(page: Page, city: str, week: date, task: Task) -> Locator:
    """Open the own timesheet and give the fields of a task, Monday first."""
    page.goto(city + reverse("my-work:timesheet-of-week", args=[week]))
    return page.get_by_role("group", name=task.name, exact=True).first.get_by_role("textbox")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Hand in").press("Enter")
    expect(page.get_by_text("Handed in on")).to_be_visible()


def close_until(page: Page, day: date) -> None:
    page.get_by_label("Closed until").fill(day.isoformat())
    page.get_by_role("button", name="Close until this day").click()
    expect(page.get_by_text("nothing is entered or approved for those days")).to_be_visible()


def adjust(page: Page, task: Task, day: date, hours: str) -> None:
    page.get_by_role("combobox", name="Work").select_option(f"{task.project_id}-{task.uid}")
    page.get_by_role("combobox", name="Day").select_option(day.isoformat())
    page.get_by_label("Hours more or less").fill(hours)
    page.get_by_role("textbox", name="Reason").fill("Monday was another project.")
    page.get_by_role("button", name="Adjust").click()
    expect(page.get_by_text("The hours are adjusted.")).to_be_visible()


def left_of(task: Task) -> int:
    task.refresh_from_db()
    return task.duration_minutes if task.remaining_minutes is None else task.remaining_minutes


def posted_on(task: Task, person: Person) -> int:
    posted = PostedHours.objects.filter(project=task.project_id, task_uid=task.uid, person=person)
    return int(posted.aggregate(minutes=Sum("minutes"))["minutes"] or 0)


def test_a_week_in_hours(city: str, signed_in: SignIn, everyone: Person, console: list[str]) -> None:
    week = week_of(today()) - WEEK
    person, task = somebody_busy(week)
    Person.objects.filter(pk=person.pk).update(supervisor=everyone)
    switch_on(signed_in(everyone), city, week)

    page = signed_in(person)
    page.goto(f"{city}/my-work/")
    page.get_by_role("link", name=re.compile("^Hand in the hours")).first.click()
    fields = open_sheet(page, city, week, task)
    operations = page.get_by_role("group", name=str(TimeCode.OPERATIONS.label))
    assert any(float(one.input_value() or 0) for one in operations.get_by_role("textbox").all())
    fields.first.focus()
    for hours in ("6", "2", "", "", "", "", ""):
        page.keyboard.press("Control+A")
        page.keyboard.press("Backspace")
        page.keyboard.type(hours)
        page.keyboard.press("Tab")
    hand_in(page)

    page = signed_in(everyone)
    open_decision(page, city, person)
    page.get_by_label("What is to be mended").fill("Wednesday's site visit is missing.")
    page.get_by_role("button", name="Return").click()
    expect(page.get_by_text(f"The timesheet is returned to {person.name}.")).to_be_visible()

    page = signed_in(person)
    fields = open_sheet(page, city, week, task)
    expect(page.get_by_text("Wednesday's site visit is missing.")).to_be_visible()
    fields.nth(2).fill("1.5")
    hand_in(page)

    before = left_of(task)
    page = signed_in(everyone)
    open_decision(page, city, person)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text(f"The hours of {person.name} count now.")).to_be_visible()
    approved = left_of(task)
    assert (posted_on(task, person), approved != before) == (570, True)

    close_until(page, week + timedelta(days=6))
    open_decision(page, city, person)
    adjust(page, task, week, "-2")
    assert (posted_on(task, person), left_of(task) > approved) == (450, True)
    assert Timesheet.objects.get(person=person, week=week).state == "approved"

    page.goto(f"{city}/projects/{task.project_id}/actual-work/?q={person.name}")
    expect(page.locator('a[href$="#posted"]:text-is("7.5")')).to_be_visible()
    assert console == []

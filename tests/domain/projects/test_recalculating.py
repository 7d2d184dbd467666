from datetime import date, datetime
from typing import Any

import pytest

from milepost.domain.common.models import JobRun
from milepost.domain.people.actions.keeping_calendars import add_exceptions, edit_calendar
from milepost.domain.people.models import CalendarException, WorkingCalendar
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, TaskDates
from tests.factories import AT, make_calendar, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar() -> WorkingCalendar:
    return make_calendar("Shop")


def scheduled(**fields: Any) -> Project:
    task_fields = fields.pop("task", {})
    project = make_project(**fields)
    make_task(project, "Survey", days=2, **task_fields)
    recalculate(project)
    return project


def finish_of(project: Project) -> datetime:
    return TaskDates.objects.get(task__project=project).finish


def close(calendar: WorkingCalendar, day: date, committing: Any) -> None:
    by = make_person("", Role.PORTFOLIO_MANAGER)
    with committing(execute=True):
        add_exceptions(calendar, [CalendarException(name="Closed", first=day, last=day)], by=by, at=AT)


def test_projects_follow_a_change_of_their_calendar(
    calendar: WorkingCalendar, django_capture_on_commit_callbacks: Any
) -> None:
    project = scheduled(calendar=calendar)
    on_task_alone = scheduled(task={"calendar": calendar})
    elsewhere = scheduled(calendar=make_calendar())

    close(calendar, date(2027, 3, 2), django_capture_on_commit_callbacks)

    assert finish_of(project) == finish_of(on_task_alone) == datetime(2027, 3, 3, 17)
    assert finish_of(elsewhere) == datetime(2027, 3, 2, 17)
    assert list(Project.objects.order_by("pk").values_list("revision", flat=True)) == [1, 1, 0]
    run = JobRun.objects.get()
    assert (run.job, run.state, run.result) == ("projects.follow_calendar", "done", {"projects": 2})


def test_a_project_that_is_over_keeps_its_dates(
    calendar: WorkingCalendar, django_capture_on_commit_callbacks: Any
) -> None:
    project = scheduled(calendar=calendar, state=Project.State.CLOSED)

    close(calendar, date(2027, 3, 2), django_capture_on_commit_callbacks)

    assert finish_of(project) == datetime(2027, 3, 2, 17)


def test_a_change_that_changes_nothing_recalculates_nothing(
    calendar: WorkingCalendar, django_capture_on_commit_callbacks: Any
) -> None:
    by = make_person("", Role.PORTFOLIO_MANAGER)

    with django_capture_on_commit_callbacks(execute=True):
        edit_calendar(calendar, by=by, at=AT, name=calendar.name)

    assert not JobRun.objects.exists()

"""The job classes and hours that pages are about."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from milepost.domain.common.models import Rule
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.actions.keeping_timesheets import submit_timesheet
from milepost.domain.staffing.calculations.own_work import week_of
from milepost.domain.staffing.calculations.timesheets import Line, timesheets_are_on
from milepost.domain.staffing.models import JobClass, PostedHours

WEEK = timedelta(days=7)


def _switched_on(at: datetime) -> date:
    """Let the city keep timesheets, and give the week before this one."""
    week = week_of(at.date()) - WEEK
    if not timesheets_are_on(at.date()):
        value = {"is_on": True, "feeds_progress": False}
        Rule.objects.create(name="timesheets", effective_on=week, value=value, source="Council")
    return week


def _own_week(by: Person, at: datetime) -> date:
    """Give a week in which the reader works on a task."""
    _switched_on(at)
    task = Task.objects.filter(children=None, is_milestone=False, percent_complete__range=(1, 99))[0]
    Assignment.objects.get_or_create(task=task, person=by)
    return week_of(at.date())


def _timesheet(by: Person, at: datetime) -> int:
    """Give a timesheet that waits for the reader."""
    week = _switched_on(at)
    task = Task.objects.filter(responsible__isnull=False, children=None, is_milestone=False).exclude(
        responsible=by
    )[0]
    person = task.responsible
    assert person
    person.supervisor = by
    person.save()
    hours = {(Line(task.project_id, task.uid), week): 450, (Line(code="training"), week): 60}
    return submit_timesheet(person, hours, week=week, by=by, at=at).pk


def _worked(by: Person, at: datetime) -> Assignment:
    """Give an assignment with hours that count, some of them corrected."""
    rows = Assignment.objects.filter(person__isnull=False, task__dates__isnull=False, task__is_active=True)
    one = rows.select_related("task").order_by("pk")[0]
    for minutes, source in ((450, "timesheet"), (-30, "adjustment")):
        PostedHours.objects.get_or_create(
            person=one.person, day=at.date(), project_id=one.task.project_id, task_uid=one.task.uid,
            minutes=minutes, source=source, by=by, defaults={"at": at},
        )  # fmt: skip
    return one


HOURS_THINGS: dict[str, Callable[[Person, datetime], Any]] = {
    "job class": lambda by, at: JobClass.objects.filter(classifications__isnull=False)[0].pk,
    "timesheet": _timesheet,
    "worked project": lambda by, at: _worked(by, at).task.project_id,
    "worked assignment": lambda by, at: _worked(by, at).pk,
    "timesheet week": _own_week,
}

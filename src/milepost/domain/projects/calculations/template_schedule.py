"""When a template's phases would run, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import City, WorkingCalendar
from milepost.domain.projects.calculations.years import YEARS_AHEAD, YEARS_BACK
from milepost.domain.projects.plan_templates import Template, TemplateTask
from milepost.engine.instants import datetime_of, minutes_of
from milepost.engine.network.model import Constraint, Link, Network, Task
from milepost.engine.schedule import schedule


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """A phase, or a milestone that stands by itself, with its dates."""

    name: str
    start: datetime
    finish: datetime


@dataclass(frozen=True, slots=True)
class TemplateSchedule:
    """What would follow from a template."""

    phases: list[PhaseDates]
    finish: datetime


def template_schedule(
    template: Template, *, start: datetime, dates: Mapping[str, date] | None = None
) -> TemplateSchedule:
    """Schedule a template from a start on the city's calendars, with the dates that outsiders gave."""
    result = schedule(_network(template, start, dates or {}))
    phases = [
        PhaseDates(task.name, datetime_of(begin), datetime_of(end))
        for task, begin, end in zip(
            template.tasks, result.start.tolist(), result.finish.tolist(), strict=True
        )
        if task.level == 1
    ]
    return TemplateSchedule(phases, datetime_of(result.finish_of_project))


def _network(template: Template, start: datetime, dates: Mapping[str, date]) -> Network:
    own = City.objects.get().calendar_id
    in_use = Q(is_city_wide=True) | Q(pk=own)
    rows = list(WorkingCalendar.objects.filter(in_use).prefetch_related("exceptions").order_by("pk"))
    years = range(start.year - YEARS_BACK, start.year + YEARS_AHEAD)
    places = {row.name: place for place, row in enumerate(rows)}
    return Network(
        start=minutes_of(start),
        tasks=[_task(task, start, dates, places) for task in template.tasks],
        links=[
            Link(link.predecessor_uid, link.successor_uid, link.type, link.lag, link.lag_unit)
            for link in template.links
        ],
        calendars=[engine_calendar(row, years=years) for row in rows],
        project_calendar=[row.pk for row in rows].index(own),
    )


def _task(
    task: TemplateTask, start: datetime, dates: Mapping[str, date], calendars: Mapping[str, int]
) -> Task:
    at = task.external_at(start, dates)
    return Task(
        uid=task.uid,
        parent=task.parent_uid,
        duration=task.duration_minutes,
        elapsed=task.duration_unit.startswith("e"),
        calendar=calendars.get(task.calendar),
        constraint=Constraint.AS_SOON_AS_POSSIBLE if at is None else Constraint.START_NO_EARLIER_THAN,
        constraint_at=None if at is None else minutes_of(at),
        name=task.name,
    )

"""A plan as the engine takes it, so that a file schedules without a database."""

from dataclasses import replace
from datetime import datetime

from milepost.engine.calendar.pattern import STANDARD, Calendar, DatedException
from milepost.engine.instants import datetime_of, day_of, minutes_of
from milepost.engine.network.conventions import Convention
from milepost.engine.network.model import Link, Network, Task
from milepost.engine.schedule import Schedule
from milepost.exchange.calendars import flattened
from milepost.exchange.clocks import Clocks
from milepost.exchange.plan import Kind, Plan, PlanCalendar, PlanTask, StoredDates


def network_of(plan: Plan, convention: Convention | None = None) -> Network:
    """Give the decided facts of a plan as its own tool schedules them, or by another convention.

    Tasks keep their order and numbers.
    """
    network = project_network_of(plan)
    tasks = [
        task._replace(is_mandatory=row.is_mandatory, waits_for_work=row.waits_for_work)
        for task, row in zip(network.tasks, plan.tasks, strict=True)
    ]
    return replace(network, tasks=tasks, convention=convention or plan.convention)


def project_network_of(plan: Plan) -> Network:
    """Give the decided facts of a plan as a project in Milepost schedules them: by Microsoft Project's conventions."""
    network = _plain_network(plan)
    clocks = Clocks(plan, network)
    tasks = [
        task._replace(people_calendar=clocks.of_people(row), pauses=clocks.pauses(row))
        for task, row in zip(network.tasks, plan.tasks, strict=True)
    ]
    finish = _minutes(plan.finish) if plan.from_finish else None
    return replace(network, tasks=tasks, calendars=clocks.calendars, finish=finish)


def _plain_network(plan: Plan) -> Network:
    """Give a plan's network scheduled from its start, on the tasks' own calendars and without splits."""
    places = {calendar.uid: place for place, calendar in enumerate(plan.calendars)}
    return Network(
        start=minutes_of(plan.start),
        tasks=[_task(task, places) for task in plan.tasks],
        links=[Link(ln.predecessor_uid, ln.successor_uid, ln.type, ln.lag, ln.lag_unit) for ln in plan.links],
        calendars=[_calendar(calendar) for calendar in flattened(plan.calendars)] or [STANDARD],
        project_calendar=places.get(plan.calendar_uid, 0) if plan.calendar_uid is not None else 0,
        status=_minutes(plan.status_date),
        critical_slack=plan.critical_slack_minutes,
    )


def _task(task: PlanTask, places: dict[int, int]) -> Task:
    return Task(
        uid=task.uid,
        parent=task.parent_uid,
        duration=0 if task.kind is Kind.SUMMARY else task.duration_minutes,
        elapsed=task.elapsed,
        calendar=None if task.calendar_uid is None else places[task.calendar_uid],
        constraint=task.constraint,
        constraint_at=_minutes(task.constraint_at),
        deadline=_minutes(task.deadline),
        percent_complete=task.percent_complete,
        actual_start=_minutes(task.actual_start),
        actual_finish=_minutes(task.actual_finish),
        remaining=task.remaining_minutes,
        pinned_start=_minutes(task.manual_start),
        pinned_finish=_minutes(task.manual_finish),
        leveling_delay=task.leveling_delay_minutes,
        active=task.active,
        name=task.name,
    )


def _minutes(instant: datetime | None) -> int | None:
    return None if instant is None else minutes_of(instant)


def _calendar(calendar: PlanCalendar) -> Calendar:
    return Calendar(
        week=tuple(shifts or () for shifts in calendar.week),
        exceptions=tuple(
            DatedException(day_of(e.first), day_of(e.last), e.shifts) for e in calendar.exceptions
        ),
        name=calendar.name,
    )


def dates_of(schedule: Schedule) -> dict[int, StoredDates]:
    """Give what the engine computed, by task number, in the shape a file stores it."""
    return {
        int(schedule.uid[place]): StoredDates(
            start=datetime_of(int(schedule.start[place])),
            finish=datetime_of(int(schedule.finish[place])),
            early_start=datetime_of(int(schedule.early_start[place])),
            early_finish=datetime_of(int(schedule.early_finish[place])),
            late_start=datetime_of(int(schedule.late_start[place])),
            late_finish=datetime_of(int(schedule.late_finish[place])),
            total_slack_minutes=int(schedule.total_slack[place]),
            free_slack_minutes=int(schedule.free_slack[place]),
            critical=bool(schedule.critical[place]),
        )
        for place in range(len(schedule.uid))
    }

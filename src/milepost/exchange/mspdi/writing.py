"""Writes a plan as Microsoft Project's XML, into the document it came from where there is one."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement

from milepost.engine.calendar.pattern import STANDARD
from milepost.engine.schedule import Schedule
from milepost.exchange.mspdi import document
from milepost.exchange.mspdi.calendar_writing import write_calendars
from milepost.exchange.mspdi.people_writing import write_people
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.mspdi.task_writing import write_tasks
from milepost.exchange.mspdi.texts import project_texts
from milepost.exchange.network import dates_of
from milepost.exchange.plan import Plan, PlanCalendar, StoredDates

SAVED_BY_PROJECT_2010 = "14"
OWN_CALENDAR = PlanCalendar(uid=1, name=STANDARD.name, week=STANDARD.week)
"""Microsoft Project opens no plan without a calendar."""


def write_mspdi(plan: Plan, *, source: bytes | None = None, schedule: Schedule | None = None) -> bytes:
    """Write a plan with the dates of `schedule`, or else with those it was read with.

    From `source`, the document the plan was read from, everything that Milepost does not model is kept, except the
    time-phased values of tasks changed since.
    """
    plan = plan if plan.calendars else replace(plan, calendars=[OWN_CALENDAR], calendar_uid=OWN_CALENDAR.uid)
    before = read_mspdi(BytesIO(source)) if source else None
    root = document.parse(source) if source else _empty()
    dates = dates_of(schedule) if schedule else stored_dates(plan)
    finish = _last(dates) if schedule and not plan.from_finish else plan.finish
    document.put(
        root,
        document.differing(
            project_texts(plan, finish), project_texts(before, before.finish) if before else {}
        ),
    )
    write_calendars(document.section(root, "Calendars"), plan, before)
    moved = write_tasks(document.section(root, "Tasks"), plan, before, dates)
    write_people(root, plan, before, dates, moved)
    return document.serialize(root)


def stored_dates(plan: Plan) -> dict[int, StoredDates]:
    """Give the dates a plan was read with, by task."""
    return {task.uid: task.stored for task in plan.tasks}


def _last(dates: dict[int, StoredDates]) -> datetime | None:
    return max((date.finish for date in dates.values() if date.finish), default=None)


def _empty() -> Element:
    root = Element("Project")
    SubElement(root, "SaveVersion").text = SAVED_BY_PROJECT_2010
    return root

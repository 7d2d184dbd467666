"""Reads a plan from Microsoft Project's XML."""

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from milepost.engine.instants import EPOCH
from milepost.exchange import limits
from milepost.exchange.errors import Damaged
from milepost.exchange.mspdi import tasks
from milepost.exchange.mspdi.calendars import read_calendar
from milepost.exchange.mspdi.records import Record, stream
from milepost.exchange.mspdi.values import Fields
from milepost.exchange.outline import settle_outline
from milepost.exchange.plan import Plan


def read_mspdi(source: BinaryIO, *, on_bytes: Callable[[int], None] = lambda _: None) -> Plan:
    """Read a plan; `on_bytes` hears of each chunk read."""
    reading = _Reading()
    for record in stream(source, root="Project", on_bytes=on_bytes):
        reading.take(record)
    return reading.plan


class _Reading:
    """A plan while its records arrive."""

    def __init__(self) -> None:
        self.plan = Plan(name="", start=EPOCH, source_format="mspdi")

    def take(self, record: Record) -> None:
        match record.name:
            case "Task":
                self._take_task(record)
            case "Assignment":
                self._take_assignment(record)
            case "Resource":
                self.plan.resources.append(tasks.read_resource(record))
                limits.hold(len(self.plan.resources), limits.RESOURCES, "resources")
            case "Calendar":
                self.plan.calendars.append(read_calendar(record))
                limits.hold(len(self.plan.calendars), limits.CALENDARS, "calendars")
            case _:
                self._finish(record)

    def _take_task(self, record: Record) -> None:
        if tasks.is_blank(record) or tasks.is_project_summary(record):
            return
        self.plan.tasks.append(tasks.read_task(record))
        self.plan.links.extend(tasks.read_links(record))
        limits.hold(len(self.plan.tasks), limits.TASKS, "tasks")
        limits.hold(len(self.plan.links), limits.LINKS, "links")

    def _take_assignment(self, record: Record) -> None:
        assignment = tasks.read_assignment(record)
        if assignment is not None:
            self.plan.assignments.append(assignment)
            limits.hold(len(self.plan.assignments), limits.ASSIGNMENTS, "assignments")

    def _finish(self, record: Record) -> None:
        fields = Fields(record.fields, "The project")
        plan = self.plan
        plan.name = fields.text("Title") or fields.text("Name")
        plan.guid = fields.text("GUID")
        plan.start = self._start(fields)
        plan.finish = fields.instant("FinishDate")
        plan.from_finish = not fields.flag("ScheduleFromStart", default=True)
        plan.status_date = fields.instant("StatusDate")
        plan.calendar_uid = fields.whole("CalendarUID", -1)
        plan.minutes_per_day = fields.whole("MinutesPerDay", 480)
        plan.minutes_per_week = fields.whole("MinutesPerWeek", 2400)
        plan.days_per_month = fields.whole("DaysPerMonth", 20)
        plan.critical_slack_minutes = fields.whole("CriticalSlackLimit") * plan.minutes_per_day
        settle_outline(plan.tasks)

    def _start(self, fields: Fields) -> datetime:
        starts = [task.stored.start for task in self.plan.tasks if task.stored.start]
        start = fields.instant("StartDate") or min(starts, default=None)
        if start is None:
            raise Damaged(
                "The file gives no start date, neither for the project nor for a task. "
                "Open it in Microsoft Project, set the project's start date and save it again."
            )
        return start

"""Reads a plan from Microsoft Project's XML."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from milepost.engine.instants import EPOCH
from milepost.engine.network.conventions import MICROSOFT_PROJECT
from milepost.exchange import limits
from milepost.exchange.counting import counted
from milepost.exchange.errors import Damaged
from milepost.exchange.fields import Fields
from milepost.exchange.guards import hold_together
from milepost.exchange.mspdi import tasks
from milepost.exchange.mspdi.calendars import read_calendar
from milepost.exchange.mspdi.records import Record, stream
from milepost.exchange.mspdi.survival import Losses
from milepost.exchange.notices import scheduling_notices
from milepost.exchange.outline import settle_outline
from milepost.exchange.plan import Kind, Notice, Plan, Trait


def read_mspdi(source: BinaryIO, *, on_bytes: Callable[[int], None] = lambda _: None) -> Plan:
    """Read a plan; `on_bytes` hears of each chunk read. Raises `UnreadableFile`."""
    reading = _Reading()
    for record in stream(source, root="Project", on_bytes=on_bytes):
        reading.take(record)
    return hold_together(reading.plan)


class _Reading:
    """A plan while its records arrive."""

    def __init__(self) -> None:
        self.plan = Plan(name="", start=EPOCH, source_format="mspdi")
        self._losses = Losses()
        self._blank_rows = 0
        self._worked: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)

    def take(self, record: Record) -> None:
        match record.name:
            case "Task":
                self._take_task(record)
            case "Assignment":
                self._take_assignment(record)
            case "Resource":
                self._take_resource(record)
            case "Calendar":
                self._losses.note(record)
                self.plan.calendars.append(read_calendar(record))
                limits.hold(len(self.plan.calendars), limits.CALENDARS, "calendars")
            case _:
                self._finish(record)

    def _take_task(self, record: Record) -> None:
        if tasks.is_blank(record):
            self._blank_rows += 1
            return
        if tasks.is_project_summary(record):
            return
        self._losses.note(record)
        self.plan.tasks.append(tasks.read_task(record))
        self.plan.links.extend(tasks.read_links(record))
        limits.hold(len(self.plan.tasks), limits.TASKS, "tasks")
        limits.hold(len(self.plan.links), limits.LINKS, "links")

    def _take_resource(self, record: Record) -> None:
        if tasks.is_nobody(record):
            return
        self._losses.note(record)
        self.plan.resources.append(tasks.read_resource(record))
        limits.hold(len(self.plan.resources), limits.RESOURCES, "resources")

    def _take_assignment(self, record: Record) -> None:
        if record.worked:
            uid, spans = tasks.worked_spans(record)
            self._worked[uid].extend(spans)
        assignment = tasks.read_assignment(record)
        if assignment is None:
            return
        self._losses.note(record)
        self.plan.assignments.append(assignment)
        limits.hold(len(self.plan.assignments), limits.ASSIGNMENTS, "assignments")

    def _finish(self, record: Record) -> None:
        fields = Fields(record.fields, "The project")
        plan = self.plan
        settle_outline(plan.tasks)
        for task in plan.tasks:
            task.worked = sorted(self._worked.get(task.uid, ()))
            if task.kind is not Kind.SUMMARY:
                task.traits -= {Trait.RECURRING}
        plan.name = fields.text("Title") or fields.text("Name")
        plan.guid = fields.text("GUID")
        plan.start = self._start(fields)
        plan.finish = fields.instant("FinishDate")
        plan.from_finish = not fields.flag("ScheduleFromStart", default=True)
        plan.status_date = fields.instant("StatusDate")
        plan.calendar_uid = fields.whole("CalendarUID", -1)
        plan.minutes_per_day = fields.whole("MinutesPerDay") or 480
        plan.minutes_per_week = fields.whole("MinutesPerWeek") or 2400
        plan.days_per_month = fields.whole("DaysPerMonth") or 20
        plan.critical_slack_minutes = fields.whole("CriticalSlackLimit") * plan.minutes_per_day
        # HonorConstraints is left alone: files of plans whose dates bind hold 0 for it.
        plan.convention = replace(
            MICROSOFT_PROJECT, has_many_critical_paths=fields.flag("MultipleCriticalPaths")
        )
        plan.notices.extend(scheduling_notices(plan))
        plan.notices.extend(self._left_out(record))
        plan.notices.extend(self._losses.notices(record))

    def _start(self, fields: Fields) -> datetime:
        starts = [task.stored.start for task in self.plan.tasks if task.stored.start]
        start = fields.instant("StartDate") or min(starts, default=None)
        if start is None:
            raise Damaged(
                "The file gives no start date, neither for the project nor for a task. "
                "Open it in Microsoft Project, set the project's start date and save it again."
            )
        return start

    def _left_out(self, record: Record) -> Iterator[Notice]:
        if self._blank_rows:
            yield Notice(f"{counted(self._blank_rows, 'blank row')} left out.", "Task.IsNull")
        if timephased := int(record.fields.get("TimephasedData", "0")):
            yield Notice(
                f"{counted(timephased, 'time-phased value')} (work or cost spread over days): not shown in Milepost, "
                "and returned when the plan is written back, except for tasks changed since.",
                "TimephasedData",
            )

"""Where the recalculated dates differ from those a file holds, and why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Network
from milepost.engine.schedule import Schedule
from milepost.exchange.clocks import hours_of
from milepost.exchange.network import dates_of
from milepost.exchange.plan import Kind, Plan, PlanResource, PlanTask, StoredDates, Trait

DATES = ("start", "finish")
EVERYTHING = tuple(field.name for field in fields(StoredDates))


class DifferenceKind(StrEnum):
    """Why a recalculated date is not the file's."""

    ITS_TASKS = "its tasks"
    FROM_FINISH = "scheduled from finish"
    INACTIVE = "inactive"
    LINKED_ABROAD = "linked to another project"
    MANUAL = "scheduled manually"
    SAME_MOMENT = "same moment"
    LATER_TASKS = "later tasks"
    RESOURCE_CALENDAR = "resource calendar"
    SPLIT = "split"
    EFFORT = "effort"
    PREDECESSOR = "predecessor"
    PROGRESS = "progress"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Difference:
    """One task whose answers differ: in which fields, from what to what, and why."""

    uid: int
    name: str
    fields: tuple[str, ...]
    stored: StoredDates
    computed: StoredDates
    kind: DifferenceKind
    sentence: str


def compare(
    plan: Plan, network: Network, schedule: Schedule, *, of: Sequence[str] = DATES
) -> list[Difference]:
    """Give each task whose recalculated answers are not the file's; what a file does not hold is passed over."""
    comparison = _Comparison(plan, network, dates_of(schedule), of)
    return list(comparison.differences())


@dataclass
class _Comparison:
    plan: Plan
    network: Network
    computed: dict[int, StoredDates]
    of: Sequence[str]

    def differences(self) -> Iterator[Difference]:
        for task in self.plan.tasks:
            if differing := self._fields(task):
                kind, sentence = self._why(task, differing)
                yield Difference(
                    task.uid, task.name, differing, task.stored, self.computed[task.uid], kind, sentence
                )

    def _fields(self, task: PlanTask) -> tuple[str, ...]:
        computed = self.computed[task.uid]
        return tuple(
            name
            for name in self.of
            if (held := getattr(task.stored, name)) is not None
            and held != self._as_held(getattr(computed, name))
        )

    def _as_held(self, answer: object) -> object:
        """Give an answer as precisely as the file holds it: of some, days without times."""
        if not self._holds_days or not isinstance(answer, datetime):
            return answer
        return answer.replace(hour=0, minute=0)

    @cached_property
    def _holds_days(self) -> bool:
        """Tell whether no date of the file has a time of day, as in MPX files of most settings."""
        dates = [at for task in self.plan.tasks for at in (task.stored.start, task.stored.finish) if at]
        return bool(dates) and not any(at.hour or at.minute for at in dates)

    def _why(self, task: PlanTask, differing: tuple[str, ...]) -> tuple[DifferenceKind, str]:
        if not set(differing) & {"start", "finish"} and task.manual_start is None:
            return DifferenceKind.LATER_TASKS, "Its slack follows from later tasks, whose dates differ."
        reasons = (
            self._of_kind,
            self._of_moment,
            self._of_resources,
            self._of_length,
            self._of_predecessor,
            self._of_progress,
        )
        for reason in reasons:
            if found := reason(task):
                return found
        return (
            DifferenceKind.UNEXPLAINED,
            "The file's dates do not follow from its own links, calendars and constraints.",
        )

    def _of_kind(self, task: PlanTask) -> tuple[DifferenceKind, str] | None:
        if task.kind is Kind.SUMMARY:
            return DifferenceKind.ITS_TASKS, "Its tasks have other dates."
        if self.plan.from_finish and self.network.finish is None:
            return (
                DifferenceKind.FROM_FINISH,
                "The file schedules backward from the project's finish; a project in Milepost, from its start.",
            )
        if not task.active:
            return DifferenceKind.INACTIVE, "It is inactive."
        if Trait.LINKED_ABROAD in task.traits:
            return DifferenceKind.LINKED_ABROAD, "In the file it waits for a task of another project."
        if task.manual_start is not None:
            return DifferenceKind.MANUAL, "It is scheduled manually and keeps the dates that were typed."
        return None

    def _of_moment(self, task: PlanTask) -> tuple[DifferenceKind, str] | None:
        stored, computed = task.stored, self.computed[task.uid]
        calendar = self._calendar_of(task)
        for given, recalculated in ((stored.start, computed.start), (stored.finish, computed.finish)):
            if given is None or recalculated is None or self._work_between(calendar, given, recalculated):
                return None
        return (
            DifferenceKind.SAME_MOMENT,
            "Both are the same moment of work: no working time lies between them.",
        )

    def _of_resources(self, task: PlanTask) -> tuple[DifferenceKind, str] | None:
        span = self._stored_span(task)
        if span is None or task.elapsed:
            return None
        usual = self.network.calendars[self._calendar_of(task)]
        if self._work_between(self._calendar_of(task), *span) == task.duration_minutes:
            return None
        for resource in self._assigned[task.uid]:
            place = self._places.get(resource.calendar_uid)
            if place is None:
                continue
            if hours_of(self.network.calendars[place]) != hours_of(usual):
                sentence = (
                    f"In the file it runs on the working time of “{resource.name}”, in Milepost on its own."
                )
                return DifferenceKind.RESOURCE_CALENDAR, sentence
        return None

    def _of_length(self, task: PlanTask) -> tuple[DifferenceKind, str] | None:
        span = self._stored_span(task)
        if span is None or task.elapsed:
            return None
        worked, decided = self._work_between(self._calendar_of(task), *span), task.duration_minutes
        between = f"between its dates the file has {_hours(worked)} of working time for a duration of {_hours(decided)}"
        if worked > decided:
            return DifferenceKind.SPLIT, f"It is split or its work pauses: {between}."
        if worked < decided:
            return DifferenceKind.EFFORT, f"Its length follows from effort or other hours: {between}."
        return None

    def _of_predecessor(self, task: PlanTask) -> tuple[DifferenceKind, str] | None:
        for uid in self._leading_to(task):
            before = self._tasks[uid]
            stored, computed = before.stored, self.computed[uid]
            if (stored.start, stored.finish) != (computed.start, computed.finish):
                return DifferenceKind.PREDECESSOR, f"It follows “{before.name}”, whose dates differ."
        return None

    def _of_progress(self, task: PlanTask) -> tuple[DifferenceKind, str] | None:
        if task.actual_start is None and not task.percent_complete:
            return None
        return DifferenceKind.PROGRESS, "It is in progress, and the file places its remaining work otherwise."

    def _leading_to(self, task: PlanTask) -> Iterator[int]:
        """Give the predecessors of a task and of the summaries above it."""
        above: PlanTask | None = task
        while above is not None:
            yield from self._predecessors[above.uid]
            above = self._tasks.get(above.parent_uid) if above.parent_uid is not None else None

    def _stored_span(self, task: PlanTask) -> tuple[datetime, datetime] | None:
        start, finish = task.stored.start, task.stored.finish
        return (start, finish) if start and finish else None

    def _calendar_of(self, task: PlanTask) -> int:
        return self.network.project_calendar if task.calendar_uid is None else self._places[task.calendar_uid]

    def _work_between(self, calendar: int, start: datetime, finish: datetime) -> int:
        return WorkTime(self.network.calendars[calendar]).between(minutes_of(start), minutes_of(finish))

    @cached_property
    def _places(self) -> dict[int | None, int]:
        return {calendar.uid: place for place, calendar in enumerate(self.plan.calendars)}

    @cached_property
    def _tasks(self) -> dict[int, PlanTask]:
        return {task.uid: task for task in self.plan.tasks}

    @cached_property
    def _predecessors(self) -> dict[int, list[int]]:
        predecessors: dict[int, list[int]] = defaultdict(list)
        for link in self.plan.links:
            predecessors[link.successor_uid].append(link.predecessor_uid)
        return predecessors

    @cached_property
    def _assigned(self) -> dict[int, list[PlanResource]]:
        resources = {resource.uid: resource for resource in self.plan.resources if resource.kind == "work"}
        assigned: dict[int, list[PlanResource]] = defaultdict(list)
        for assignment in self.plan.assignments:
            if assignment.resource_uid in resources:
                assigned[assignment.task_uid].append(resources[assignment.resource_uid])
        return assigned


def _hours(minutes: int) -> str:
    return f"{round(minutes / 60, 2):,.10g} h"

"""The working time that a plan's tasks run on: their people's calendars, and the splits between their parts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, AnyCalendar, Calendar, while_people_work
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Network, Pause
from milepost.exchange.plan import Kind, Plan, PlanTask

Span = tuple[int, int]
ROUNDING = 1
"""Minutes by which time-phased values, kept to the second, may miss."""


class Clocks:
    """What each task of a plan runs on, as Microsoft Project does it.

    A task runs while any of those assigned works, and on a calendar of its own only where that works too, unless it
    ignores its people's calendars.
    """

    def __init__(self, plan: Plan, network: Network) -> None:
        self.calendars: list[AnyCalendar] = list(network.calendars)
        self._project_calendar = network.project_calendar
        self._places: dict[int | None, int] = {
            calendar.uid: place for place, calendar in enumerate(plan.calendars)
        }
        self._combined: dict[Any, int] = {}
        people = {resource.uid: resource for resource in plan.resources if resource.kind == "work"}
        self._assigned: dict[int, set[int]] = defaultdict(set)
        for assignment in plan.assignments:
            if assignment.resource_uid in people and assignment.units > 0:
                calendar = people[assignment.resource_uid].calendar_uid
                self._assigned[assignment.task_uid].add(self._places.get(calendar, self._project_calendar))

    def of_people(self, task: PlanTask) -> int | None:
        """Give the place of the calendar its people's work runs on; `None` where that is the task's own."""
        if task.elapsed or task.kind is Kind.SUMMARY or task.uid not in self._assigned:
            return None
        if task.ignores_people and task.calendar_uid is not None:
            return None
        own = self._own(task)
        theirs = {hours_of(self.calendars[place]): place for place in sorted(self._assigned[task.uid])}
        if theirs.keys() == {hours_of(self.calendars[own])}:
            return None
        key = (own if task.calendar_uid is not None else None, frozenset(theirs))
        if key not in self._combined:
            self._combined[key] = self._combine(list(theirs.values()), None if key[0] is None else own)
        return self._combined[key]

    def pauses(self, task: PlanTask) -> tuple[Pause, ...]:
        """Give the splits of a task, from when the file spreads work on it."""
        if len(task.worked) < 2 or task.kind is Kind.SUMMARY:
            return ()
        people = self.of_people(task)
        calendar = (
            ROUND_THE_CLOCK if task.elapsed else self.calendars[self._own(task) if people is None else people]
        )
        time, parts = WorkTime(calendar), list(_merged(task.worked))
        worked = sum(time.between(start, finish) for start, finish in parts)
        # Of a contour that thins out to nothing the parts do not make up the duration: it is no split.
        return tuple(_pauses(time, parts)) if abs(worked - task.duration_minutes) <= ROUNDING else ()

    def _own(self, task: PlanTask) -> int:
        return self._project_calendar if task.calendar_uid is None else self._places[task.calendar_uid]

    def _combine(self, places: list[int], own: int | None) -> int:
        if own is None and len(places) == 1:
            return places[0]
        people = [self.calendars[place] for place in places]
        self.calendars.append(while_people_work(people, None if own is None else self.calendars[own]))
        return len(self.calendars) - 1


def hours_of(calendar: AnyCalendar) -> Any:
    """Give what tells a calendar from others, which its name does not."""
    return (calendar.week, calendar.exceptions) if isinstance(calendar, Calendar) else calendar


def _merged(worked: list[tuple[datetime, datetime]]) -> Iterator[Span]:
    start, finish = (minutes_of(instant) for instant in worked[0])
    for span in worked[1:]:
        begins, ends = (minutes_of(instant) for instant in span)
        if begins > finish:
            yield start, finish
            start = begins
        finish = max(finish, ends)
    yield start, finish


def _pauses(time: WorkTime, parts: list[Span]) -> Iterator[Pause]:
    after = 0
    for (start, finish), (resumes, _) in pairwise(parts):
        after += time.between(start, finish)
        if (minutes := time.between(finish, resumes)) > ROUNDING:
            yield Pause(after, minutes)

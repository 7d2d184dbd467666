"""What is assessed: a network with its schedule, and what else is known of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from milepost.engine.assessment.settings import Settings
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.network.model import Link, Network, Task
from milepost.engine.schedule import Schedule


@dataclass(frozen=True, slots=True)
class BaselineDates:
    """What a baseline kept of one task, in minutes."""

    start: int
    finish: int
    duration: int | None = None


@dataclass(frozen=True)
class Subject:
    """A schedule to be assessed; `resourced` holds the tasks (uid) with somebody on them, `None` where nobody knows."""

    network: Network
    schedule: Schedule
    compute: Callable[[Network], Schedule]
    """How to schedule again, for the test of the critical path."""
    baseline: Mapping[int, BaselineDates] = field(default_factory=dict)
    resourced: frozenset[int] | None = None
    leading_abroad: frozenset[int] = frozenset()
    """Tasks (uid) that other schedules wait for."""
    minutes_per_day: int = 480
    settings: Settings = field(default_factory=Settings)

    @cached_property
    def summaries(self) -> frozenset[int]:
        return frozenset(task.parent for task in self.network.tasks if task.parent is not None)

    @cached_property
    def leaves(self) -> list[tuple[int, Task]]:
        """Give the plan's own active tasks that hold no others, with their position in the schedule's columns."""
        return [
            (position, task)
            for position, task in enumerate(self.network.tasks)
            if task.uid not in self.summaries and task.active and not task.of
        ]

    @cached_property
    def incomplete(self) -> list[tuple[int, Task]]:
        """Give the population of most checks: work not done; no summary, no milestone (PAM 200.1, section 4)."""
        return [(at, task) for at, task in self.leaves if task.duration and not is_done(task)]

    @cached_property
    def open_links(self) -> list[Link]:
        """Give the links to what is not done."""
        is_open = {task.uid for _, task in self.leaves if not is_done(task)} | self._open_summaries
        return [link for link in self.network.links if link.successor in is_open]

    @cached_property
    def _open_summaries(self) -> frozenset[int]:
        open_leaves = {task.uid for _, task in self.leaves if not is_done(task)}
        return frozenset(uid for uid in self.summaries if not open_leaves.isdisjoint(self._below(uid)))

    def _below(self, summary: int) -> Iterator[int]:
        inside = {summary}
        for task in self.network.tasks:
            if task.parent in inside:
                inside.add(task.uid)
                yield task.uid

    def days(self, minutes: float) -> float:
        return minutes / self.minutes_per_day

    def working_days(self, first: int, second: int) -> float:
        """Count working days of the project's calendar from one instant to another; negative when it lies before."""
        return self.days(self._project_time.between(first, second))

    def duration_of(self, task: Task) -> int:
        """Give the baseline's duration of a task, or the planned one, in working minutes of the task's calendar."""
        kept = self.baseline.get(task.uid)
        if kept is None:
            return task.duration if not task.elapsed else self._elapsed_as_work(task)
        if kept.duration is not None:
            return kept.duration
        return self._time_of(task).between(kept.start, kept.finish)

    def _elapsed_as_work(self, task: Task) -> int:
        at = self.schedule.position(task.uid)
        return self._time_of(task).between(int(self.schedule.start[at]), int(self.schedule.finish[at]))

    def _time_of(self, task: Task) -> WorkTime:
        return (
            self._project_time if task.calendar is None else WorkTime(self.network.calendars[task.calendar])
        )

    @cached_property
    def _project_time(self) -> WorkTime:
        calendars = self.network.calendars
        return WorkTime(calendars[self.network.project_calendar] if calendars else ROUND_THE_CLOCK)


def is_done(task: Task) -> bool:
    """Tell whether nothing of a task is left."""
    return task.actual_finish is not None or task.percent_complete >= 100

"""Scenarios of leveling beside each other: what each does to projects, tasks, people and deadlines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.calculations.leveling_words import LevelingWords, words_of
from milepost.domain.staffing.models import LevelingScenario

Moved = TypeVar("Moved")


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario as a column."""

    scenario: LevelingScenario
    words: LevelingWords
    days_late: float | None
    """Elapsed days past deadlines, each times its project's weight; `None` where no task has a deadline."""


@dataclass(frozen=True, slots=True)
class ComparedDates:
    """A row: a project's finish or a task's start, now and in each scenario; `None` where a scenario leaves it."""

    project: Project
    task: Task | None
    now: datetime | None
    then: Sequence[datetime | None]

    @property
    def differs(self) -> bool:
        """Tell whether the scenarios disagree."""
        return len(set(self.then)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: Sequence[Compared]
    projects: Sequence[ComparedDates]
    tasks: Sequence[ComparedDates]
    days_late_now: float | None

    @property
    def finish_now(self) -> datetime | None:
        return max((row.now for row in self.projects if row.now), default=None)


def comparison_of(scenarios: Sequence[LevelingScenario], *, reader: Person) -> Comparison:
    """Lay scenarios beside each other; the reader sees every project in them."""
    columns = [
        Compared(one, words_of(one.run, reader=reader), (one.run.result or {}).get("days_late_after"))
        for one in scenarios
    ]
    before = [(one.run.result or {}).get("days_late_before") for one in scenarios]
    return Comparison(
        columns,
        _projects(columns),
        _tasks(columns),
        next((days for days in before if days is not None), None),
    )


def _projects(columns: Sequence[Compared]) -> list[ComparedDates]:
    found = [{one.project.pk: one for one in column.words.projects if one.project} for column in columns]
    rows = []
    for pk, first in _united(found).items():
        then = [each[pk].finish_after if pk in each else None for each in found]
        if first.project:
            rows.append(ComparedDates(first.project, None, first.finish_before, then))
    return sorted(rows, key=lambda row: row.project.number)


def _tasks(columns: Sequence[Compared]) -> list[ComparedDates]:
    found = [{one.task.pk: one for one in column.words.tasks if one.task} for column in columns]
    rows = []
    for pk, first in _united(found).items():
        then = [each[pk].start_after if pk in each else None for each in found]
        if first.project:
            rows.append(ComparedDates(first.project, first.task, first.start_before, then))
    return sorted(rows, key=lambda row: (not row.differs, row.project.number, row.now or datetime.max))


def _united(found: Sequence[Mapping[int, Moved]]) -> dict[int, Moved]:
    return {pk: one for each in reversed(found) for pk, one in each.items()}

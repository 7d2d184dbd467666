"""What a schedule is worth: the parts of the objective, and their weighted sum."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from milepost.engine.calendar.table import work_between
from milepost.engine.leveling.layout import Layout
from milepost.engine.leveling.model import Objective
from milepost.engine.leveling.priorities import weights_of
from milepost.engine.leveling.result import ObjectiveParts

DAY = 1440.0


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """One schedule as columns over activities; `mode` is the way each is staffed."""

    start: Any
    finish: Any
    mode: Any
    parts: tuple[Any, Any, Any]
    """Of split activities: index, start and finish of each part."""
    peaks: Any
    """Highest use of each resource."""
    method: str = ""


class Judge:
    """Measures schedules of one problem against one objective."""

    def __init__(self, layout: Layout, objective: Objective) -> None:
        problem = layout.problem
        self.layout = layout
        self.objective = objective
        keys = sorted({activity.project for activity in problem.activities})
        number = {key: at for at, key in enumerate(keys)}
        self.project = np.array([number[activity.project] for activity in problem.activities], dtype=np.int64)
        weight = {project.key: project.weight for project in problem.projects}
        self.project_weight = np.array([weight.get(key, 1.0) for key in keys])
        self.dated = np.flatnonzero([activity.deadline is not None for activity in problem.activities])
        self.deadline = np.array(
            [problem.activities[at].deadline for at in self.dated.tolist()], dtype=np.int64
        )
        self.weight = np.array(weights_of(problem))[self.dated]
        self.hard = self.dated[[problem.activities[at].is_deadline_hard for at in self.dated.tolist()]]
        self.hard_deadline = np.array(
            [problem.activities[at].deadline for at in self.hard.tolist()], dtype=np.int64
        )
        planned = [a.planned_start if a.fixed_start is None else None for a in problem.activities]
        self.told = np.flatnonzero([start is not None for start in planned])
        self.planned = np.array([planned[at] for at in self.told], dtype=np.int64)
        self.first_mode = layout.jobs.mode_offset[self.told]

    def parts(self, found: Found) -> ObjectiveParts:
        """Measure everything an objective may weigh."""
        start, finishes = self.layout.problem.start, np.zeros(len(self.project_weight))
        np.maximum.at(finishes, self.project, (found.finish - start) / DAY)
        moved = self.moved(found)
        return ObjectiveParts(
            makespan=float(finishes.max(initial=0.0)),
            finishes=float(finishes @ self.project_weight),
            tardiness=float(np.maximum(found.finish[self.dated] - self.deadline, 0) @ self.weight / DAY),
            peaks=float(found.peaks.sum() / 100),
            moves=len(moved),
            people_told=len(self._told_of(found, moved)),
        )

    def value(self, found: Found) -> float:
        """Give the weighted sum of the parts."""
        return value_of(self.parts(found), self.objective)

    def moved(self, found: Found) -> list[int]:
        """Give the activities that start otherwise than planned or change hands."""
        differs = (found.start[self.told] != self.planned) | (found.mode[self.told] != self.first_mode)
        return self.told[differs].tolist()

    def late(self, found: Found) -> list[int]:
        """Give the activities that miss a deadline."""
        return self.dated[found.finish[self.dated] > self.deadline].tolist()

    def missed(self, found: Found) -> list[int]:
        """Give the activities that miss a hard deadline."""
        return self.hard[found.finish[self.hard] > self.hard_deadline].tolist()

    def _told_of(self, found: Found, moved: list[int]) -> set[int]:
        modes, told = self.layout.modes, set()
        for job in moved:
            for mode in (int(self.layout.jobs.mode_offset[job]), int(found.mode[job])):
                told.update(modes.resource[modes.need_offset[mode] : modes.need_offset[mode + 1]].tolist())
        return told

    def makespan_minutes(self, found: Found) -> int:
        """Give the working minutes of the first calendar until the last finish."""
        problem = self.layout.problem
        finish = int(found.finish.max(initial=problem.start))
        return int(work_between(self.layout.tables, 0, problem.start, finish))


def value_of(parts: ObjectiveParts, objective: Objective) -> float:
    """Give the weighted sum of measured parts."""
    return (
        objective.makespan * parts.makespan
        + objective.finishes * parts.finishes
        + objective.tardiness * parts.tardiness
        + objective.peaks * parts.peaks
        + objective.moves * parts.moves
        + objective.people_told * parts.people_told
    )

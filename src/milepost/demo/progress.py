"""What has been done on a demo project by a day: the truth behind the plan, drawn once for each task."""

from datetime import datetime
from random import Random

from milepost.demo.clock import Clocks
from milepost.domain.projects.actions.progressing import Progress
from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.instants import datetime_of, minutes_of
from milepost.engine.network.model import LinkType

HALF_DAY = 240
ADMITTED_AT = 0.6
"""The share of the planned time after which those who work on a task say that it takes longer."""


class Work:
    """The work on one project."""

    def __init__(
        self, project: Project, *, seed: str, pace: float, clocks: Clocks, agreed: frozenset[int]
    ) -> None:
        self.project = project
        self.seed = seed
        self.pace = pace
        self.clocks = clocks
        self.agreed = agreed
        """The tasks (uid) that take as long as their plan says."""
        self.leaves = list(Task.objects.filter(project=project, children=None).values_list("pk", flat=True))
        self.needs: dict[int, list[Link]] = {}
        for link in Link.objects.filter(project=project, is_external=False):
            self.needs.setdefault(link.successor_id, []).append(link)

    def by(self, until: datetime) -> list[Progress]:
        """Give what there is to report of the tasks that were worked on since the last time."""
        leaves = Task.objects.filter(project=self.project, pk__in=self.leaves)
        tasks = list(leaves.select_related("dates", "calendar").order_by("dates__start", "position"))
        by_key = {task.pk: task for task in tasks}
        reports = []
        for task in tasks:
            if task.is_done or not self._may_start(task, by_key):
                continue
            if report := self._report(task, until):
                task.percent_complete, task.actual_start = report.percent_complete, report.actual_start
                reports.append(report)
        return reports

    def _may_start(self, task: Task, by_key: dict[int, Task]) -> bool:
        return all(self._is_met(link, by_key) for link in self.needs.get(task.pk, []))

    def _is_met(self, link: Link, by_key: dict[int, Task]) -> bool:
        """A lead lets a task start before its predecessor ends."""
        before = by_key[link.predecessor_id]
        if link.type == LinkType.FINISH_TO_START and link.lag >= 0:
            return before.is_done
        return link.type == LinkType.FINISH_TO_FINISH or before.percent_complete > 0

    def _report(self, task: Task, until: datetime) -> Progress | None:
        start = task.actual_start or task.dates.start
        if start >= until:
            return None
        if task.is_milestone:
            return Progress(task, 100, start, start)
        needed = self.needed_minutes(task)
        clock = self.clocks.of(task, self.project)
        finish = datetime_of(clock.add(minutes_of(start), needed))
        if finish <= until:
            return Progress(task, 100, start, finish)
        done = clock.between(minutes_of(start), minutes_of(until))
        percent = max(5, 5 * (20 * done // max(needed, task.duration_minutes)))
        is_admitted = done > ADMITTED_AT * task.duration_minutes
        remaining = needed - round(task.duration_minutes * percent / 100) if is_admitted else None
        return Progress(task, percent, start, None, remaining)

    def needed_minutes(self, task: Task) -> int:
        """Say how long a task really takes, in half days; what is agreed with others takes what it takes."""
        is_fixed = task.is_elapsed or task.calendar_id or task.uid in self.agreed
        if is_fixed or task.duration_minutes < 2 * HALF_DAY:
            return task.duration_minutes
        factor = Random(f"{self.seed}/{task.uid}").triangular(0.8, 1.35, 0.98) * self.pace
        return max(HALF_DAY, round(task.duration_minutes * factor / HALF_DAY) * HALF_DAY)

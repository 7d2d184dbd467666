"""The networks of several projects, read once and scheduled as often as something is tried on them; nothing is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from milepost.domain.common.fields import minutes_in
from milepost.domain.projects.calculations.linked_projects import driven_by, in_order, waits_between
from milepost.domain.projects.calculations.scheduling import ProjectNetwork, Span, network_of
from milepost.domain.projects.models import Project, TaskDates
from milepost.engine.network.model import Network
from milepost.engine.schedule import schedule

Networks = Mapping[int, Network]
"""By project, in place of what its rows say."""


@dataclass(frozen=True, slots=True)
class Tried:
    """The dates that tasks and projects would have, of those that were calculated, in minutes."""

    spans: Mapping[int, Span]
    """By task, of all tasks of the projects calculated."""
    finishes: Mapping[int, int]


class TrialPlans:
    """Schedules projects as they are or would be, with all that waits for them."""

    def __init__(self) -> None:
        self._waits = waits_between()
        self._projects: dict[int, Project] = {}
        self._plans: dict[int, ProjectNetwork] = {}
        self._stored: dict[int, dict[int, Span]] = {}

    def project(self, pk: int) -> Project:
        """Give a project with its calendar."""
        if pk not in self._projects:
            self._projects[pk] = Project.objects.select_related("calendar").get(pk=pk)
        return self._projects[pk]

    def plan(self, pk: int) -> ProjectNetwork:
        """Give a project's network as its rows say."""
        if pk not in self._plans:
            self._plans[pk] = network_of(self.project(pk))
        return self._plans[pk]

    def stored(self, pk: int) -> dict[int, Span]:
        """Give the dates that a project's tasks have now."""
        if pk not in self._stored:
            rows = TaskDates.objects.filter(task__project=pk)
            self._stored[pk] = {
                task: Span(start, finish)
                for task, start, finish in rows.values_list(
                    "task_id", minutes_in("start"), minutes_in("finish")
                )
            }
        return self._stored[pk]

    def finish(self, pk: int) -> int | None:
        """Give when a project finishes now."""
        return max((span.finish for span in self.stored(pk).values()), default=None)

    def order(self, changed: Iterable[int]) -> list[int]:
        """Give projects with all that waits for them, in the order in which they wait for each other."""
        changed = set(changed)
        return in_order(changed | driven_by(changed, self._waits), self._waits)

    def run(self, networks: Networks) -> Tried:
        """Schedule projects by these networks, and then what waits for them; raises `ScheduleError`."""
        order = self.order(networks)
        waits_in_circle = any(pk in driven_by([pk], self._waits) for pk in order)
        spans: dict[int, Span] = {}
        finishes: dict[int, int] = {}
        # Projects that wait for each other settle in rounds; of others the first round says it all.
        for _ in range(len(order) if waits_in_circle else 1):
            for pk in order:
                if self.project(pk).is_over:
                    continue
                plan = self.plan(pk)
                network = _with_externals(networks.get(pk, plan.network), len(plan.task_ids), spans)
                if pk not in networks and network is plan.network:
                    continue
                found = self.schedule(pk, network)
                spans |= found
                finishes[pk] = max((span.finish for span in found.values()), default=0)
        return Tried(spans, finishes)

    def schedule(self, pk: int, network: Network) -> dict[int, Span]:
        """Give the dates of one project's tasks by a network of it."""
        result = schedule(network)
        ends = zip(self.plan(pk).task_ids, result.start.tolist(), result.finish.tolist(), strict=False)
        return {task: Span(start, finish) for task, start, finish in ends}


def _with_externals(network: Network, own: int, spans: Mapping[int, Span]) -> Network:
    """Let tasks of other projects stand where those have come to; external tasks stand last and count below zero."""
    tasks = list(network.tasks)
    moved = False
    for place in range(own, len(tasks)):
        span = spans.get(-tasks[place].uid)
        if span is not None and span != (tasks[place].pinned_start, tasks[place].pinned_finish):
            tasks[place] = tasks[place]._replace(pinned_start=span.start, pinned_finish=span.finish)
            moved = True
    return replace(network, tasks=tasks) if moved else network

"""Which projects wait for which, by the links between their tasks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from graphlib import TopologicalSorter

from milepost.domain.projects.calculations.scheduling import ANOTHER_PROJECT
from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.kernel import speed_for
from milepost.engine.network.model import LagUnit, LinkType, Network
from milepost.engine.network.model import Link as EngineLink
from milepost.engine.network.model import Task as EngineTask
from milepost.engine.schedule.recalculation import prepare

Waits = Mapping[int, Collection[int]]
"""The projects that wait for each project, by their ids."""


def waits_between() -> Waits:
    """Give which projects wait for which over the whole city, in one query."""
    waits: dict[int, set[int]] = defaultdict(set)
    links = Link.objects.filter(is_external=True).order_by()
    for source, target in links.values_list("predecessor__project_id", "project_id").distinct():
        waits[source].add(target)
    return waits


def driven_by(projects: Iterable[int], waits: Waits) -> set[int]:
    """Give all projects that wait for these, or for one that does; a project only where it waits in a circle."""
    found: set[int] = set()
    front = {target for source in projects for target in waits.get(source, ())}
    while front:
        found |= front
        front = {target for source in front for target in waits.get(source, ())} - found
    return found


def in_order(projects: Collection[int], waits: Waits) -> list[int]:
    """Put projects behind those they wait for; of projects that wait for each other the lower id stands first."""
    reach = {project: driven_by([project], waits) for project in projects}
    sorter: TopologicalSorter[int] = TopologicalSorter(dict.fromkeys(sorted(projects), ()))
    for source in projects:
        for target in reach[source] & reach.keys():
            if source not in reach[target]:
                sorter.add(target, source)
    return list(sorter.static_order())


def check_circles(project: Project, waits: Waits, *, named: Collection[int]) -> None:
    """Raise `CycleFound` where tasks of several projects wait for each other; only projects in `named` are named.

    Nothing is read unless whole projects wait for each other, which is rare and allowed.
    """
    behind = driven_by([project.pk], waits)
    circle = {other for other in behind if project.pk in driven_by([other], waits)}
    if circle:
        network = _joined(circle, named)
        prepare(network, speed_for(len(network.tasks)))


def _joined(projects: Collection[int], named: Collection[int]) -> Network:
    """Give the tasks of projects with all links among them as one network, in which each task bears its row's id."""
    tasks = Task.objects.filter(project__in=projects).order_by("project", "position")
    rows = tasks.values_list("pk", "parent_id", "is_active", "name", "project_id", "project__number")
    links = Link.objects.filter(project__in=projects, predecessor__project__in=projects).order_by("pk")
    return Network(
        start=0,
        tasks=[
            EngineTask(
                pk,
                parent,
                active=is_active,
                name=name if project in named else "",
                of=number if project in named else ANOTHER_PROJECT,
            )
            for pk, parent, is_active, name, project, number in rows
        ],
        links=[
            EngineLink(predecessor, successor, LinkType(kind), lag, LagUnit(unit))
            for predecessor, successor, kind, lag, unit in links.values_list(
                "predecessor_id", "successor_id", "type", "lag", "lag_unit"
            )
        ],
    )


def projects_waiting_for(project: Project, tasks: Collection[int]) -> set[int]:
    """Give the other projects in which a task waits for one of these tasks of a project, in one query."""
    links = Link.objects.filter(is_external=True, predecessor__project=project).order_by()
    return {target for task, target in links.values_list("predecessor_id", "project_id") if task in tasks}

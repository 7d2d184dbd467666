"""From a project's rows to the engine and back: the network, the schedule, the derived rows."""

from dataclasses import dataclass

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.models import Link, Project, Task
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Constraint, LagUnit, LinkType, Network
from milepost.engine.network.model import Link as EngineLink
from milepost.engine.network.model import Task as EngineTask

YEARS_BACK, YEARS_AHEAD = 3, 40


@dataclass(frozen=True, slots=True)
class ProjectNetwork:
    """The engine's network with the rows' ids in the same order."""

    network: Network
    task_ids: list[int]
    link_ids: list[int]


def network_of(project: Project) -> ProjectNetwork:
    """Read what was decided of a project's schedule, in a constant number of queries."""
    tasks = list(Task.objects.filter(project=project).order_by("position"))
    links = list(Link.objects.filter(project=project).order_by("id"))
    calendars = _calendars(project, tasks)
    index = {calendar.pk: position for position, calendar in enumerate(calendars)}
    uid_of = {task.pk: task.uid for task in tasks}
    years = range(project.start.year - YEARS_BACK, project.start.year + YEARS_AHEAD)
    network = Network(
        start=minutes_of(project.start),
        tasks=[_engine_task(task, uid_of, index) for task in tasks],
        links=[_engine_link(link, uid_of) for link in links],
        calendars=[engine_calendar(calendar, years=years) for calendar in calendars],
        project_calendar=index[project.calendar_id],
        status=_minutes(project.status_date),
        critical_slack=project.critical_slack_minutes,
    )
    return ProjectNetwork(network, [task.pk for task in tasks], [link.pk for link in links])

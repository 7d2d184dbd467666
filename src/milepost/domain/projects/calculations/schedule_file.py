"""A project's schedule as the content of a file."""

from collections.abc import Callable
from pathlib import Path

from django.utils.text import slugify

from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.scheduling import network_of
from milepost.domain.projects.calculations.working_time import working_time_of
from milepost.domain.projects.models import Project, ScheduleImport, TaskDates
from milepost.engine.instants import datetime_of
from milepost.engine.schedule import Schedule, schedule
from milepost.exchange.formats import Format
from milepost.exchange.plan import Kind, Plan
from milepost.exchange.reading import read_plan
from milepost.exchange.writing import content_of


def schedule_file(
    project: Project, ending: str, *, report: Callable[[int, str], object] = lambda percent, step: None
) -> bytes:
    """Write a schedule as .xml, .xlsx or .csv; what came from Microsoft Project goes back into its own document.

    `report` hears the percentage done, and the step to come.
    """
    report(5, "Reading the schedule")
    source = _source(project) if ending == ".xml" else None
    plan = plan_of(project, kept=source[1] if source else None)
    report(40, "Calculating the dates")
    dates = schedule(network_of(project).network)
    if source is None:
        _sum_up(project, plan, dates)
    report(60, "Writing the file")
    return content_of(plan, ending, schedule=dates, source=source[0] if source else None)


def file_name(project: Project, ending: str) -> str:
    """Name the file of a project's schedule."""
    return f"{slugify(project.number)}-{slugify(project.name)}{ending}"


def _sum_up(project: Project, plan: Plan, dates: Schedule) -> None:
    """Say of summaries what follows from the tasks they hold: their working time, and the share of it that is done.

    A document of Microsoft Project keeps its own words for them, which it works out anew when it opens the file.
    """
    time = working_time_of(project)
    done = dict(TaskDates.objects.filter(task__project=project).values_list("task__uid", "percent_complete"))
    places = {int(uid): place for place, uid in enumerate(dates.uid)}
    for task in plan.tasks:
        if task.kind is Kind.SUMMARY:
            place = places[task.uid]
            start, finish = datetime_of(int(dates.start[place])), datetime_of(int(dates.finish[place]))
            task.duration_minutes, task.duration_unit, task.estimated = (
                time.minutes(start, finish),
                "d",
                False,
            )
            task.percent_complete = round(done.get(task.uid, 0))


def _source(project: Project) -> tuple[bytes, Plan] | None:
    """Give the Microsoft Project document that a project was last imported from, as it came and as it reads."""
    applied = ScheduleImport.objects.filter(
        project=project, state=ScheduleImport.State.APPLIED, preview__format=Format.MSPDI
    )
    last = applied.select_related("attachment").first()
    if last is None:
        return None
    path = Path(last.attachment.content.path)
    return path.read_bytes(), read_plan(path, name=last.attachment.name)

"""A schedule's tasks as rows of a table: their place in the outline, and their fields as texts of a planner."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.gantt_document import units_of
from milepost.domain.projects.calculations.outline import places_of
from milepost.domain.projects.calculations.typed_fields import TypedFields
from milepost.domain.projects.calculations.working_time import WorkingTime, working_time_of
from milepost.domain.projects.models import Link, Project, Task
from milepost.exchange.sheets.typed import duration_text

RELATED = ("dates", "responsible", "calendar")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with what a page of them shares."""

    task: Task
    wbs: str
    level: int
    is_summary: bool
    duration: str
    predecessors: str
    baseline_finish: datetime | None
    texts: TypedFields

    @property
    def pk(self) -> int:
        return self.task.pk

    @property
    def project(self) -> Project:
        return self.task.project

    @property
    def start(self) -> datetime | None:
        return self.task.dates.start if hasattr(self.task, "dates") else None

    @property
    def finish(self) -> date | None:
        return last_day(self.task.dates.finish) if hasattr(self.task, "dates") else None

    @property
    def percent(self) -> float:
        return self.task.dates.percent_complete if hasattr(self.task, "dates") else self.task.percent_complete

    @property
    def status(self) -> str:
        """Whether it has not begun (none), has (begun) or is done."""
        if self.percent >= 100:
            return "done"
        return "begun" if self.percent or self.task.actual_start else "none"

    @property
    def responsible(self) -> str:
        return self.task.responsible.name if self.task.responsible else self.task.responsible_name

    @property
    def is_late(self) -> bool:
        """Whether it ends on a later day than the last baseline kept."""
        baseline = self.baseline_finish
        return baseline is not None and self.finish is not None and self.finish > last_day(baseline)

    def text(self, field: str) -> str:
        """Write a field as a planner types it."""
        return self.texts.text(field, self.task)


def task_rows(rows: Any, *, reader: Person, as_of: date) -> list[TaskRow]:
    """Load tasks of one project in a constant number of queries; the rows carry `baseline_finish`."""
    tasks = list(rows.select_related(*RELATED))
    if not tasks:
        return []
    projects = Project.objects.select_related("calendar", "department").prefetch_related("roles")
    project = projects.get(pk=tasks[0].project_id)
    for task in tasks:
        task.project = project
    places, links = places_of(tasks), _links_into(tasks, reader)
    texts, count = TypedFields(project, by=reader, as_of=as_of), working_time_of(project)
    return [
        TaskRow(
            task=task,
            wbs=places[task.pk].number,
            level=places[task.pk].level,
            is_summary=places[task.pk].is_summary,
            duration=_spanned(task, count) if places[task.pk].is_summary else texts.text("duration", task),
            predecessors=texts.links_text(links.get(task.pk, ())),
            baseline_finish=task.baseline_finish,
            texts=texts,
        )
        for task in tasks
    ]


def last_day(finish: datetime) -> date:
    """Give the last day that a task works on: what ends at midnight ended the day before."""
    return (finish - timedelta(minutes=1)).date()


def _links_into(tasks: list[Task], reader: Person) -> dict[int, list[tuple[Task, Link]]]:
    """Give the links to tasks; from other projects those that the reader may see."""
    visible = Q(predecessor__project__in=Project.objects.visible_to(reader))
    links = Link.objects.filter(Q(is_external=False) | visible, successor__in=tasks)
    found: dict[int, list[tuple[Task, Link]]] = {}
    for link in links.select_related("predecessor__project").order_by("is_external", "pk"):
        found.setdefault(link.successor_id, []).append((link.predecessor, link))
    return found


def _spanned(task: Task, count: WorkingTime) -> str:
    """Write how long a summary lasts: the working time from its start to its finish."""
    if not hasattr(task, "dates"):
        return ""
    return duration_text(count.minutes(task.dates.start, task.dates.finish), "d", units_of(task.project))

"""The rows behind the Gantt's document, read by the thousands without an object each."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import BooleanField, Expression, ExpressionWrapper, Q

from milepost.domain.common.fields import minutes_in
from milepost.domain.projects.models import Link, Project, Task

MOST_NAMED = 2_000
"""Beyond so many a whole project is read more quickly than tasks by name."""


class TaskRow(NamedTuple):
    """What was decided of a task, and the dates that follow; instants in minutes."""

    pk: int
    uid: int
    parent: int | None
    name: str
    is_milestone: bool
    duration: int
    unit: str
    is_estimated: bool
    calendar: str | None
    constraint: int
    is_active: bool
    priority: int
    recorded_percent: float
    remaining: int | None
    responsible: str | None
    responsible_name: str
    has_notes: bool
    constraint_at: int | None
    deadline: int | None
    actual_start: int | None
    actual_finish: int | None
    manual_start: int | None
    start: int | None
    finish: int | None
    early_start: int | None
    early_finish: int | None
    late_start: int | None
    late_finish: int | None
    total_slack: int | None
    free_slack: int | None
    percent: float | None
    is_critical: bool | None
    driver: int | None


class LinkRow(NamedTuple):
    """A dependency within the project."""

    pk: int
    predecessor: int
    successor: int
    type: int
    lag: float
    unit: int
    shown_in: str


class ExternalRow(NamedTuple):
    """A dependency on a task of another project."""

    successor: int
    type: int
    lag: float
    unit: int
    shown_in: str
    uid: int
    name: str
    project_id: int
    number: str
    finish: int | None


# In the order of the tuples above.
_TASK_FIELDS: tuple[str | Expression, ...] = (
    "pk", "uid", "parent_id", "name", "is_milestone", "duration_minutes", "duration_unit", "is_estimated",
    "calendar__name", "constraint", "is_active", "priority", "percent_complete", "remaining_minutes",
    "responsible__name", "responsible_name",
    ExpressionWrapper(~Q(notes=""), output_field=BooleanField()),
    *(minutes_in(name) for name in ("constraint_at", "deadline", "actual_start", "actual_finish", "manual_start")),
    *(
        minutes_in(f"dates__{name}")
        for name in ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
    ),
    "dates__total_slack", "dates__free_slack", "dates__percent_complete", "dates__is_critical", "dates__driver_id",
)  # fmt: skip
_EXTERNAL_FIELDS: tuple[str | Expression, ...] = (
    "successor_id", "type", "lag", "lag_unit", "lag_shown_in", "predecessor__uid", "predecessor__name",
    "predecessor__project_id", "predecessor__project__number", minutes_in("predecessor__dates__finish"),
)  # fmt: skip
_LINK_FIELDS = ("pk", "predecessor_id", "successor_id", "type", "lag", "lag_unit", "lag_shown_in")


def task_rows(project: Project, *, ids: Collection[int] | None = None) -> list[TaskRow]:
    """Give a project's tasks in order, or those of these ids."""
    tasks = Task.objects.filter(project=project).order_by("position")
    if ids is not None and len(ids) <= MOST_NAMED:
        tasks = tasks.filter(pk__in=ids)
    rows = [TaskRow(*row) for row in tasks.values_list(*_TASK_FIELDS)]
    return rows if ids is None else [row for row in rows if row.pk in ids]


def link_keys(project: Project) -> list[int]:
    """Give the keys of the links within a project in the order of the document."""
    links = Link.objects.filter(project=project, is_external=False).order_by("pk")
    return list(links.values_list("pk", flat=True))


def driver_keys(project: Project) -> list[int | None]:
    """Give of each task in order the key of the link that decides its start."""
    return list(
        Task.objects.filter(project=project).order_by("position").values_list("dates__driver_id", flat=True)
    )


def link_rows(project: Project) -> list[LinkRow]:
    """Give the links within a project in the order of the document."""
    links = Link.objects.filter(project=project, is_external=False).order_by("pk")
    return [LinkRow(*row) for row in links.values_list(*_LINK_FIELDS)]


def external_rows(project: Project) -> list[ExternalRow]:
    """Give the dependencies on tasks of other projects, in one query."""
    links = Link.objects.filter(project=project, is_external=True).order_by("pk")
    return [ExternalRow(*row) for row in links.values_list(*_EXTERNAL_FIELDS)]

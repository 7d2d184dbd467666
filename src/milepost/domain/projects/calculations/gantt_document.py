"""A project's schedule as one document of columns, which the Gantt draws and nothing else computes from."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Expression

from milepost.domain.common.fields import minutes_in
from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.projects.calculations.scheduling import YEARS_AHEAD, YEARS_BACK
from milepost.domain.projects.calculations.working_time import WorkingTime, working_time_of
from milepost.domain.projects.models import Baseline, BaselineTask, Link, Project, ProjectDates, Task
from milepost.engine.calendar.pattern import Calendar
from milepost.engine.instants import datetime_of, minutes_of
from milepost.engine.network.model import Constraint, LagUnit
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import CONSTRAINT_NAMES, Units, duration_text, lag_text

Column = list[Any]
Columns = dict[str, Column]
Document = dict[str, Any]


class _Row(NamedTuple):
    pk: int
    uid: int
    parent: int | None
    name: str
    is_milestone: bool
    duration: int
    unit: str
    is_estimated: bool
    constraint: int
    is_active: bool
    responsible: str | None
    responsible_name: str
    deadline: int | None
    actual_start: int | None
    actual_finish: int | None
    manual_start: int | None
    start: int | None
    finish: int | None
    late_finish: int | None
    total_slack: int | None
    percent: float | None
    is_critical: bool | None
    driver: int | None


# In the order of `_Row`.
_FIELDS: tuple[str | Expression, ...] = (
    "pk", "uid", "parent_id", "name", "is_milestone", "duration_minutes", "duration_unit", "is_estimated",
    "constraint", "is_active", "responsible__name", "responsible_name",
    *(minutes_in(name) for name in ("deadline", "actual_start", "actual_finish", "manual_start")),
    *(minutes_in(f"dates__{name}") for name in ("start", "finish", "late_finish")),
    "dates__total_slack", "dates__percent_complete", "dates__is_critical", "dates__driver_id",
)  # fmt: skip


def units_of(project: Project) -> Units:
    """Give how many minutes a typed day, week and month of a project hold."""
    return Units(project.minutes_per_day, project.minutes_per_week, project.days_per_month)


def gantt_document(
    project: Project, *, as_of: date, baseline: Baseline | None, is_editable: bool
) -> Document:
    """Lay out a project's tasks and links in columns, beside the dates that one baseline kept of them."""
    rows = [
        _Row(*row) for row in Task.objects.filter(project=project).order_by("position").values_list(*_FIELDS)
    ]
    index = {row.pk: place for place, row in enumerate(rows)}
    links = _links(project)
    return {
        "revision": project.revision,
        "project": _project_facts(project, as_of),
        "calendar": _calendar_facts(project),
        "tasks": _task_columns(project, rows, index, baseline, is_editable=is_editable)
        | {"driver": _drivers(rows, links)},
        "links": _link_columns(project, index, links, {row.driver for row in rows}),
    }


def _project_facts(project: Project, as_of: date) -> dict[str, Any]:
    dates = ProjectDates.objects.filter(project=project).first()
    return {
        "id": project.pk,
        "number": project.number,
        "name": project.name,
        "start": minutes_of(project.start),
        "finish": minutes_of(dates.finish) if dates else None,
        "status_date": minutes_of(project.status_date) if project.status_date else None,
        "today": minutes_of(datetime.combine(as_of, time())),
        "minutes_per_day": project.minutes_per_day,
    }


def _calendar_facts(project: Project) -> dict[str, Any]:
    year = project.start.year
    calendar: Calendar = engine_calendar(project.calendar, years=range(year - YEARS_BACK, year + YEARS_AHEAD))
    return {
        "week": calendar.week,
        "exceptions": [(found.first, found.last, found.shifts) for found in calendar.exceptions],
    }


def _task_columns(
    project: Project,
    rows: list[_Row],
    index: dict[int, int],
    baseline: Baseline | None,
    *,
    is_editable: bool,
) -> Columns:
    parents = [-1 if row.parent is None else index[row.parent] for row in rows]
    summaries = set(parents)
    kept = _kept(baseline)
    durations = list(_durations(project, rows, summaries))
    return {
        "id": [row.pk for row in rows],
        "uid": [row.uid for row in rows],
        "parent": parents,
        **_outline(parents),
        "name": [row.name for row in rows],
        "kind": [_kind(row, is_summary=place in summaries) for place, row in enumerate(rows)],
        "start": [row.start for row in rows],
        "finish": [row.finish for row in rows],
        "duration": [minutes for minutes, _ in durations],
        "duration_text": [text for _, text in durations],
        "percent": [round(row.percent or 0) for row in rows],
        "critical": [int(bool(row.is_critical)) for row in rows],
        "total_slack": [row.total_slack for row in rows],
        "late_finish": [row.late_finish for row in rows],
        "deadline": [row.deadline for row in rows],
        "baseline_start": [kept.get(row.uid, (None, None))[0] for row in rows],
        "baseline_finish": [kept.get(row.uid, (None, None))[1] for row in rows],
        "actual_start": [row.actual_start for row in rows],
        "responsible": [row.responsible or row.responsible_name for row in rows],
        "constraint": [
            CONSTRAINT_NAMES[Constraint(row.constraint)] if row.constraint else "" for row in rows
        ],
        "manual": [int(row.manual_start is not None) for row in rows],
        "inactive": [int(not row.is_active) for row in rows],
        "editable": [
            int(is_editable and place not in summaries and row.is_active and row.actual_finish is None)
            for place, row in enumerate(rows)
        ],
    }


def _kept(baseline: Baseline | None) -> dict[int, tuple[int, int]]:
    if baseline is None:
        return {}
    tasks = BaselineTask.objects.filter(baseline=baseline)
    rows = tasks.values_list("uid", minutes_in("start"), minutes_in("finish"))
    return {uid: (start, finish) for uid, start, finish in rows}


def _outline(parents: list[int]) -> Columns:
    """Number the outline as in 2.1.3, with the level of each task from 1."""
    levels: list[int] = []
    numbers: list[str] = []
    children: dict[int, int] = {}
    for parent in parents:
        nth = children[parent] = children.get(parent, 0) + 1
        levels.append(1 if parent < 0 else levels[parent] + 1)
        numbers.append(str(nth) if parent < 0 else f"{numbers[parent]}.{nth}")
    return {"level": levels, "wbs": numbers}


def _durations(project: Project, rows: list[_Row], summaries: set[int]) -> Iterable[tuple[int | None, str]]:
    """Give each task's duration and how it reads; a summary lasts the working time from its start to its finish."""
    units, count = units_of(project), working_time_of(project)
    for place, row in enumerate(rows):
        if place not in summaries:
            yield row.duration, duration_text(row.duration, row.unit, units, estimated=row.is_estimated)
        elif (spanned := _spanned(row, count)) is not None:
            yield spanned, duration_text(spanned, "d", units)
        else:
            yield None, ""


def _spanned(row: _Row, count: WorkingTime) -> int | None:
    if row.start is None or row.finish is None:
        return None
    return count.minutes(datetime_of(row.start), datetime_of(row.finish))


def _kind(row: _Row, *, is_summary: bool) -> str:
    return "summary" if is_summary else "milestone" if row.is_milestone else "task"


def _links(project: Project) -> list[tuple[Any, ...]]:
    fields = ("pk", "predecessor_id", "successor_id", "type", "lag", "lag_unit", "lag_shown_in")
    return list(Link.objects.filter(project=project, is_external=False).order_by("pk").values_list(*fields))


def _drivers(rows: list[_Row], links: list[tuple[Any, ...]]) -> Column:
    """Give for each task the place of the link that drives its date, or -1."""
    places = {pk: place for place, (pk, *_) in enumerate(links)}
    return [-1 if row.driver is None else places.get(row.driver, -1) for row in rows]


def _link_columns(
    project: Project, index: dict[int, int], links: list[tuple[Any, ...]], drivers: set[int | None]
) -> Columns:
    units = units_of(project)
    return {
        "predecessor": [index[predecessor] for _, predecessor, *_ in links],
        "successor": [index[successor] for _, _, successor, *_ in links],
        "type": [kind for _, _, _, kind, *_ in links],
        "lag_text": [_lag_text(lag, unit, shown_in, units) for *_, lag, unit, shown_in in links],
        "driving": [int(pk in drivers) for pk, *_ in links],
    }


def _lag_text(lag: float, unit: int, shown_in: str, units: Units) -> str:
    return lag_text(PlanLink(0, 0, lag=lag, lag_unit=LagUnit(unit), lag_shown_in=shown_in), units)

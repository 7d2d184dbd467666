"""How lists of projects are sorted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from milepost.domain.projects.calculations.project_rows import ProjectRow
from milepost.domain.projects.models import Project, Status

WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.ON_HOLD, Status.NOT_RATED)
SORTS: dict[str, Callable[[ProjectRow], Any]] = {
    "number": lambda row: row.project.number,
    "name": lambda row: row.project.name.lower(),
    "department": lambda row: row.project.department.name.lower(),
    "manager": lambda row: row.project.manager.name.lower() if row.project.manager else "",
    "state": lambda row: Project.State.values.index(row.project.state),
    "schedule": lambda row: WORST_FIRST.index(row.schedule.status),
    "status": lambda row: WORST_FIRST.index(row.overall.status),
    "complete": lambda row: row.percent or 0.0,
    "finish": lambda row: row.finish or datetime.max,
    "variance": lambda row: -(row.finish_days if row.finish_days is not None else float("-inf")),
}


def sorted_rows(rows: Sequence[ProjectRow], sort: str) -> list[ProjectRow]:
    """Sort rows by a column, falling with a leading minus; what names no column leaves their order."""
    key = SORTS.get(sort.removeprefix("-"))
    return list(rows) if key is None else sorted(rows, key=key, reverse=sort.startswith("-"))

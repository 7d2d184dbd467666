"""A list of projects in a spreadsheet, read and written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list, read_only_once, write_list


class ProjectColumn(StrEnum):
    """The headings of a list of projects."""

    NUMBER = "Number"
    NAME = "Name"
    DEPARTMENT = "Department"
    TYPE = "Type"
    TIER = "Tier"
    STATE = "State"
    MANAGER = "Manager"
    SPONSOR = "Sponsor"
    START = "Start"
    TARGET_FINISH = "Target finish"
    PURPOSE = "Purpose"


HEADINGS = {column.lower(): column for column in ProjectColumn} | {
    "project": ProjectColumn.NAME,
    "project name": ProjectColumn.NAME,
    "project number": ProjectColumn.NUMBER,
    "project manager": ProjectColumn.MANAGER,
    "status": ProjectColumn.STATE,
    "start date": ProjectColumn.START,
    "finish": ProjectColumn.TARGET_FINISH,
    "end date": ProjectColumn.TARGET_FINISH,
}


@dataclass(frozen=True, slots=True)
class ListedProject:
    """One row of the list, as it was typed; `row` is where it stands."""

    row: int
    name: str
    number: str = ""
    department: str = ""
    type: str = ""
    tier: str = ""
    state: str = ""
    manager: str = ""
    sponsor: str = ""
    start: date | None = None
    target_finish: date | None = None
    purpose: str = ""


def read_project_list(path: Path, *, name: str | None = None) -> list[ListedProject]:
    """Read a list of projects from a workbook or separated values. Raises `UnreadableFile`."""
    numbers: dict[str, int] = {}
    return read_list(
        path,
        lambda cells: _project(cells, numbers),
        name=name or path.name,
        headings=HEADINGS,
        required=ProjectColumn.NAME,
    )


def _project(cells: Cells, numbers: dict[str, int]) -> ListedProject:
    dates = {ProjectColumn.START, ProjectColumn.TARGET_FINISH}
    texts = {column.lower(): cells.text(column) for column in ProjectColumn if column not in dates}
    start, finish = (_day(cells, column) for column in (ProjectColumn.START, ProjectColumn.TARGET_FINISH))
    if start and finish and finish < start:
        raise BadCell(f"Row {cells.number}: Target finish ({finish}) lies before Start ({start}).")
    read_only_once(cells, ProjectColumn.NUMBER, numbers)
    return ListedProject(row=cells.number, start=start, target_finish=finish, **texts)


def _day(cells: Cells, column: ProjectColumn) -> date | None:
    instant: datetime | None = cells.instant(column, minute_of_day=0)
    return instant.date() if instant else None


def write_project_list(projects: Iterable[ListedProject] = ()) -> bytes:
    """Write a workbook with the list; without projects it is the template to fill in."""
    order = [column.lower().replace(" ", "_") for column in ProjectColumn]
    rows = ([getattr(project, name) for name in order] for project in projects)
    return write_list("Projects", list(ProjectColumn), rows, widths={"Name": 44, "Purpose": 60})

"""A list of projects in a spreadsheet, read and written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, UnknownFormat
from milepost.exchange.formats import Format, format_of
from milepost.exchange.sheets.columns import BadCell, BadRows, Cells, find_header
from milepost.exchange.sheets.tables import csv_rows, workbook_rows
from milepost.exchange.sheets.workbook import new_workbook, write_table


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
    called = name or path.name
    limits.hold_size(path, called)
    found = format_of(path, name=called)
    with path.open("rb") as source:
        if found is Format.XLSX:
            sheets = list(workbook_rows(source).values())
        elif found is Format.CSV:
            sheets = [csv_rows(source)]
        else:
            raise UnknownFormat(
                f"{called} is no list. Fill in Milepost's template (.xlsx or .csv) and import that."
            )
    if not sheets:
        raise Damaged(f"{called} holds no sheet. Fill in Milepost's template and import that.")
    rows = sheets[0]
    header, places = find_header(rows, HEADINGS, required=ProjectColumn.NAME)
    return _read([Cells(number, row, places) for number, row in enumerate(rows[header + 1 :], header + 2)])


def _read(rows: Iterable[Cells]) -> list[ListedProject]:
    projects, problems = [], []
    numbers: dict[str, int] = {}
    for cells in rows:
        if not cells.text(ProjectColumn.NAME):
            continue
        try:
            project = _project(cells)
        except BadCell as problem:
            problems.append(str(problem))
            continue
        if project.number and (other := numbers.setdefault(project.number, project.row)) != project.row:
            problems.append(f"Row {project.row}: Number “{project.number}” also stands in row {other}.")
        projects.append(project)
    if problems:
        raise BadRows(problems)
    return projects


def _project(cells: Cells) -> ListedProject:
    dates = {ProjectColumn.START, ProjectColumn.TARGET_FINISH}
    texts = {column.lower(): cells.text(column) for column in ProjectColumn if column not in dates}
    start, finish = (_day(cells, column) for column in (ProjectColumn.START, ProjectColumn.TARGET_FINISH))
    if start and finish and finish < start:
        raise BadCell(f"Row {cells.number}: Target finish ({finish}) lies before Start ({start}).")
    return ListedProject(row=cells.number, start=start, target_finish=finish, **texts)


def _day(cells: Cells, column: ProjectColumn) -> date | None:
    instant: datetime | None = cells.instant(column, minute_of_day=0)
    return instant.date() if instant else None


def write_project_list(projects: Iterable[ListedProject] = ()) -> bytes:
    """Write a workbook with the list; without projects it is the template to fill in."""
    order = [column.lower().replace(" ", "_") for column in ProjectColumn]
    output = BytesIO()
    with new_workbook(output) as book:
        rows = ((1, [getattr(project, name) for name in order]) for project in projects)
        write_table(book, "Projects", list(ProjectColumn), rows, widths={"Name": 44, "Purpose": 60})
    return output.getvalue()

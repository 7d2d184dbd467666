"""Hours as a time system exports them: one row a person, day and piece of work."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list, write_list

MIDNIGHT = 0
MOST_TEXT = 200


class HoursColumn(StrEnum):
    """The columns, as they are written."""

    DOCUMENT = "Document"
    LINE = "Line"
    PERSON = "Person"
    DAY = "Date"
    HOURS = "Hours"
    PROJECT = "Project"
    TASK = "Task"
    CODE = "Code"


HEADINGS = {column.lower(): column for column in HoursColumn} | {
    "batch": HoursColumn.DOCUMENT,
    "timesheet": HoursColumn.DOCUMENT,
    "document number": HoursColumn.DOCUMENT,
    "line number": HoursColumn.LINE,
    "employee": HoursColumn.PERSON,
    "email": HoursColumn.PERSON,
    "e-mail": HoursColumn.PERSON,
    "name": HoursColumn.PERSON,
    "day": HoursColumn.DAY,
    "work date": HoursColumn.DAY,
    "project number": HoursColumn.PROJECT,
    "task name": HoursColumn.TASK,
    "time code": HoursColumn.CODE,
    "pay code": HoursColumn.CODE,
}


@dataclass(frozen=True, slots=True)
class ListedHours:
    """One line of a time system; `row` is where it stands, `minutes` may be below zero."""

    row: int
    document: str
    line: str
    person: str
    day: date | None
    minutes: int
    project: str
    task: str
    code: str


def read_hours_list(path: Path, *, name: str | None = None) -> list[ListedHours]:
    """Read hours from a workbook or separated values; raises `UnreadableFile`."""
    return read_list(path, _hours, name=name or path.name, headings=HEADINGS, required=HoursColumn.PERSON)


def write_hours_list() -> bytes:
    """Write the workbook to fill in."""
    return write_list("Hours", list(HoursColumn), [], widths={"Person": 28, "Project": 28, "Task": 36})


def _hours(cells: Cells) -> ListedHours:
    found = cells.instant(HoursColumn.DAY, minute_of_day=MIDNIGHT)
    if found is None:
        raise BadCell(f"Row {cells.number}: Date is missing.")
    hours = cells.number_in(HoursColumn.HOURS)
    if hours is None:
        raise BadCell(f"Row {cells.number}: Hours are missing.")
    texts = {column: cells.text(column)[:MOST_TEXT] for column in HoursColumn}
    return ListedHours(
        cells.number,
        texts[HoursColumn.DOCUMENT],
        texts[HoursColumn.LINE],
        texts[HoursColumn.PERSON],
        found.date(),
        round(hours * 60),
        texts[HoursColumn.PROJECT],
        texts[HoursColumn.TASK],
        texts[HoursColumn.CODE],
    )

"""A list of absences in a spreadsheet, as a personnel system exports it, read and written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list, write_list

MIDNIGHT = 0
ALL_DAY = 100


class AbsenceColumn(StrEnum):
    """The headings of a list of absences."""

    PERSON = "Person"
    FIRST = "First day"
    LAST = "Last day"
    SHARE = "Share"
    REASON = "Reason"
    NOTE = "Note"


HEADINGS = {column.lower(): column for column in AbsenceColumn} | {
    "name": AbsenceColumn.PERSON,
    "employee": AbsenceColumn.PERSON,
    "email": AbsenceColumn.PERSON,
    "from": AbsenceColumn.FIRST,
    "start": AbsenceColumn.FIRST,
    "start date": AbsenceColumn.FIRST,
    "to": AbsenceColumn.LAST,
    "until": AbsenceColumn.LAST,
    "end": AbsenceColumn.LAST,
    "end date": AbsenceColumn.LAST,
    "share of time": AbsenceColumn.SHARE,
    "type": AbsenceColumn.REASON,
    "leave type": AbsenceColumn.REASON,
    "comment": AbsenceColumn.NOTE,
}
KINDS = {
    "": "leave",
    "leave": "leave",
    "annual leave": "leave",
    "vacation": "leave",
    "sick": "leave",
    "sick leave": "leave",
    "training": "training",
    "conference": "training",
    "part time": "part_time",
    "part-time": "part_time",
    "on call": "on_call",
    "on-call": "on_call",
    "standby": "on_call",
    "other": "other",
}
"""What personnel systems call reasons; sick leave is kept as leave, for nobody's health is Milepost's business."""


@dataclass(frozen=True, slots=True)
class ListedAbsence:
    """One absence as it was brought; `row` is where it stands, `person` an email address or a name."""

    row: int
    person: str
    first: date | None
    last: date | None
    share: int
    kind: str
    note: str


def read_absence_list(path: Path, *, name: str | None = None) -> list[ListedAbsence]:
    """Read a list of absences from a workbook or separated values. Raises `UnreadableFile`."""
    return read_list(path, _absence, name=name or path.name, headings=HEADINGS, required=AbsenceColumn.PERSON)


def write_absence_list() -> bytes:
    """Write the workbook to fill in."""
    return write_list("Absences", list(AbsenceColumn), [], widths={"Person": 32, "Reason": 16, "Note": 40})


def _absence(cells: Cells) -> ListedAbsence:
    first, last = _day(cells, AbsenceColumn.FIRST), _day(cells, AbsenceColumn.LAST)
    if first is None:
        raise BadCell(f"Row {cells.number}: say the first day.")
    if last is not None and last < first:
        raise BadCell(f"Row {cells.number}: the last day comes before the first.")
    reason = cells.text(AbsenceColumn.REASON)
    kind = KINDS.get(reason.casefold())
    if kind is None:
        known = ", ".join(sorted({word for word in KINDS if word}))
        raise BadCell(f"Row {cells.number}: the reason “{reason[:40]}” is none of these: {known}.")
    return ListedAbsence(
        cells.number, cells.text(AbsenceColumn.PERSON), first, last, _share(cells), kind,
        cells.text(AbsenceColumn.NOTE)[:200],
    )  # fmt: skip


def _day(cells: Cells, column: AbsenceColumn) -> date | None:
    found = cells.instant(column, minute_of_day=MIDNIGHT)
    return None if found is None else found.date()


def _share(cells: Cells) -> int:
    """Read a share: 50, 50% and 0.5 are half of the time; nothing is all of it."""
    text = cells.text(AbsenceColumn.SHARE)
    number = cells.number_in(AbsenceColumn.SHARE)
    if number is None:
        return ALL_DAY
    percent = number if text.endswith("%") or number > 1 else number * 100
    if not 1 <= percent <= ALL_DAY:
        raise BadCell(f"Row {cells.number}: the share “{text[:40]}” is not 1 to 100%.")
    return round(percent)

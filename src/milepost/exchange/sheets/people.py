"""A list of people in a spreadsheet, as a personnel system exports it, read and written."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import Cells
from milepost.exchange.sheets.lists import read_list, read_only_once, write_list


class PersonColumn(StrEnum):
    """The headings of a list of people."""

    NAME = "Name"
    EMAIL = "Email"
    JOB_TITLE = "Job title"
    DEPARTMENT = "Department"
    SUPERVISOR = "Supervisor"
    SITE = "Site"
    PHONE = "Phone"


HEADINGS = {column.lower(): column for column in PersonColumn} | {
    "full name": PersonColumn.NAME,
    "employee": PersonColumn.NAME,
    "employee name": PersonColumn.NAME,
    "e-mail": PersonColumn.EMAIL,
    "email address": PersonColumn.EMAIL,
    "e-mail address": PersonColumn.EMAIL,
    "title": PersonColumn.JOB_TITLE,
    "position": PersonColumn.JOB_TITLE,
    "division": PersonColumn.DEPARTMENT,
    "manager": PersonColumn.SUPERVISOR,
    "reports to": PersonColumn.SUPERVISOR,
    "location": PersonColumn.SITE,
    "telephone": PersonColumn.PHONE,
}


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row of the list, as it was typed; `row` is where it stands."""

    row: int
    name: str
    email: str = ""
    job_title: str = ""
    department: str = ""
    supervisor: str = ""
    site: str = ""
    phone: str = ""


def read_person_list(path: Path, *, name: str | None = None) -> list[ListedPerson]:
    """Read a list of people from a workbook or separated values. Raises `UnreadableFile`."""
    addresses: dict[str, int] = {}
    return read_list(
        path,
        lambda cells: _person(cells, addresses),
        name=name or path.name,
        headings=HEADINGS,
        required=PersonColumn.NAME,
    )


def write_person_list() -> bytes:
    """Write the workbook to fill in."""
    return write_list("People", list(PersonColumn), [], widths={"Name": 28, "Email": 32, "Job title": 32})


def _person(cells: Cells, addresses: dict[str, int]) -> ListedPerson:
    read_only_once(cells, PersonColumn.EMAIL, addresses)
    texts = {column.lower().replace(" ", "_"): cells.text(column) for column in PersonColumn}
    return ListedPerson(row=cells.number, **texts)

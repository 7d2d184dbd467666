"""A list of requirements in a spreadsheet, read and written."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list, read_only_once, write_list

PRIORITIES = {
    "": "", "must": "must", "must have": "must", "m": "must", "high": "must", "mandatory": "must",
    "should": "should", "should have": "should", "s": "should", "medium": "should",
    "could": "could", "could have": "could", "c": "could", "low": "could", "nice to have": "could",
    "wont": "wont", "won't": "wont", "won't have": "wont", "w": "wont", "not this time": "wont",
}  # fmt: skip


class RequirementColumn(StrEnum):
    """The headings of a list of requirements."""

    NUMBER = "No."
    TEXT = "Requirement"
    SOURCE = "Source"
    PRIORITY = "Priority"
    CRITERIA = "Accepted when"


HEADINGS = {column.lower(): column for column in RequirementColumn} | {
    "number": RequirementColumn.NUMBER,
    "id": RequirementColumn.NUMBER,
    "description": RequirementColumn.TEXT,
    "text": RequirementColumn.TEXT,
    "requested by": RequirementColumn.SOURCE,
    "moscow": RequirementColumn.PRIORITY,
    "acceptance criteria": RequirementColumn.CRITERIA,
    "criteria": RequirementColumn.CRITERIA,
}


@dataclass(frozen=True, slots=True)
class ListedRequirement:
    """One row of the list; `number` names one that stands, `None` is new."""

    row: int
    number: int | None
    text: str
    source: str = ""
    priority: str = ""
    acceptance_criteria: str = ""


def read_requirement_list(path: Path, *, name: str | None = None) -> list[ListedRequirement]:
    """Read a list of requirements from a workbook or separated values. Raises `UnreadableFile`."""
    seen: dict[str, int] = {}
    return read_list(
        path,
        lambda cells: _requirement(cells, seen),
        name=name or path.name,
        headings=HEADINGS,
        required=RequirementColumn.TEXT,
    )


def write_requirement_list(rows: Iterable[ListedRequirement] = ()) -> bytes:
    """Write the workbook to fill in, with what stands."""
    widths = {"Requirement": 60, "Source": 28, "Accepted when": 48}
    return write_list(
        "Requirements", list(RequirementColumn), [list(astuple(row)[1:]) for row in rows], widths=widths
    )


def _requirement(cells: Cells, seen: dict[str, int]) -> ListedRequirement:
    number = read_only_once(cells, RequirementColumn.NUMBER, seen).removesuffix(".0")
    if number and not (number.isdecimal() and len(number) < 8):
        raise BadCell(
            f"Row {cells.number}: No. “{number}” is not a number; leave it empty for a new requirement."
        )
    priority = cells.text(RequirementColumn.PRIORITY)
    if priority.lower() not in PRIORITIES:
        raise BadCell(f"Row {cells.number}: Priority “{priority}” is none of must, should, could, won't.")
    text, source = cells.text(RequirementColumn.TEXT), cells.text(RequirementColumn.SOURCE)
    for column, value, most in ((RequirementColumn.TEXT, text, 500), (RequirementColumn.SOURCE, source, 300)):
        if len(value) > most:
            raise BadCell(f"Row {cells.number}: {column} is longer than {most} characters.")
    return ListedRequirement(
        cells.number, int(number) if number else None, text, source, PRIORITIES[priority.lower()],
        cells.text(RequirementColumn.CRITERIA),
    )  # fmt: skip

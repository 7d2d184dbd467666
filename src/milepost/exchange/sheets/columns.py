"""The columns of a task list, and a row read by them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from milepost.exchange.errors import Damaged
from milepost.exchange.fields import BadValue, number_of
from milepost.exchange.sheets.tables import Row, Value
from milepost.exchange.sheets.typed_dates import instant_of

Read = TypeVar("Read")

HEADER_WITHIN = 20
DAY_START, DAY_FINISH = 480, 1020


class Column(StrEnum):
    """The headings, as they are written; other spellings are in `SPELLINGS`."""

    ID = "ID"
    LEVEL = "Level"
    WBS = "WBS"
    NAME = "Name"
    DURATION = "Duration"
    PREDECESSORS = "Predecessors"
    MILESTONE = "Milestone"
    CONSTRAINT = "Constraint"
    CONSTRAINT_DATE = "Constraint date"
    DEADLINE = "Deadline"
    PERCENT_COMPLETE = "% complete"
    ACTUAL_START = "Actual start"
    ACTUAL_FINISH = "Actual finish"
    REMAINING = "Remaining duration"
    RESPONSIBLE = "Responsible"
    NOTES = "Notes"
    START = "Start"
    FINISH = "Finish"
    EARLY_START = "Early start"
    EARLY_FINISH = "Early finish"
    LATE_START = "Late start"
    LATE_FINISH = "Late finish"
    TOTAL_SLACK = "Total slack (days)"
    FREE_SLACK = "Free slack (days)"
    CRITICAL = "Critical"


MEANINGS = {
    Column.ID: "A number of your own for the task; predecessors refer to it. Without it, rows count from 1.",
    Column.LEVEL: "1 for the top of the outline, 2 for what lies below, and so on. Left empty: 1.",
    Column.WBS: "Your code for the task, if any.",
    Column.NAME: "What is to be done. Rows without a name are passed over.",
    Column.DURATION: "Working time: 4h, 3d, 2w, 1mo; elapsed with an e: 5ed; estimated with a question mark: 3d?.",
    Column.PREDECESSORS: "What it waits for: 12; 14SS; 15FF-1d; 16FS+50%. Separated by ; or ,.",
    Column.MILESTONE: "yes for a milestone. A duration of 0 makes one too.",
    Column.CONSTRAINT: "As soon as possible (or empty), As late as possible, Must start on, Must finish on, "
    "Start no earlier than, Start no later than, Finish no earlier than, Finish no later than.",
    Column.CONSTRAINT_DATE: "The date of the constraint.",
    Column.DEADLINE: "The date to be warned about; it moves nothing.",
    Column.PERCENT_COMPLETE: "0 to 100.",
    Column.ACTUAL_START: "When work began.",
    Column.ACTUAL_FINISH: "When it was done.",
    Column.REMAINING: "What is left of a task that has begun; without it, it follows from % complete.",
    Column.RESPONSIBLE: "Who answers for the task.",
    Column.NOTES: "Anything else.",
    Column.START: "Calculated. Read as a decision only in a list without Predecessors and Constraint.",
    Column.FINISH: "Calculated. Gives the duration where none is typed.",
    Column.EARLY_START: "Calculated; not read.",
    Column.EARLY_FINISH: "Calculated; not read.",
    Column.LATE_START: "Calculated; not read.",
    Column.LATE_FINISH: "Calculated; not read.",
    Column.TOTAL_SLACK: "Calculated; not read.",
    Column.FREE_SLACK: "Calculated; not read.",
    Column.CRITICAL: "Calculated; not read.",
}
SPELLINGS = {
    "number": Column.ID,
    "no": Column.ID,
    "no.": Column.ID,
    "task id": Column.ID,
    "unique id": Column.ID,
    "outline level": Column.LEVEL,
    "task": Column.NAME,
    "task name": Column.NAME,
    "predecessor": Column.PREDECESSORS,
    "constraint type": Column.CONSTRAINT,
    "percent complete": Column.PERCENT_COMPLETE,
    "% done": Column.PERCENT_COMPLETE,
    "start date": Column.START,
    "finish date": Column.FINISH,
    "end": Column.FINISH,
    "end date": Column.FINISH,
    "owner": Column.RESPONSIBLE,
    "assigned to": Column.RESPONSIBLE,
    "resource names": Column.RESPONSIBLE,
    "total slack": Column.TOTAL_SLACK,
    "free slack": Column.FREE_SLACK,
}
HEADINGS = {column.lower(): column for column in Column} | SPELLINGS


class BadRows(Damaged):
    """Rows of a list that cannot be read; `problems` has a sentence for each, to the limit that is shown."""

    SHOWN = 20

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems[: self.SHOWN]
        more = len(problems) - self.SHOWN
        rest = f" And {more:,} more." if more > 0 else ""
        super().__init__(f"{' '.join(self.problems)}{rest} Correct the list and import again.")


def find_header(rows: list[Row], headings: Mapping[str, str], *, required: str) -> tuple[int, dict[str, int]]:
    """Find the row of headings and the place of each column in it."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        places = {
            headings[heading_of(cell)]: place
            for place, cell in reversed(list(enumerate(row)))
            if heading_of(cell) in headings
        }
        if required in places:
            return number, places
    raise Damaged(
        f"No column “{required}” was found in the first {HEADER_WITHIN} rows. "
        "Give the list a row of headings as in Milepost's template and import again."
    )


def heading_of(cell: Value) -> str:
    """Give how a heading is looked up; a workbook may hold one that is a year as a number."""
    if isinstance(cell, int | float) and cell == round(cell):
        return str(round(cell))
    return cell.strip().lower() if isinstance(cell, str) else ""


class BadCell(ValueError):
    """A cell cannot be read; the message names its row and column."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by column; what cannot be read raises `BadCell`."""

    number: int
    row: Row
    places: dict[str, int]

    def text(self, column: str) -> str:
        value = self._value(column)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if value is None else str(value).strip()

    def read(self, column: str, notation: Callable[[str], Read]) -> Read | None:
        """Read a cell of some notation, which raises `BadValue`; `None` where it is empty."""
        text = self.text(column)
        try:
            return notation(text) if text else None
        except BadValue as error:
            raise BadCell(f"Row {self.number}: {column} “{text[:40]}” {error}.") from error

    def number_in(self, column: str) -> float | None:
        return self.read(column, lambda text: number_of(text.removesuffix("%").strip()))

    def whole(self, column: str) -> int | None:
        return self.read(column, whole_of)

    def instant(self, column: str, *, minute_of_day: int) -> datetime | None:
        """Read a date; without a time, or at midnight as spreadsheets keep bare dates, it takes `minute_of_day`."""
        return self.read(column, lambda text: instant_of(text, minute_of_day=minute_of_day))

    def _value(self, column: str) -> Value:
        place = self.places.get(column, -1)
        return self.row[place] if 0 <= place < len(self.row) else None


def whole_of(text: str) -> int:
    """Read a whole number that is not negative."""
    number = number_of(text)
    if number != round(number) or number < 0:
        raise BadValue("is not a whole number")
    return round(number)

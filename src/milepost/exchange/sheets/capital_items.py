"""A capital plan as a spreadsheet has it: a row for each item and who pays, a column for each fiscal year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from milepost.exchange.errors import Damaged
from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.expenditures import amount_of
from milepost.exchange.sheets.lists import read_list, write_list

CENTURY, LAST_YEAR = 2000, 2200
TRUE = ("yes", "y", "true", "1", "x")


class CapitalColumn(StrEnum):
    """The headings beside those of the years."""

    ITEM = "Item"
    DEPARTMENT = "Department"
    NEED = "Why it is needed"
    MANDATED = "Required by law"
    RANK = "Rank"
    STATE = "State"
    PROJECT = "Project number"
    FUND = "Fund"
    SOURCE = "Source"
    TOTAL = "Total"


def _spellings(year: int) -> list[str]:
    """Give the ways in which a column names its fiscal year."""
    short = [f"fy{year % 100:02}", f"fy {year % 100:02}"] if year < CENTURY + 100 else []
    return [f"{year}", f"fy {year}", f"fy{year}", *short]


YEARS = {spelling: f"FY {year}" for year in range(CENTURY, LAST_YEAR + 1) for spelling in _spellings(year)}
HEADINGS: Mapping[str, str] = {
    **{column.lower(): column for column in CapitalColumn},
    "name": CapitalColumn.ITEM,
    "project": CapitalColumn.ITEM,
    "project name": CapitalColumn.ITEM,
    "need": CapitalColumn.NEED,
    "description": CapitalColumn.NEED,
    "justification": CapitalColumn.NEED,
    "scope of work": CapitalColumn.NEED,
    "mandated": CapitalColumn.MANDATED,
    "priority": CapitalColumn.RANK,
    "status": CapitalColumn.STATE,
    "funding source": CapitalColumn.SOURCE,
    "total cost": CapitalColumn.TOTAL,
    "total budget": CapitalColumn.TOTAL,
    **YEARS,
}


@dataclass(frozen=True, slots=True)
class ListedCapital:
    """One row: what one fund or source pays for an item; `amounts` are dollars as text, by fiscal year."""

    row: int
    item: str
    department: str = ""
    need: str = ""
    is_mandated: bool = False
    rank: int | None = None
    state: str = ""
    project: str = ""
    fund: str = ""
    source: str = ""
    amounts: dict[str, str] = field(default_factory=dict)


def read_capital_list(path: Path, *, name: str) -> list[ListedCapital]:
    """Read a capital plan from a workbook or separated values. Raises `UnreadableFile`."""
    return read_list(path, _listed, name=name, headings=HEADINGS, required=CapitalColumn.ITEM)


def write_capital_list(years: Sequence[int]) -> bytes:
    """Write the workbook to fill in."""
    *texts, total = CapitalColumn
    columns = [*texts, *(f"FY {year}" for year in years), total]
    return write_list(
        "Capital plan", columns, [], widths={"Item": 40, "Department": 28, "Why it is needed": 50}
    )


def _listed(cells: Cells) -> ListedCapital:
    headings = sorted(set(YEARS.values()) & set(cells.places))
    if not headings:
        raise Damaged("No column is named by its fiscal year, such as FY 2028. Name each and import again.")
    read = {heading: cells.read(heading, amount_of) or Decimal() for heading in headings}
    if below := next((heading for heading, amount in read.items() if amount < 0), None):
        raise BadCell(f"Row {cells.number}: {below} is below zero.")
    total = cells.read(CapitalColumn.TOTAL, amount_of)
    if total is not None and (difference := sum(read.values(), Decimal()) - total):
        raise BadCell(
            f"Row {cells.number}: the years add up to {difference:+,.2f} against its Total of {total:,.2f}. "
            "Name every column with money by its fiscal year."
        )
    texts = {
        name: cells.text(column)
        for name, column in (
            ("item", CapitalColumn.ITEM), ("department", CapitalColumn.DEPARTMENT), ("need", CapitalColumn.NEED),
            ("state", CapitalColumn.STATE), ("project", CapitalColumn.PROJECT), ("fund", CapitalColumn.FUND),
            ("source", CapitalColumn.SOURCE),
        )
    }  # fmt: skip
    return ListedCapital(
        row=cells.number,
        is_mandated=cells.text(CapitalColumn.MANDATED).lower() in TRUE,
        rank=cells.whole(CapitalColumn.RANK),
        amounts={heading.removeprefix("FY "): f"{amount:f}" for heading, amount in read.items() if amount},
        **texts,
    )

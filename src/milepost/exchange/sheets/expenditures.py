"""Expenditures of a ledger as a list: date, amount, document, and what they belong to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from milepost.exchange.errors import Damaged
from milepost.exchange.fields import BadValue
from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import cells_of, write_list

CENT = Decimal("0.01")
MOST = Decimal("999999999999.99")
MOST_LINES = 50_000
LONGEST_DOCUMENT, LONGEST_VENDOR, LONGEST_DESCRIPTION = 60, 160, 200
_DOLLAR = re.compile(r"USD|US\$|\$")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_ABROAD = re.compile(r"[\u00a2-\u00a5\u20a0-\u20cf]|\b(?!USD)[A-Z]{3}\b|[A-Z]\$")
"""Signs and codes of currencies, such as €, EUR or CA$."""


class ExpenditureColumn(StrEnum):
    """The headings of a list of expenditures."""

    DATE = "Date"
    AMOUNT = "Amount"
    DOCUMENT = "Document"
    LINE = "Line"
    PROJECT = "Project"
    TASK = "Task"
    FUND = "Fund"
    COST_CENTER = "Cost center"
    ACCOUNT = "Account"
    VENDOR = "Vendor"
    DESCRIPTION = "Description"


HEADINGS = {column.lower(): column for column in ExpenditureColumn} | {
    "posting date": ExpenditureColumn.DATE,
    "gl date": ExpenditureColumn.DATE,
    "effective date": ExpenditureColumn.DATE,
    "transaction amount": ExpenditureColumn.AMOUNT,
    "net amount": ExpenditureColumn.AMOUNT,
    "document number": ExpenditureColumn.DOCUMENT,
    "doc no": ExpenditureColumn.DOCUMENT,
    "journal": ExpenditureColumn.DOCUMENT,
    "line number": ExpenditureColumn.LINE,
    "phase": ExpenditureColumn.TASK,
    "task or phase": ExpenditureColumn.TASK,
    "project number": ExpenditureColumn.PROJECT,
    "comment": ExpenditureColumn.DESCRIPTION,
}


@dataclass(frozen=True, slots=True)
class ListedExpenditure:
    """One line as it was typed; `row` is where it stands."""

    row: int
    on: date
    amount: Decimal
    document: str
    line: int = 1
    project: str = ""
    task: str = ""
    fund: str = ""
    cost_center: str = ""
    account: str = ""
    vendor: str = ""
    description: str = ""


class Reject(NamedTuple):
    """A line that is not taken, and why."""

    row: int
    reason: str
    amount: Decimal | None = None
    is_listed: bool = False
    """Whether it could be read, and is refused for what it says."""


def read_expenditures(path: Path, *, name: str) -> tuple[list[ListedExpenditure], list[Reject]]:
    """Read every line that can be read, and say what is wrong with the others; raises `UnreadableFile`."""
    listed: list[ListedExpenditure] = []
    rejects: list[Reject] = []
    rows = cells_of(path, name=name, headings=HEADINGS, required=ExpenditureColumn.AMOUNT)
    if len(rows) > MOST_LINES:
        raise Damaged(f"{name} holds more than {MOST_LINES:,} lines; bring it in parts.")
    for cells in rows:
        if not any(cells.text(column) for column in ExpenditureColumn):
            continue
        try:
            listed.append(_expenditure(cells))
        except BadCell as problem:
            reason = str(problem).removeprefix(f"Row {cells.number}: ")
            rejects.append(Reject(cells.number, reason[:1].upper() + reason[1:], _amount_or_none(cells)))
    return listed, rejects


def write_expenditure_list(lines: Iterable[ListedExpenditure] = ()) -> bytes:
    """Write a workbook with the list; without lines it is the template to fill in."""
    rows = (
        [
            line.on, float(line.amount), line.document, line.line, line.project, line.task, line.fund,
            line.cost_center, line.account, line.vendor, line.description,
        ]
        for line in lines
    )  # fmt: skip
    return write_list("Expenditures", list(ExpenditureColumn), rows, widths={"Task": 40, "Description": 50})


def amount_of(text: str) -> Decimal:
    """Read 1,234.50, $1,234.50, (1,234.50) or -1234.5 to the cent."""
    plain = _DOLLAR.sub("", text.replace("\N{MINUS SIGN}", "-")).replace(" ", "").strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    if plain.endswith("-"):
        plain = f"-{plain[:-1]}"
    try:
        # A comma elsewhere than before thousands is a decimal comma: 12,50 is not 1250.
        amount = Decimal(plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain)
    except InvalidOperation:
        raise BadValue(
            "names another currency; the books are in US dollars"
            if _ABROAD.search(text)
            else "is not an amount such as 1,234.50"
        ) from None
    if not amount.is_finite() or abs(amount) > MOST:
        raise BadValue("is not an amount that a ledger holds")
    rounded = amount.quantize(CENT)
    # Spreadsheets keep cents as fractions of two, so that 0.1 comes as 0.1000000000000000055.
    if abs(amount - rounded) > Decimal("0.000001"):
        raise BadValue("has fractions of a cent")
    return rounded


def _expenditure(cells: Cells) -> ListedExpenditure:
    on = cells.instant(ExpenditureColumn.DATE, minute_of_day=0)
    amount = cells.read(ExpenditureColumn.AMOUNT, amount_of)
    document = cells.text(ExpenditureColumn.DOCUMENT)
    line = cells.whole(ExpenditureColumn.LINE)
    if on is None:
        raise BadCell(f"Row {cells.number}: the date is missing.")
    if amount is None:
        raise BadCell(f"Row {cells.number}: the amount is missing.")
    if not document:
        raise BadCell(f"Row {cells.number}: the document number is missing.")
    if len(document) > LONGEST_DOCUMENT:
        raise BadCell(f"Row {cells.number}: the document number is longer than {LONGEST_DOCUMENT} signs.")
    return ListedExpenditure(
        row=cells.number,
        on=on.date(),
        amount=amount,
        document=document,
        line=1 if line is None else line,
        project=cells.text(ExpenditureColumn.PROJECT),
        task=cells.text(ExpenditureColumn.TASK),
        fund=cells.text(ExpenditureColumn.FUND),
        cost_center=cells.text(ExpenditureColumn.COST_CENTER),
        account=cells.text(ExpenditureColumn.ACCOUNT),
        vendor=cells.text(ExpenditureColumn.VENDOR)[:LONGEST_VENDOR],
        description=cells.text(ExpenditureColumn.DESCRIPTION)[:LONGEST_DESCRIPTION],
    )


def _amount_or_none(cells: Cells) -> Decimal | None:
    try:
        return cells.read(ExpenditureColumn.AMOUNT, amount_of)
    except BadCell:
        return None

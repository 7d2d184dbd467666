"""Budget reports of an ERP, year to date: one row for each account with its budget, spending and what is promised."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from milepost.exchange import limits
from milepost.exchange.errors import Damaged
from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.expenditures import Reject
from milepost.exchange.sheets.ledger import NAME_LENGTH, find_header, money_of, plain_text
from milepost.exchange.sheets.streams import stream_rows

CODES = ("fund", "cost_center", "account")
AMOUNTS = ("original", "adjustments", "revised", "expended", "encumbered", "available")
FIELDS = (*CODES, "account_name", *AMOUNTS)
"""What a mapping of a report may name a heading for; what is expended and one of the codes it must."""
LONGEST_CODE, MOST_ROWS = 20, 100_000


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One account of a report; `None` where the report has no such column or no figure."""

    row: int
    fund: str = ""
    cost_center: str = ""
    account: str = ""
    name: str = ""
    original: Decimal | None = None
    adjustments: Decimal | None = None
    revised: Decimal | None = None
    expended: Decimal | None = None
    encumbered: Decimal | None = None
    available: Decimal | None = None


def read_budget_report(path: Path, *, name: str, columns: Mapping[str, str]) -> Iterator[ReportLine | Reject]:
    """Give the accounts of a report, not its totals, which have no account; raises `UnreadableFile`."""
    limits.hold_size(path, name)
    headings = {heading.strip().lower(): field for field, heading in columns.items() if heading.strip()}
    with closing(stream_rows(path, name=name)) as rows:
        places, number = find_header(rows, headings)
        last = "account" if "account" in places else "cost_center" if "cost_center" in places else "fund"
        for row in rows:
            number += 1
            if number > MOST_ROWS:
                raise Damaged(f"{name} has more than {MOST_ROWS:,} rows.")
            cells = Cells(number, row, places)
            if not plain_text(cells, last):
                continue
            try:
                yield _line(cells)
            except BadCell as problem:
                yield Reject(number, str(problem).removeprefix(f"Row {number}: "), None)


def _line(cells: Cells) -> ReportLine:
    codes: dict[str, Any] = {field: plain_text(cells, field) for field in CODES}
    if long := next((code for code in codes.values() if len(code) > LONGEST_CODE), None):
        raise BadCell(f"Row {cells.number}: the code {long} is longer than {LONGEST_CODE} signs.")
    amounts: dict[str, Any] = {field: cells.read(field, money_of) for field in AMOUNTS}
    return ReportLine(
        row=cells.number, name=plain_text(cells, "account_name")[:NAME_LENGTH], **codes, **amounts
    )

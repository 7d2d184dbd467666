"""Extracts of a city's ledger, read line by line by the headings that a mapping names."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from milepost.exchange import limits
from milepost.exchange.errors import Damaged
from milepost.exchange.sheets.columns import HEADER_WITHIN, BadCell, Cells
from milepost.exchange.sheets.expenditures import (
    LONGEST_DESCRIPTION,
    LONGEST_DOCUMENT,
    LONGEST_VENDOR,
    Reject,
    amount_of,
)
from milepost.exchange.sheets.streams import stream_rows
from milepost.exchange.sheets.tables import Row
from milepost.exchange.sheets.typed_dates import instant_of

FIELDS = (
    "date", "amount", "document", "line", "vendor", "fund", "fund_name", "cost_center", "cost_center_name",
    "account", "account_name", "fiscal_year", "project", "description",
)  # fmt: skip
"""What a mapping may name a heading for; an amount it must, and of date and fiscal year at least one."""

SENTINELS = frozenset({"#missing", "n/a", "na", "null", "none", "-", "#n/a"})
"""Texts that extracts hold where there is no value. Boston's budget says #Missing."""
CUT = {"vendor": LONGEST_VENDOR, "description": LONGEST_DESCRIPTION}
WHOLE = {
    "document": LONGEST_DOCUMENT,
    "project": LONGEST_DOCUMENT,
    "fund": 20,
    "cost_center": 20,
    "account": 20,
}
"""Texts that lines are known by are refused when they are longer than is kept: cut, two would be one."""
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of an extract; `row` is where it stands, and codes are as the ledger writes them."""

    row: int
    amount: Decimal
    on: date | None = None
    fiscal_year: int | None = None
    document: str = ""
    line: int = 1
    vendor: str = ""
    fund: str = ""
    fund_name: str = ""
    cost_center: str = ""
    cost_center_name: str = ""
    account: str = ""
    account_name: str = ""
    project: str = ""
    description: str = ""


def read_ledger(path: Path, *, name: str, columns: Mapping[str, str]) -> Iterator[LedgerLine | Reject]:
    """Give every line that can be read, and what is wrong with the others, holding one row at a time.

    `columns` names the heading of each field. Raises `UnreadableFile`, also when a mapped heading is not there.
    """
    limits.hold_size(path, name)
    headings = {heading.strip().lower(): field for field, heading in columns.items() if heading.strip()}
    with closing(stream_rows(path, name=name)) as rows:
        places, number = find_header(rows, headings)
        for row in rows:
            number += 1
            cells = Cells(number, row, places)
            if not any(cells.text(field) for field in places):
                continue
            try:
                yield _line(cells)
            except BadCell as problem:
                reason = str(problem).removeprefix(f"Row {number}: ")
                yield Reject(number, reason[:1].upper() + reason[1:], _amount_or_none(cells))


def headings_of(path: Path, *, name: str) -> list[str]:
    """Give the texts of the first row that has several, which a mapping is made from. Raises `UnreadableFile`."""
    with closing(stream_rows(path, name=name)) as rows:
        for _, row in zip(range(HEADER_WITHIN), rows, strict=False):
            texts = [str(cell).strip() for cell in row if cell is not None and str(cell).strip()]
            if len(texts) > 1:
                return texts
    raise Damaged(f"{name} has no row of headings in its first {HEADER_WITHIN} rows.")


def find_header(rows: Iterator[Row], headings: Mapping[str, str]) -> tuple[dict[str, int], int]:
    """Give the place of each field in the row that has all headings, and its number; raises `Damaged` without one."""
    for number, row in zip(range(1, HEADER_WITHIN + 1), rows, strict=False):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            field = headings.get(str(cell).strip().lower()) if cell is not None else None
            if field is not None:
                places.setdefault(field, place)
        if len(places) == len(headings):
            return places, number
    missing = ", ".join(f"“{heading}”" for heading in headings)
    raise Damaged(
        f"No row of the first {HEADER_WITHIN} has all the headings of this source: {missing}. "
        "Bring the extract as the source describes it, or change the source's columns."
    )


def _line(cells: Cells) -> LedgerLine:
    amount = cells.read("amount", money_of)
    on = cells.read("date", _day_of)
    year = cells.whole("fiscal_year")
    if amount is None:
        raise BadCell(f"Row {cells.number}: the amount is missing.")
    if on is None and year is None:
        raise BadCell(f"Row {cells.number}: neither a date nor a fiscal year is given.")
    line = cells.whole("line")
    texts = {field: plain_text(cells, field)[:length] for field, length in CUT.items()}
    for field, length in WHOLE.items():
        texts[field] = plain_text(cells, field)
        if len(texts[field]) > length:
            name = field.replace("_", " ")
            raise BadCell(f"Row {cells.number}: the {name} is longer than {length} signs.")
    for field in ("fund", "cost_center", "account"):
        texts[f"{field}_name"] = plain_text(cells, f"{field}_name")[:NAME_LENGTH]
    return LedgerLine(
        row=cells.number,
        amount=amount,
        on=on,
        fiscal_year=year,
        line=1 if line is None else line,
        **texts,
    )


def plain_text(cells: Cells, field: str) -> str:
    """Give a text without the blanks that ledgers pad names with; a sentinel is no text."""
    if field not in cells.places:
        return ""
    text = " ".join(cells.text(field).split())
    return "" if text.lower() in SENTINELS else text


@lru_cache(maxsize=1_000)
def _day_of(text: str) -> date:
    """Read a date; an extract repeats each one many times."""
    return instant_of(text, minute_of_day=0).date()


def money_of(text: str) -> Decimal | None:
    """Read an amount; a sentinel is none."""
    return None if text.strip().lower() in SENTINELS else amount_of(text)


def _amount_or_none(cells: Cells) -> Decimal | None:
    try:
        return cells.read("amount", money_of)
    except BadCell:
        return None

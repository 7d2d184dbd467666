"""Workbooks of figures that a budget analyst checks: sums are formulas, beside the value that Milepost computed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

MONEY = "#,##0.00_);[Red]-#,##0.00_)"
LEAST_WIDTH, MOST_WIDTH, DATE_WIDTH, LINE_HEIGHT = 8, 48, 12, 15
LETTER = 1
HEAD_ROWS = 3
"""Title, note and an empty row stand above the headings."""


class Formula(NamedTuple):
    """A formula with the value it gives, for programs that do not calculate."""

    text: str
    value: Decimal


Cell = str | int | Decimal | date | Formula | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of figures: its first column names the row, sums of dollars are added up below."""

    name: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    totaled: Iterable[int] = ()
    """The columns that a row of totals adds up, counted from 0."""


def cell_name(row: int, column: int) -> str:
    """Name the cell of a table's row, counted from 0 below the headings, such as `C5`."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + HEAD_ROWS + 2}"


def write_figures(sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook; no text becomes a formula, and every total is one."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only writing a workbook needs it

    output = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(output, safe) as book:
        for sheet in sheets:
            _write(book, sheet)
    return output.getvalue()


def _write(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name[:31])
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "number_head": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right"}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "money": book.add_format({"num_format": MONEY}),
        "date": book.add_format({"num_format": "mmm d, yyyy"}),
        "total": book.add_format({"bold": True, "top": 1}),
        "total_money": book.add_format({"bold": True, "top": 1, "num_format": MONEY}),
    }
    page.write_string(0, 0, sheet.title, formats["title"])
    page.write_string(1, 0, sheet.note)
    _write_head(page, sheet, formats)
    _set_for_paper(page)
    for number, row in enumerate(sheet.rows):
        for place, cell in enumerate(row):
            _write_cell(page, number + HEAD_ROWS + 1, place, cell, formats)
    _write_totals(page, sheet, formats)


def _write_head(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    """Write the headings over columns as wide as what stands in them; numbers have theirs at the right."""
    lines = 1
    for place, heading in enumerate(sheet.headings):
        cells = [row[place] for row in sheet.rows]
        width = min(
            MOST_WIDTH,
            max(LEAST_WIDTH, *map(_width, [*cells, _total(cells)]), *map(len, heading.split())) + 2,
        )
        is_numeric = any(isinstance(cell, Formula | Decimal | int) for cell in cells)
        page.set_column(place, place, width)
        page.write_string(HEAD_ROWS, place, heading, formats["number_head" if is_numeric else "head"])
        lines = max(lines, -(-len(heading) // (width - 2)))
    page.set_row(HEAD_ROWS, LINE_HEIGHT * lines)


def _set_for_paper(page: Any) -> None:
    page.freeze_panes(HEAD_ROWS + 1, 1)
    page.repeat_rows(HEAD_ROWS)
    page.set_landscape()
    page.set_paper(LETTER)
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    page.set_footer("&L&A&RPage &P of &N")
    page.fit_to_pages(1, 0)


def _width(cell: Cell) -> int:
    """Give how many signs a cell shows."""
    match cell:
        case None:
            return 0
        case Formula() | Decimal():
            return len(f"{_value(cell):,.2f}")
        case date():
            return DATE_WIDTH
    return len(str(cell))


def _write_cell(page: Any, row: int, column: int, cell: Cell, formats: Mapping[str, Any]) -> None:
    match cell:
        case None | "":
            return
        case Formula():
            page.write_formula(row, column, cell.text, formats["money"], float(cell.value))
        case Decimal():
            page.write_number(row, column, float(cell), formats["money"])
        case date():
            page.write_datetime(row, column, cell, formats["date"])
        case int():
            page.write_number(row, column, cell)
        case _:
            page.write_string(
                row, column, str(cell), formats["text"] if len(str(cell)) > MOST_WIDTH else None
            )


def _write_totals(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    totaled = tuple(sheet.totaled)
    if not totaled or not sheet.rows:
        return
    row = len(sheet.rows) + HEAD_ROWS + 1
    page.write_string(row, 0, "Total", formats["total"])
    for column in range(1, len(sheet.headings)):
        if column not in totaled:
            page.write_blank(row, column, None, formats["total"])
            continue
        value = _total([line[column] for line in sheet.rows])
        reach = f"{cell_name(0, column)}:{cell_name(len(sheet.rows) - 1, column)}"
        page.write_formula(row, column, f"=SUM({reach})", formats["total_money"], float(value))


def _total(cells: Iterable[Cell]) -> Decimal:
    return sum(map(_value, cells), Decimal())


def _value(cell: Cell) -> Decimal:
    match cell:
        case Formula():
            return cell.value
        case Decimal() | int():
            return Decimal(cell)
    return Decimal()

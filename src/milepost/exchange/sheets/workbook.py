"""Tables in a workbook: headings that stay, dates as dates, texts that are never formulas."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import IO, Any

USUAL_WIDTH = 16
LONGEST_TEXT = 32_767
"""What one cell of a workbook holds."""
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def new_workbook(output: IO[bytes]) -> Any:
    """Begin a workbook that keeps every text a text and little in memory."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only writing a workbook needs it

    return Workbook(output, {**AS_TEXT, "constant_memory": True})


def write_table(
    book: Any,
    name: str,
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[Any]]],
    *,
    widths: Mapping[str, int],
) -> None:
    """Write a sheet; a row stands with its outline level, by which the column “Name” is indented."""
    sheet = book.add_worksheet(name)
    indented = cache(lambda level: book.add_format({"indent": level - 1}))
    dated, timed = (
        book.add_format({"num_format": "mmm d, yyyy"}),
        book.add_format({"num_format": "mmm d, yyyy hh:mm"}),
    )
    for place, heading in enumerate(headings):
        sheet.set_column(place, place, widths.get(heading, USUAL_WIDTH))
    sheet.write_row(0, 0, headings, book.add_format({"bold": True, "bottom": 1}))
    sheet.freeze_panes(1, 0)
    for number, (level, cells) in enumerate(rows, 1):
        for place, cell in enumerate(cells):
            match cell:
                case None | "":
                    continue
                case str():
                    form = indented(level) if headings[place] == "Name" else None
                    sheet.write_string(number, place, cell[:LONGEST_TEXT], form)
                case datetime():
                    sheet.write_datetime(number, place, cell, timed)
                case date():
                    sheet.write_datetime(number, place, cell, dated)
                case _:
                    sheet.write_number(number, place, cell)

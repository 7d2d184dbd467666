"""Exports: exactly what a table shows, all its rows, as a workbook or separated values."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any

from django.utils.timezone import is_aware, localtime

from milepost.exchange.sheets.tables import guarded
from milepost.exchange.sheets.workbook import new_workbook, write_table
from milepost.web.tables.asked import Asked
from milepost.web.tables.column import Column, Kind
from milepost.web.tables.reading import Reading

FORMATS = ("xlsx", "csv")
ROWS_AT_ONCE = 5_000
"""Above this an export is made in the background."""
WIDTHS = {Kind.TEXT: 32, Kind.CHOICE: 18, Kind.NUMBER: 12, Kind.DATE: 14, Kind.FLAG: 8}
Lines = Iterator[list[Any]]


def export_to(output: IO[bytes], reading: Reading, form: str, *, report: Any = lambda percent: None) -> None:
    """Write all rows of a reading in a format, a batch at a time; `report` hears the percentage done."""
    columns = columns_of(reading.asked)
    lines = _lines(reading, columns, report)
    if form == "csv":
        _write_csv(output, columns, lines)
    else:
        _write_xlsx(output, str(reading.table.label), columns, lines)


def columns_of(asked: Asked) -> list[Column]:
    """Give the columns of an export: those shown, after the one that rows are grouped by."""
    group = asked.group
    if group is None or group in asked.columns:
        return asked.columns
    return [group, *asked.columns]


def _lines(reading: Reading, columns: list[Column], report: Any) -> Lines:
    keys = [key for key, _ in reading.keys_from()]
    done = 0
    for rows in reading.in_batches(keys):
        for row in rows:
            yield [_plain(column.exported(row)) for column in columns]
        done += len(rows)
        report(100 * done // max(len(keys), 1))


def _plain(value: Any) -> Any:
    """Give a number, a date, a naive time or a text."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return localtime(value).replace(tzinfo=None) if is_aware(value) else value
    if value is None or isinstance(value, date | int | float | Decimal):
        return value
    return str(value)


def _write_csv(output: IO[bytes], columns: list[Column], lines: Lines) -> None:
    text = TextIOWrapper(output, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(guarded(str(column.label)) for column in columns)
    writer.writerows([_text(value) for value in line] for line in lines)
    # What was given stays open.
    text.detach()


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return f"{value:.10g}"


def _write_xlsx(output: IO[bytes], title: str, columns: list[Column], lines: Lines) -> None:
    headings = [str(column.label) for column in columns]
    widths = {str(column.label): WIDTHS[column.kind] for column in columns}
    sheet = "".join(letter for letter in title if letter not in "[]:*?/\\")[:31]
    with new_workbook(output) as book:
        write_table(book, sheet, headings, ((1, line) for line in lines), widths=widths)

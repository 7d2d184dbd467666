"""Rows of a spreadsheet as texts and numbers, read within limits."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import Any, BinaryIO

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, TooLarge, UnreadableFile

Value = str | float | datetime | None
Row = list[Value]

ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ",;\t|"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def workbook_rows(source: BinaryIO) -> dict[str, list[Row]]:
    """Read every sheet by its name. Raises `UnreadableFile`."""
    with opened_workbook(source) as book:
        return {sheet.title: list(rows_of(sheet)) for sheet in book.worksheets}


@contextmanager
def opened_workbook(source: BinaryIO) -> Iterator[Any]:
    """Open a workbook within limits; whatever goes wrong while it is read is an `UnreadableFile`."""
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a fifth of a second, and only workbooks need it

    try:
        hold_archive(source)
        yield load_workbook(source, read_only=True, data_only=True, keep_links=False)
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile and openpyxl let errors of every kind through
        raise Damaged(
            "The spreadsheet is damaged. Open it in Excel or LibreOffice, save it as .xlsx and import that."
        ) from error


def hold_archive(source: BinaryIO) -> None:
    """Refuse an archive that unpacks beyond measure, or whose XML declares a document type."""
    with zipfile.ZipFile(source) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        packed = sum(member.compress_size for member in archive.infolist())
        if unpacked > limits.UNZIPPED_BYTES or unpacked > limits.ZIP_RATIO * max(
            packed, limits.MEGABYTE // 10
        ):
            raise TooLarge(
                f"The spreadsheet unpacks to {unpacked / limits.MEGABYTE:,.0f} MB, far more than a task list needs. "
                "Save it again with only the list in it."
            )
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                with archive.open(member) as file:
                    if b"<!DOCTYPE" in file.read(1024).replace(b"\x00", b""):
                        raise Damaged(
                            "The spreadsheet declares a document type, which could be used to attack the reader."
                        )


def rows_of(sheet: Any, *, most: int = limits.SHEET_ROWS) -> Iterator[Row]:
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=limits.SHEET_COLUMNS)):
        hold_length(number, most)
        yield [_value(cell) for cell in cells]


def hold_length(count: int, most: int) -> None:
    """Refuse a list that is longer than anybody means."""
    if count > most:
        raise TooLarge(f"The list holds more than {most:,} rows. Bring it in parts.")


def _value(cell: Any) -> Value:
    value = cell.value
    match value:
        case None | str() | datetime():
            return value
        case bool():
            return "yes" if value else ""
        case int() | float():
            return value * 100 if "%" in (cell.number_format or "") else value
        case date():
            return datetime.combine(value, time())
        case _:
            return str(value)


def csv_rows(source: BinaryIO) -> list[Row]:
    """Read comma, semicolon or tab separated rows. Raises `UnreadableFile`."""
    text = _decoded(source.read())
    return list(separated_rows(_lines(text), dialect_of(text), most=limits.SHEET_ROWS))


def separated_rows(lines: Iterable[str], dialect: type[csv.Dialect], *, most: int) -> Iterator[Row]:
    """Give rows of separated values one after the other. Raises `UnreadableFile` while they are read."""
    reader = csv.reader(lines, dialect)
    try:
        for number, cells in enumerate(reader):
            hold_length(number, most)
            yield [unguarded(cell) or None for cell in cells[: limits.SHEET_COLUMNS]]
    except csv.Error as error:
        raise Damaged(
            f"The list breaks off or is no table at line {reader.line_num:,} ({error}). Save it again."
        ) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _lines(text: str) -> Iterator[str]:
    """Yield one line after the other, so that a list too long to be read is never held in lines as a whole."""
    return (found[0] for found in LINE.finditer(text))


def dialect_of(text: str) -> type[csv.Dialect]:
    head = "".join(islice(_lines(text), 5))

    class Found(csv.excel):
        delimiter = max(DELIMITERS, key=head.count)

    return Found


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Keep a spreadsheet program from taking a text for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text

"""Rows of a long spreadsheet one after the other, so that its length takes no memory."""

import csv
from collections.abc import Generator
from pathlib import Path

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, UnknownFormat, UnreadableFile
from milepost.exchange.formats import Format, format_of
from milepost.exchange.sheets.tables import (
    ENCODINGS,
    Row,
    dialect_of,
    hold_archive,
    hold_length,
    rows_of,
    unguarded,
)

HEAD_BYTES = 64 * 1024


def stream_rows(path: Path, *, name: str) -> Generator[Row]:
    """Give the rows of a CSV, or of a workbook's first sheet. Raises `UnreadableFile` while it is read."""
    match format_of(path, name=name):
        case Format.CSV:
            yield from _csv(path)
        case Format.XLSX:
            yield from _workbook(path)
        case _:
            raise UnknownFormat(f"{name} is neither CSV nor Excel (.xlsx). Save the extract as one of them.")


def _csv(path: Path) -> Generator[Row]:
    with path.open("rb") as source:
        head = source.read(HEAD_BYTES)
    encoding = _encoding(path, head)
    with path.open(encoding=encoding, errors="replace", newline="") as source:
        reader = csv.reader(source, dialect_of(head.decode(encoding, "replace")))
        try:
            for number, cells in enumerate(reader):
                hold_length(number, limits.LEDGER_ROWS)
                yield [unguarded(cell) or None for cell in cells[: limits.SHEET_COLUMNS]]
        except csv.Error as error:
            raise Damaged(
                f"The list breaks off or is no table at line {reader.line_num:,} ({error}). Save it again."
            ) from error


def _encoding(path: Path, head: bytes) -> str:
    """Tell in which of the usual encodings the whole file can be read."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as source:
                while source.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _workbook(path: Path) -> Generator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a fifth of a second, and only workbooks need it

    with path.open("rb") as source:
        try:
            hold_archive(source)
            book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
            yield from rows_of(book.worksheets[0], most=limits.LEDGER_ROWS)
        except UnreadableFile:
            raise
        except Exception as error:  # zipfile and openpyxl let errors of every kind through
            raise Damaged(
                "The spreadsheet is damaged. Open it in Excel or LibreOffice, save it as .xlsx and bring that."
            ) from error

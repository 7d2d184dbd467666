"""Rows of a long spreadsheet one after the other, so that its length takes no memory."""

from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from milepost.exchange import limits
from milepost.exchange.errors import UnknownFormat
from milepost.exchange.formats import Format, format_of
from milepost.exchange.sheets.tables import (
    ENCODINGS,
    Row,
    dialect_of,
    opened_workbook,
    rows_of,
    separated_rows,
)

HEAD_BYTES = 64 * 1024


def stream_rows(path: Path, *, name: str) -> Generator[Row]:
    """Give the rows of a CSV, or of a workbook's first sheet. Raises `UnreadableFile` while it is read."""
    found: Format | None = None
    with suppress(UnknownFormat):  # its sentence names the formats of schedules
        found = format_of(path, name=name)
    match found:
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
        dialect = dialect_of(head.decode(encoding, "replace"))
        yield from separated_rows(source, dialect, most=limits.LEDGER_ROWS)


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
    with path.open("rb") as source, opened_workbook(source) as book:
        yield from rows_of(book.worksheets[0], most=limits.LEDGER_ROWS)

"""The limits that keep reading within bounded time and memory; every reader takes them from here."""

from datetime import date
from pathlib import Path

from milepost.exchange.errors import TooLarge

MEGABYTE = 1024 * 1024

FILE_BYTES = 160 * MEGABYTE
UNZIPPED_BYTES = 256 * MEGABYTE
ZIP_RATIO = 200
"""A spreadsheet unpacks to 5 to 30 times its size; far beyond that it was made to exhaust memory."""
XML_DEPTH = 32
NUMBERS = 2**31
"""One past the highest number that a task, resource or calendar may carry."""
TASKS = 250_000
LINKS = 1_000_000
ASSIGNMENTS = 1_000_000
RESOURCES = 50_000
CALENDARS = 20_000
EXCEPTIONS = 20_000
"""Exceptions of one calendar, recurrences unrolled."""
SHEET_ROWS = TASKS + 1_000
LEDGER_ROWS = 500_000
SHEET_COLUMNS = 200
OUTLINE_LEVELS = 100
DURATION_MINUTES = 100 * 366 * 1440
FIRST_DAY = date(1950, 1, 1)
LAST_DAY = date(2149, 12, 31)
CONVERSION_SECONDS = 180
CONVERSION_HEAP_MEGABYTES = 2048


def hold(count: int, limit: int, things: str) -> None:
    """Refuse a file that holds more than `limit` things."""
    if count > limit:
        raise TooLarge(
            f"The file holds more than {limit:,} {things}, which is more than Milepost reads at once. "
            "Split it into several projects and import them one by one."
        )


def hold_size(path: Path, name: str) -> None:
    """Refuse a file that is too large to begin with."""
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise TooLarge(
            f"{name} holds {size / MEGABYTE:,.0f} MB; Milepost reads files of up to {FILE_BYTES // MEGABYTE} MB. "
            "Save it without time-phased data, or split it into several projects."
        )

"""Lists that people fill in, one row a thing: what all of them share in being read and written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, TypeVar

from milepost.exchange import limits
from milepost.exchange.errors import Damaged, UnknownFormat
from milepost.exchange.formats import Format, format_of
from milepost.exchange.sheets.columns import BadCell, BadRows, Cells, find_header
from milepost.exchange.sheets.tables import csv_rows, workbook_rows
from milepost.exchange.sheets.workbook import new_workbook, write_table

Listed = TypeVar("Listed")


def read_list(
    path: Path,
    one: Callable[[Cells], Listed],
    *,
    name: str,
    headings: Mapping[str, str],
    required: str,
) -> list[Listed]:
    """Read each row that has the required cell by `one`, which raises `BadCell`; raises `UnreadableFile`."""
    found, problems = [], []
    for cells in cells_of(path, name=name, headings=headings, required=required):
        if not cells.text(required):
            continue
        try:
            found.append(one(cells))
        except BadCell as problem:
            problems.append(str(problem))
    if problems:
        raise BadRows(problems)
    return found


def cells_of(path: Path, *, name: str, headings: Mapping[str, str], required: str) -> list[Cells]:
    """Give the rows below the headings; raises `UnreadableFile`."""
    limits.hold_size(path, name)
    rows = _first_sheet(path, name)
    header, places = find_header(rows, headings, required=required)
    return [Cells(number, row, places) for number, row in enumerate(rows[header + 1 :], header + 2)]


def read_only_once(cells: Cells, column: str, seen: dict[str, int]) -> str:
    """Read a text that no two rows may share, whatever its case; raises `BadCell`."""
    text = cells.text(column)
    if text and (other := seen.setdefault(text.lower(), cells.number)) != cells.number:
        raise BadCell(f"Row {cells.number}: {column} “{text}” also stands in row {other}.")
    return text


@contextmanager
def kept_in_a_file(content: BinaryIO, file_name: str) -> Iterator[Path]:
    """Keep what was brought in a file of that ending while the block reads it."""
    with NamedTemporaryFile(suffix=Path(file_name).suffix[-10:]) as kept:
        copyfileobj(content, kept)
        kept.flush()
        yield Path(kept.name)


def write_list(title: str, columns: list[str], rows: Iterable[list[Any]], *, widths: dict[str, int]) -> bytes:
    """Write a workbook with the list; without rows it is the template to fill in."""
    output = BytesIO()
    with new_workbook(output) as book:
        write_table(book, title, columns, ((1, row) for row in rows), widths=widths)
    return output.getvalue()


def _first_sheet(path: Path, name: str) -> list[Any]:
    found: Format | None = None
    with suppress(UnknownFormat):  # its sentence names the formats of schedules
        found = format_of(path, name=name)
    with path.open("rb") as source:
        if found is Format.XLSX:
            sheets = list(workbook_rows(source).values())
        elif found is Format.CSV:
            sheets = [csv_rows(source)]
        else:
            raise UnknownFormat(
                f"{name} is no list. Fill in Milepost's template (.xlsx or .csv) and import that."
            )
    if not sheets:
        raise Damaged(f"{name} holds no sheet. Fill in Milepost's template and import that.")
    return sheets[0]

"""How finished work went: a list of planned and actual durations, by kind of work."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list
from milepost.exchange.sheets.typed import Units, duration_of

UNITS = Units(480, 2400, 20)
"""A ratio does not depend on the length of a day, as long as both sides count it alike."""


class FinishedColumn(StrEnum):
    """The headings of a list of finished tasks."""

    PLANNED = "Planned"
    ACTUAL = "Actual"
    KIND = "Kind"


@dataclass(frozen=True, slots=True)
class FinishedWork:
    """The kind of each finished task, and its ratio of actual to planned."""

    finished: tuple[tuple[str, float], ...]

    def ratios(self, kind: str | None = None) -> tuple[float, ...]:
        """Give the ratios of one kind of work, or of all."""
        wanted = None if kind is None else kind.casefold()
        return tuple(ratio for own, ratio in self.finished if wanted in (None, own.casefold()))


def read_finished_work(listed: Path) -> FinishedWork:
    """Read a list of finished tasks; raises `UnreadableFile`."""
    headings = {column.lower(): column for column in FinishedColumn}
    rows = read_list(listed, _row, name=listed.name, headings=headings, required=FinishedColumn.PLANNED)
    return FinishedWork(tuple(rows))


def _row(cells: Cells) -> tuple[str, float]:
    planned, actual = (
        cells.read(column, lambda text: float(duration_of(text, UNITS)[0]))
        for column in (FinishedColumn.PLANNED, FinishedColumn.ACTUAL)
    )
    if not planned or not actual:
        raise BadCell(f"Row {cells.number}: Planned and Actual are durations above zero.")
    return cells.text(FinishedColumn.KIND), actual / planned

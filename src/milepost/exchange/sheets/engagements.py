"""Resource engagements of Project Online, as its reporting feed and its Resource Plan view export them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list, write_list

MIDNIGHT = 0


class EngagementColumn(StrEnum):
    """The columns of the feed, by their names there."""

    PROJECT = "ProjectName"
    RESOURCE = "ResourceName"
    NAME = "EngagementName"
    STATUS = "EngagementStatus"
    PROPOSED_START = "ProposedStartDate"
    PROPOSED_FINISH = "ProposedFinishDate"
    PROPOSED_UNITS = "ProposedMaxUnits"
    COMMITTED_START = "CommittedStartDate"
    COMMITTED_FINISH = "CommittedFinishDate"
    COMMITTED_UNITS = "CommittedMaxUnits"


HEADINGS = {column.lower(): column for column in EngagementColumn} | {
    "project": EngagementColumn.PROJECT,
    "project name": EngagementColumn.PROJECT,
    "resource": EngagementColumn.RESOURCE,
    "resource name": EngagementColumn.RESOURCE,
    "engagement": EngagementColumn.NAME,
    "name": EngagementColumn.NAME,
    "status": EngagementColumn.STATUS,
    "state": EngagementColumn.STATUS,
    "proposed start": EngagementColumn.PROPOSED_START,
    "proposed finish": EngagementColumn.PROPOSED_FINISH,
    "proposed max units": EngagementColumn.PROPOSED_UNITS,
    "proposed units": EngagementColumn.PROPOSED_UNITS,
    "committed start": EngagementColumn.COMMITTED_START,
    "committed finish": EngagementColumn.COMMITTED_FINISH,
    "committed max units": EngagementColumn.COMMITTED_UNITS,
    "committed units": EngagementColumn.COMMITTED_UNITS,
    "start": EngagementColumn.PROPOSED_START,
    "finish": EngagementColumn.PROPOSED_FINISH,
    "max units": EngagementColumn.PROPOSED_UNITS,
}
# The feed writes the status as a number of Project's enumeration EngagementStatus, views as a word.
STATES = {
    "0": "requested",
    "reproposed": "requested",
    "1": "requested",
    "proposed": "requested",
    "2": "confirmed",
    "approved": "confirmed",
    "committed": "confirmed",
    "3": "declined",
    "rejected": "declined",
    "4": "draft",
    "draft": "draft",
}


@dataclass(frozen=True, slots=True)
class ListedEngagement:
    """One engagement as it was exported; `row` is where it stands, `units` a share in percent."""

    row: int
    project: str
    resource: str
    name: str
    state: str
    first: date | None
    last: date | None
    units: float


def read_engagement_list(path: Path, *, name: str | None = None) -> list[ListedEngagement]:
    """Read engagements from a workbook or separated values. Raises `UnreadableFile`."""
    return read_list(
        path,
        _engagement,
        name=name or path.name,
        headings=HEADINGS,
        required=EngagementColumn.RESOURCE,
    )


def write_engagement_list() -> bytes:
    """Write the workbook to fill in."""
    return write_list(
        "Engagements", list(EngagementColumn), [], widths={"ProjectName": 36, "ResourceName": 28}
    )


def _engagement(cells: Cells) -> ListedEngagement:
    """Read a row; of what is committed the committed terms count, else the proposed."""
    state = _state(cells)
    committed = state == "confirmed" and bool(cells.text(EngagementColumn.COMMITTED_START))
    start, finish, units = (
        (
            EngagementColumn.COMMITTED_START,
            EngagementColumn.COMMITTED_FINISH,
            EngagementColumn.COMMITTED_UNITS,
        )
        if committed
        else (
            EngagementColumn.PROPOSED_START,
            EngagementColumn.PROPOSED_FINISH,
            EngagementColumn.PROPOSED_UNITS,
        )
    )
    first, last = _day(cells, start), _day(cells, finish)
    if first is None or last is None or last < first:
        raise BadCell(f"Row {cells.number}: {start} and {finish} give no period.")
    return ListedEngagement(
        cells.number,
        cells.text(EngagementColumn.PROJECT),
        cells.text(EngagementColumn.RESOURCE),
        cells.text(EngagementColumn.NAME),
        state,
        first,
        last,
        _percent(cells, units),
    )


def _state(cells: Cells) -> str:
    text = cells.text(EngagementColumn.STATUS)
    state = STATES.get(text.casefold())
    if state is None:
        raise BadCell(
            f"Row {cells.number}: EngagementStatus “{text[:40]}” is none that Project Online knows."
        )
    return state


def _day(cells: Cells, column: EngagementColumn) -> date | None:
    found = cells.instant(column, minute_of_day=MIDNIGHT)
    return None if found is None else found.date()


def _percent(cells: Cells, column: EngagementColumn) -> float:
    """Read units: the feed writes 0.5 for half of the time, views write 50%; a bare number above 1 is a percentage."""
    text = cells.text(column)
    number = cells.number_in(column)
    if number is None:
        return 100.0
    percent = number if text.endswith("%") or number > 1 else number * 100
    if not 0 < percent <= 100:
        raise BadCell(f"Row {cells.number}: {column} “{text[:40]}” is not a share of up to 100%.")
    return percent

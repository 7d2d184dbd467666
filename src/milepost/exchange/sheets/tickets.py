"""Ticket counts as a service desk exports them: one row a person and week, read and written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from milepost.exchange.sheets.columns import BadCell, Cells
from milepost.exchange.sheets.lists import read_list, write_list

MIDNIGHT = 0


class TicketColumn(StrEnum):
    """The headings of a list of ticket counts."""

    PERSON = "Person"
    WEEK = "Week"
    TICKETS = "Tickets"


HEADINGS = {column.lower(): column for column in TicketColumn} | {
    "name": TicketColumn.PERSON,
    "email": TicketColumn.PERSON,
    "assignee": TicketColumn.PERSON,
    "assigned to": TicketColumn.PERSON,
    "week of": TicketColumn.WEEK,
    "week starting": TicketColumn.WEEK,
    "date": TicketColumn.WEEK,
    "count": TicketColumn.TICKETS,
    "ticket count": TicketColumn.TICKETS,
    "incidents": TicketColumn.TICKETS,
}


@dataclass(frozen=True, slots=True)
class ListedTickets:
    """One count as it was brought; `row` is where it stands, any day names its week."""

    row: int
    person: str
    week: date | None
    tickets: int


def read_ticket_list(path: Path, *, name: str | None = None) -> list[ListedTickets]:
    """Read ticket counts from a workbook or separated values; raises `UnreadableFile`."""
    return read_list(path, _count, name=name or path.name, headings=HEADINGS, required=TicketColumn.PERSON)


def write_ticket_list() -> bytes:
    """Write the workbook to fill in."""
    return write_list("Tickets", list(TicketColumn), [], widths={"Person": 32})


def _count(cells: Cells) -> ListedTickets:
    week = cells.instant(TicketColumn.WEEK, minute_of_day=MIDNIGHT)
    tickets = cells.whole(TicketColumn.TICKETS)
    if week is None:
        raise BadCell(f"Row {cells.number}: say a day of the week.")
    if tickets is None:
        raise BadCell(f"Row {cells.number}: say how many tickets.")
    return ListedTickets(cells.number, cells.text(TicketColumn.PERSON), week.date(), tickets)

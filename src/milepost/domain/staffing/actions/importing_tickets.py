"""Operations loads come from ticket counts: every row right, or nothing is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO, NamedTuple

import numpy as np
from django.utils.translation import gettext, ngettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.common.rules import rule_value
from milepost.domain.people.calculations.availability import attendance
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.people.queries import persons_by_name
from milepost.domain.staffing.actions.setting_operations import set_operations
from milepost.domain.staffing.calculations.own_work import week_of
from milepost.domain.staffing.models import OperationsLoad
from milepost.exchange.sheets.lists import kept_in_a_file
from milepost.exchange.sheets.tickets import ListedTickets, read_ticket_list

MOST_COUNTS = 5_000
WEEK = timedelta(days=7)
PASSED, COMING = 53 * WEEK, 80 * WEEK
WHOLE = 100


@dataclass(frozen=True, slots=True)
class TicketLoad:
    """The load of a week, or of all that follow the last week brought; `is_known` where the same stands already."""

    row: int | None
    person: Person
    first: date
    last: date | None
    share_percent: int
    note: str
    is_known: bool


class _Count(NamedTuple):
    row: int
    person: Person
    monday: date
    tickets: int


def read_tickets(content: BinaryIO, file_name: str) -> list[ListedTickets]:
    """Read ticket counts as they were brought; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        return read_ticket_list(path, name=file_name)


def understood_tickets(rows: Sequence[ListedTickets], *, on: date, by: Person) -> list[TicketLoad]:
    """Give the loads that counts come to: tickets by the minutes of each, over the minutes the person is there.

    The mean of a person's weeks goes on after the last of them. Raises `CannotImportList`.
    """
    counts = _understood_counts(rows, on=on, by=by)
    minutes = int(rule_value("ticket_operations", on=on)["minutes"])
    there = _minutes_there(counts)
    problems = [sentence for count in counts if (sentence := _excess(count, minutes, there[count]))]
    if problems:
        raise CannotImportList(problems)
    known = _known_loads({count.person.pk for count in counts})
    weeks: dict[Person, list[_Count]] = defaultdict(list)
    for count in sorted(counts, key=lambda count: (count.person.name, count.monday)):
        weeks[count.person].append(count)
    found: list[TicketLoad] = []
    for person, own in weeks.items():
        found += [_week_load(count, minutes, there[count], known) for count in own]
        found.append(_load_from_then_on(person, own, minutes, there, known))
    return found


def import_tickets(rows: Sequence[ListedTickets], *, by: Person, at: datetime) -> list[OperationsLoad]:
    """Set the loads that counts come to; one that stands the same is left alone, another of the day gives way.

    Each asks the permission over its person. Raises `CannotImportList`.
    """
    brought = understood_tickets(rows, on=local_day(at), by=by)
    for person in {each.person for each in brought}:
        require(by, "staffing.edit_operations", person)
    with recording("staffing.import_tickets", by=by.account, at=at) as record:
        made = [
            set_operations(
                each.person,
                share_percent=each.share_percent,
                first=each.first,
                last=each.last,
                note=each.note,
                by=by,
                at=at,
            )
            for each in brought
            if not each.is_known
        ]
        record.summary = f"{len(made):,} operations loads set from ticket counts."
    return made


def _understood_counts(rows: Sequence[ListedTickets], *, on: date, by: Person) -> list[_Count]:
    if not 0 < len(rows) <= MOST_COUNTS:
        raise CannotImportList([gettext("Bring 1 to {most:,} counts.").format(most=MOST_COUNTS)])
    people, problems = persons_by_name(), []
    found: dict[tuple[int, date], _Count] = {}
    kept: dict[int, bool] = {}
    for row in rows:
        person = people.get(row.person.casefold())
        monday = week_of(row.week) if row.week else on
        if person is None:
            problems.append(f"Row {row.row}: nobody in the directory is called “{row.person}”.")
        elif not kept.setdefault(person.pk, may(by, "staffing.edit_operations", person)):
            problems.append(f"Row {row.row}: somebody else keeps the time of {person}.")
        elif not person.is_of_the_city:
            problems.append(f"Row {row.row}: {person} works for a vendor or partner; no load is kept.")
        elif not on - PASSED <= monday <= on + COMING:
            problems.append(f"Row {row.row}: bring weeks of the past year and the coming 18 months.")
        elif (other := found.get((person.pk, monday))) is not None:
            problems.append(f"Row {row.row}: the week of {person} stands in row {other.row} already.")
        else:
            found[person.pk, monday] = _Count(row.row, person, monday, row.tickets)
    if problems:
        raise CannotImportList(problems)
    return list(found.values())


def _minutes_there(counts: Sequence[_Count]) -> Mapping[_Count, float]:
    """Give the minutes that each count's person is there in its week, absences taken off."""
    people = list({count.person.pk: count.person for count in counts}.values())
    places = {person.pk: place for place, person in enumerate(people)}
    first = min(count.monday for count in counts)
    end = max(count.monday for count in counts) + WEEK
    days = attendance(people, first, end)
    weeks = np.add.reduceat(days, np.arange(0, days.shape[1], WEEK.days), axis=1)
    return {
        count: float(weeks[places[count.person.pk], (count.monday - first).days // WEEK.days])
        for count in counts
    }


def _excess(count: _Count, minutes: int, there: float) -> str:
    """Say where tickets take more than all of somebody's time; empty where they do not."""
    if count.tickets * minutes <= there:
        return ""
    return (
        f"Row {count.row}: {count.tickets:,} tickets take {count.tickets * minutes / 60:,.0f} hours; "
        f"{count.person} is there for {there / 60:,.0f} that week."
    )


def _week_load(count: _Count, minutes: int, there: float, known: set[object]) -> TicketLoad:
    note = ngettext("{count} ticket", "{count} tickets", count.tickets).format(count=count.tickets)
    share = round(count.tickets * minutes / there * WHOLE) if there else 0
    last = count.monday + WEEK - timedelta(days=1)
    is_known = (count.person.pk, count.monday, last, share) in known
    return TicketLoad(count.row, count.person, count.monday, last, share, note, is_known)


def _load_from_then_on(
    person: Person, own: Sequence[_Count], minutes: int, there: Mapping[_Count, float], known: set[object]
) -> TicketLoad:
    whole = sum(there[count] for count in own)
    share = round(sum(count.tickets for count in own) * minutes / whole * WHOLE) if whole else 0
    first = own[-1].monday + WEEK
    note = ngettext("Mean of {count} week of tickets", "Mean of {count} weeks of tickets", len(own))
    is_known = (person.pk, first, None, share) in known
    return TicketLoad(None, person, first, None, share, note.format(count=len(own)), is_known)


def _known_loads(people: set[int]) -> set[object]:
    rows = OperationsLoad.objects.filter(person__in=people)
    return set(rows.values_list("person_id", "first", "last", "share_percent"))

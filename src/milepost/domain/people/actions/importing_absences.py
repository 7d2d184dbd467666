"""Absences come from a spreadsheet or a calendar file: every row right, or nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.actions.recording_absences import AbsenceFields, record_absence
from milepost.domain.people.local_time import city_zone
from milepost.domain.people.models import Absence, Person
from milepost.domain.people.permissions import may, require
from milepost.domain.people.queries import persons_by_name
from milepost.exchange import limits
from milepost.exchange.errors import TooLarge
from milepost.exchange.icalendar.absences import read_absence_calendar
from milepost.exchange.sheets.absences import ListedAbsence, read_absence_list
from milepost.exchange.sheets.lists import kept_in_a_file

MOST_ABSENCES = 5_000
CALENDAR_MEGABYTES = 10
PASSED, COMING = timedelta(days=31), timedelta(days=18 * 31)
"""What of a calendar is read: what recurs has no end, and capacity looks ahead for 18 months."""


@dataclass(frozen=True, slots=True)
class BroughtAbsence:
    """A row with whom it is about; `is_known` where the same stands already, or in a row before."""

    listed: ListedAbsence
    person: Person
    is_known: bool

    @property
    def reason(self) -> str:
        return str(Absence.Kind(self.listed.kind).label)


def read_absences(content: BinaryIO, file_name: str, *, on: date) -> list[ListedAbsence]:
    """Read absences as they were brought, of a calendar those around a day; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        if not file_name.lower().endswith((".ics", ".ical")):
            return read_absence_list(path, name=file_name)
        if path.stat().st_size > CALENDAR_MEGABYTES * limits.MEGABYTE:
            raise TooLarge(f"A calendar of up to {CALENDAR_MEGABYTES} MB is read. Export a shorter period.")
        return read_absence_calendar(
            path.read_bytes(), since=on - PASSED, until=on + COMING, zone=city_zone()
        )


def understood_absences(rows: Sequence[ListedAbsence], *, by: Person) -> list[BroughtAbsence]:
    """Find whom each row is about, among those whose time a person keeps; raises `CannotImportList`."""
    if not 0 < len(rows) <= MOST_ABSENCES:
        raise CannotImportList([f"Bring 1 to {MOST_ABSENCES:,} absences of the months around today."])
    people, problems, found = persons_by_name(), [], []
    known = _known({person.pk for row in rows if (person := people.get(row.person.casefold()))})
    kept: dict[int, bool] = {}
    brought: set[object] = set()
    for row in rows:
        person = people.get(row.person.casefold())
        if person is None:
            problems.append(f"Row {row.row}: nobody in the directory is called “{row.person}”.")
        elif not kept.setdefault(person.pk, may(by, "people.edit_availability", person)):
            problems.append(f"Row {row.row}: somebody else keeps the time of {person}.")
        elif not person.is_of_the_city:
            problems.append(f"Row {row.row}: {person} works for a vendor or partner; no absences are kept.")
        else:
            days = (person.pk, row.first, row.last, row.share)
            found.append(BroughtAbsence(row, person, days in known or (*days, row.kind) in brought))
            brought.add((*days, row.kind))
    if problems:
        raise CannotImportList(problems)
    return found


def import_absences(rows: Sequence[ListedAbsence], *, by: Person, at: datetime) -> list[Absence]:
    """Record absences; one of the same days and share that stands already is left alone.

    Each asks the permission over its person. Raises `CannotImportList`.
    """
    brought = understood_absences(rows, by=by)
    for person in {each.person for each in brought}:
        require(by, "people.edit_availability", person)
    with recording("people.import_absences", by=by.account, at=at) as record:
        made = [
            record_absence(each.person, _fields(each.listed), by=by, at=at)
            for each in brought
            if not each.is_known
        ]
        record.summary = f"{len(made):,} absences brought."
    return made


def _fields(row: ListedAbsence) -> AbsenceFields:
    if row.first is None:
        raise CannotImportList([f"Row {row.row}: say the first day."])
    return AbsenceFields(row.first, row.last, row.share, row.kind, row.note)


def _known(people: set[int]) -> set[tuple[int, date | None, date | None, int]]:
    rows = Absence.objects.filter(person__in=people)
    return set(rows.values_list("person_id", "first", "last", "share_percent"))

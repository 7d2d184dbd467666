"""A list of people comes from a spreadsheet: every row right, or nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.actions.enrolling import bring_account_in_line
from milepost.domain.people.models import City, Department, Person, Site
from milepost.domain.people.permissions import require
from milepost.domain.people.queries import persons_by_name
from milepost.exchange.sheets.lists import kept_in_a_file
from milepost.exchange.sheets.people import ListedPerson, read_person_list

Who = tuple[str, int]
"""Somebody of the directory by id, or of the list by row."""
MOST_PERSONS = 5_000
ROWS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Enrollment:
    """A row of the list with what its texts mean, and the person it brings up to date, if there is one."""

    listed: ListedPerson
    known: Person | None
    values: Mapping[str, Any]
    supervisor: Who | None

    @property
    def who(self) -> Who:
        return _who(self.listed, self.known)

    @property
    def verb(self) -> str:
        """What confirming it does."""
        if self.known is None:
            return "Add"
        return (
            "Update" if any(getattr(self.known, name) != new for name, new in self.values.items()) else "Keep"
        )


def read_people(content: BinaryIO, file_name: str) -> list[ListedPerson]:
    """Read a list of people as it was brought; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        return read_person_list(path, name=file_name)


def enroll_list(rows: Sequence[ListedPerson], *, by: Person, at: datetime) -> list[Person]:
    """Add the people of a list, and bring up to date those the directory knows; an empty cell changes nothing.

    Raises `CannotImportList` with every row that is wrong.
    """
    require(by, "people.edit_directory")
    with recording("people.enroll_list", by=by.account, at=at) as record:
        # Two changes of supervisor at once could close a loop that neither sees.
        City.objects.select_for_update().first()
        enrollments = understood(rows)
        persons = {each.who: _written(record, each) for each in enrollments}
        for each in enrollments:
            if each.supervisor:
                supervisor = persons.get(each.supervisor) or Person.objects.get(pk=each.supervisor[1])
                record.update(persons[each.who], supervisor=supervisor)
        added = sum(each.known is None for each in enrollments)
        record.summary = f"{added:,} added from a list of {len(persons):,}."
    return list(persons.values())


def understood(rows: Sequence[ListedPerson]) -> list[Enrollment]:
    """Resolve who is known, departments, sites and supervisors; raises `CannotImportList`."""
    if not rows:
        raise CannotImportList(["The list holds nobody."])
    if len(rows) > MOST_PERSONS:
        raise CannotImportList([f"The list holds more than {MOST_PERSONS:,} people; bring it in parts."])
    meanings = _Meanings(rows)
    enrollments = [meanings.of(row) for row in rows]
    problems = [*meanings.problems(), *_loops(enrollments)]
    if problems:
        raise CannotImportList(problems)
    return enrollments


def _written(record: Recorder, each: Enrollment) -> Person:
    if each.known is None:
        return record.create(Person(**each.values))
    known_as = each.known.name
    record.update(each.known, **each.values)
    if each.known.user and each.known.name != known_as:
        bring_account_in_line(record, each.known, each.known.user)
    return each.known


def _who(row: ListedPerson, known: Person | None) -> Who:
    return ("person", known.pk) if known else ("row", row.row)


class _Meanings:
    """What the texts of a list may name; a name unknown to the directory is told once with its rows."""

    def __init__(self, rows: Sequence[ListedPerson]) -> None:
        departments = Department.objects.filter(is_active=True)
        self._departments = {
            text.lower(): found for found in departments for text in (found.name, found.code)
        }
        self._sites = {site.name.lower(): site for site in Site.objects.all()}
        self._known = persons_by_name()
        self._called = self._everybody(rows)
        self._wrong: dict[str, list[int]] = defaultdict(list)

    def of(self, row: ListedPerson) -> Enrollment:
        known = self._known_as(row)
        texts = {name: getattr(row, name) for name in ("name", "email", "job_title", "phone")}
        values: dict[str, Any] = {name: text for name, text in texts.items() if text}
        if known and known.email.lower() == row.email.lower():
            values.pop("email", None)
        for field, rows in (("department", self._departments), ("site", self._sites)):
            if (text := getattr(row, field)) and (found := rows.get(text.lower())):
                values[field] = found
        for problem in self._problems_of(row, known):
            self._wrong[problem].append(row.row)
        supervisor = self._called[row.supervisor.lower()] if row.supervisor else set()
        return Enrollment(row, known, values, next(iter(supervisor), None))

    def _everybody(self, rows: Sequence[ListedPerson]) -> defaultdict[str, set[Who]]:
        """Give who bears a name or address, in the directory and in the list."""
        called: defaultdict[str, set[Who]] = defaultdict(set)
        for person in Person.objects.filter(is_active=True):
            for text in (person.name, person.email):
                called[text.lower()].add(("person", person.pk))
        for row in rows:
            who = _who(row, self._known_as(row))
            for text in (row.name, row.email):
                called[text.lower()].add(who)
        return called

    def _known_as(self, row: ListedPerson) -> Person | None:
        """Find a person by address, or by name where nobody has the address and the person has none."""
        named = self._known.get(row.name.lower())
        if not row.email or (row.email.lower() not in self._known and named and not named.email):
            return named
        return self._known.get(row.email.lower())

    def problems(self) -> list[str]:
        return [f"{_rows(numbers)}: {problem}" for problem, numbers in self._wrong.items()]

    def _problems_of(self, row: ListedPerson, known: Person | None) -> Iterator[str]:
        yield from _too_long(row)
        if row.email and not _is_email(row.email):
            yield f"“{row.email}” is not an email address."
        if row.department and row.department.lower() not in self._departments:
            yield f"there is no department “{row.department}”."
        if row.site and row.site.lower() not in self._sites:
            yield f"there is no site “{row.site}”."
        if row.supervisor and len(self._called[row.supervisor.lower()]) != 1:
            count = "several people are" if self._called[row.supervisor.lower()] else "nobody is"
            yield f"{count} called “{row.supervisor}”; give the supervisor's email address."
        if known and known.organization_id and row.department:
            yield f"{known} works for {known.organization}, so not for a department."


def _too_long(row: ListedPerson) -> Iterator[str]:
    for field in ("name", "email", "job_title", "phone"):
        longest = getattr(Person._meta.get_field(field), "max_length", None)
        if longest and len(getattr(row, field)) > longest:
            yield f"the {field.replace('_', ' ')} is longer than {longest} characters."


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _rows(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"Row {numbers[0]}"
    named = ", ".join(map(str, numbers[:ROWS_NAMED]))
    more = len(numbers) - ROWS_NAMED
    return f"Rows {named} and {more:,} more" if more > 0 else f"Rows {named}"


def _loops(enrollments: Iterable[Enrollment]) -> Iterator[str]:
    """Find somebody who would report to themselves, directly or not, with the list laid over the directory."""
    stored = Person.objects.exclude(supervisor=None).values_list("pk", "supervisor_id")
    above: dict[Who, Who] = {
        ("person", pk): ("person", supervisor) for pk, supervisor in stored if supervisor
    }
    above |= {each.who: each.supervisor for each in enrollments if each.supervisor}
    for each in enrollments:
        seen: set[Who] = set()
        at = above.get(each.who)
        while at and at not in seen:
            seen.add(at)
            at = above.get(at)
        if each.who in seen:
            yield f"Row {each.listed.row}: {each.listed.name} would report to themselves, directly or not."
            return

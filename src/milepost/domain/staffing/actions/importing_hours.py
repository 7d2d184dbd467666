"""Hours come from a time system line by line: each once, with what is wrong said beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import BinaryIO, TypeVar

from django.utils.translation import gettext, ngettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.local_time import local_time
from milepost.domain.people.models import City, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.actions.feeding_progress import feed_progress
from milepost.domain.staffing.calculations.timesheets import Line, length_of, line_of, locked_until
from milepost.domain.staffing.models import PostedHours, TimeCode
from milepost.exchange.sheets.hours import ListedHours, read_hours_list
from milepost.exchange.sheets.lists import kept_in_a_file

MOST_HOURS_LINES = 5_000
NOWHERE = Line()
Named = TypeVar("Named", Person, Project)


class Outcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    """It was posted with other hours: the difference is posted."""
    STANDING = "standing"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class HoursLine:
    """A line with what its names mean, and what becomes of it; `minutes` are those to be posted."""

    listed: ListedHours
    outcome: Outcome
    minutes: int = 0
    reason: str = ""
    person: Person | None = None
    line: Line = NOWHERE

    @property
    def is_rejected(self) -> bool:
        return self.outcome is Outcome.REJECTED

    @property
    def has_left(self) -> bool:
        return self.person is not None and not self.person.is_active


class Rejected(Exception):
    """Says why one line is not taken."""


def read_hours(content: BinaryIO, file_name: str) -> list[ListedHours]:
    """Read hours as a time system exports them; raises `UnreadableFile`."""
    with kept_in_a_file(content, file_name) as path:
        return read_hours_list(path, name=file_name)


def understood_hours(rows: Sequence[ListedHours], *, on: date) -> list[HoursLine]:
    """Say what becomes of each line, in a constant number of queries; raises `CannotImportList`.

    A line is known by document and line. What was posted from it already stands; with other hours the difference is
    posted; on another day, person or task it is rejected, for what counts is adjusted, never edited.
    """
    if not 0 < len(rows) <= MOST_HOURS_LINES:
        raise CannotImportList(
            [gettext("Bring 1 to {most} lines at a time.").format(most=f"{MOST_HOURS_LINES:,}")]
        )
    reading = _Reading(rows, on=on)
    return [reading.understood(row) for row in rows]


def import_hours(rows: Sequence[ListedHours], *, by: Person, at: datetime) -> list[PostedHours]:
    """Post the lines that are new or changed; rejected ones are left out. Raises `CannotImportList`."""
    require(by, "staffing.keep_hours")
    with recording("staffing.import_hours", by=by.account, at=at) as record:
        # Two imports one after the other: the second then sees what the first has posted.
        City.objects.select_for_update().first()
        lines = understood_hours(rows, on=local_time(at).date())
        taken = [each for each in lines if each.outcome in (Outcome.NEW, Outcome.CHANGED)]
        posted = list(record.create_many([_posted_line(each, by=by, at=at) for each in taken]))
        count = len(posted)
        record.summary = ngettext(
            "{count} line of hours came from the time system.",
            "{count} lines of hours came from the time system.",
            count,
        ).format(count=f"{count:,}")
        feed_progress(posted, at=at)
    return posted


def _posted_line(each: HoursLine, *, by: Person, at: datetime) -> PostedHours:
    if each.person is None or each.listed.day is None:
        raise CannotImportList([gettext("Row {row} names nobody.").format(row=each.listed.row)])
    return PostedHours(
        person=each.person,
        day=each.listed.day,
        project_id=each.line.project,
        task_uid=each.line.task_uid,
        code=each.line.code,
        minutes=each.minutes,
        source=PostedHours.Source.IMPORT,
        document=each.listed.document,
        line=each.listed.line,
        by=by,
        at=at,
    )


class _Reading:
    """What the names of a list mean, and how much of each day is taken."""

    def __init__(self, rows: Sequence[ListedHours], *, on: date) -> None:
        self.on, self.closed = on, locked_until()
        self.people = _people_named()
        self.projects = _named_once(
            (text, project)
            for project in Project.objects.all()
            for text in {project.number.casefold(), project.name.casefold()}
        )
        wanted = {
            project.pk
            for row in rows
            if isinstance(project := self.projects.get(row.project.casefold()), Project)
        }
        self.tasks: dict[int, dict[str, int | None]] = defaultdict(dict)
        leaves = Task.objects.filter(project__in=wanted, children=None)
        for pk, uid, name in leaves.values_list("project_id", "uid", "name"):
            known = self.tasks[pk]
            known[name.casefold()] = None if name.casefold() in known else uid
            known[f"#{uid}"] = uid
        documents = {row.document for row in rows if row.document}
        self.posted: dict[tuple[str, str], list[PostedHours]] = defaultdict(list)
        for one in PostedHours.objects.filter(document__in=documents):
            self.posted[one.document, one.line].append(one)
        days = {row.day for row in rows if row.day}
        self.lengths = {day: length_of(day) for day in days}
        self.taken: Counter[tuple[int, date]] = Counter()
        self.on_line: Counter[tuple[int, date, Line]] = Counter()
        for one in PostedHours.objects.filter(day__in=days):
            self.taken[one.person_id, one.day] += one.minutes
            self.on_line[one.person_id, one.day, line_of(one)] += one.minutes
        self.seen: dict[tuple[str, str], int] = {}

    def understood(self, row: ListedHours) -> HoursLine:
        """Say what becomes of one line; the lines before it are counted already."""
        try:
            return self._taken(row)
        except Rejected as why:
            return HoursLine(row, Outcome.REJECTED, reason=str(why))

    def _taken(self, row: ListedHours) -> HoursLine:
        self._check_key(row)
        person, day, line = self._person(row), self._day(row), self._line(row)
        standing = self.posted[row.document, row.line]
        if any((one.person_id, one.day, line_of(one)) != (person.pk, day, line) for one in standing):
            raise Rejected(gettext("It is posted for another person, day or task; adjust that instead."))
        minutes = row.minutes - sum(one.minutes for one in standing)
        if not standing and not minutes:
            raise Rejected(gettext("It has no hours."))
        if not minutes:
            return HoursLine(row, Outcome.STANDING, person=person, line=line)
        if self.closed is not None and day <= self.closed:
            raise Rejected(gettext("The day is closed."))
        if self.taken[person.pk, day] + minutes > self.lengths[day]:
            raise Rejected(gettext("The day would have more hours than it is long."))
        if self.on_line[person.pk, day, line] + minutes < 0:
            raise Rejected(gettext("Fewer hours than that are posted there."))
        self.taken[person.pk, day] += minutes
        self.on_line[person.pk, day, line] += minutes
        outcome = Outcome.CHANGED if standing else Outcome.NEW
        return HoursLine(row, outcome, minutes, person=person, line=line)

    def _check_key(self, row: ListedHours) -> None:
        if not row.document or not row.line:
            raise Rejected(gettext("It needs a document and a line, by which it is known again."))
        if len(row.document) > 80 or len(row.line) > 40:
            raise Rejected(gettext("Document has at most 80 characters, line at most 40."))
        other = self.seen.setdefault((row.document, row.line), row.row)
        if other != row.row:
            raise Rejected(gettext("The same document and line also stand in row {row}.").format(row=other))

    def _person(self, row: ListedHours) -> Person:
        person = self.people.get(row.person.casefold())
        if person is None:
            raise Rejected(gettext("Nobody, or more than one, is called “{name}”.").format(name=row.person))
        return person

    def _day(self, row: ListedHours) -> date:
        if row.day is None or row.day > self.on:
            raise Rejected(gettext("The day lies ahead."))
        return row.day

    def _line(self, row: ListedHours) -> Line:
        if bool(row.project) == bool(row.code):
            raise Rejected(gettext("Hours go to a project or to a time code."))
        if row.code:
            codes = {str(text).casefold(): code for code, label in TimeCode.choices for text in (code, label)}
            if (code := codes.get(row.code.casefold())) is None:
                raise Rejected(gettext("“{code}” is no time code.").format(code=row.code))
            return Line(code=code)
        project = self.projects.get(row.project.casefold())
        if project is None:
            raise Rejected(gettext("No one project is called “{name}”.").format(name=row.project))
        if not row.task:
            return Line(project.pk)
        uid = self.tasks[project.pk].get(row.task.casefold())
        if uid is None:
            raise Rejected(gettext("No one task of the project is called “{name}”.").format(name=row.task))
        return Line(project.pk, uid)


def _people_named() -> dict[str, Person | None]:
    """Give the city's people by e-mail address and name, those who left too; a name of several means nobody."""
    people = list(Person.objects.filter(organization=None))
    by_name = _named_once((person.name.casefold(), person) for person in people)
    return by_name | {person.email.casefold(): person for person in people if person.email}


def _named_once(pairs: Iterable[tuple[str, Named]]) -> dict[str, Named | None]:
    found: dict[str, Named | None] = {}
    for text, one in pairs:
        found[text] = None if text in found and found[text] != one else one
    return found

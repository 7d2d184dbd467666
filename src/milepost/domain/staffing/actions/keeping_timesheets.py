"""A person enters the hours of a week, hands them in, and takes them back while nobody has decided."""

from collections import defaultdict
from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_time
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require_own
from milepost.domain.projects.models import Task
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.calculations.own_work import week_of
from milepost.domain.staffing.calculations.timesheets import (
    Hours,
    Line,
    days_of,
    entered_in,
    length_of,
    locked_until,
    posted_in,
    timesheets_are_on,
)
from milepost.domain.staffing.models import TimeCode, Timesheet, TimesheetEntry

State = Timesheet.State


class CannotKeepHours(Refusal):
    """Says why hours are refused."""


def keep_timesheet(
    person: Person, hours: Hours, *, week: date, seen: int | None = None, by: Person, at: datetime
) -> Timesheet:
    """Keep what was entered of a week, to go on later; raises `CannotKeepHours`."""
    require_own(by, "staffing.approve_hours", person, owner_id=person.pk)
    with recording("staffing.keep_timesheet", by=by.account, at=at, subject=person) as record:
        return _entered(record, person, hours, week=week, seen=seen, at=at)


def submit_timesheet(
    person: Person, hours: Hours, *, week: date, seen: int | None = None, by: Person, at: datetime
) -> Timesheet:
    """Keep what was entered of a week, and hand it to the supervisor; raises `CannotKeepHours`."""
    require_own(by, "staffing.approve_hours", person, owner_id=person.pk)
    if not any(hours.values()):
        raise CannotKeepHours(gettext("No hours are entered yet."))
    with recording("staffing.submit_timesheet", by=by.account, at=at, subject=person) as record:
        sheet = _entered(record, person, hours, week=week, seen=seen, at=at)
        return record.update(sheet, state=State.SUBMITTED, submitted_at=at, reason="")


def take_back_timesheet(sheet: Timesheet, *, by: Person, at: datetime) -> Timesheet:
    """Open a timesheet again that nobody has decided on; raises `CannotKeepHours`."""
    require_own(by, "staffing.approve_hours", sheet.person, owner_id=sheet.person_id)
    with recording("staffing.take_back_timesheet", by=by.account, at=at, subject=sheet.person) as record:
        held = Timesheet.objects.select_for_update().get(pk=sheet.pk)
        if held.state != State.SUBMITTED:
            raise CannotKeepHours(
                gettext("This timesheet is {state} and cannot be taken back.").format(
                    state=held.get_state_display().lower()
                )
            )
        return record.update(held, state=State.OPEN, submitted_at=None, revision=held.revision + 1)


def check_day(day: date, minutes: int) -> None:
    """Raise `CannotKeepHours` for more hours than a day has, which is 23 or 25 when clocks change."""
    if minutes > (most := length_of(day)):
        raise CannotKeepHours(
            gettext("{day} has {most:g} hours, and {hours:g} are entered.").format(
                day=day_text(day), most=most / 60, hours=minutes / 60
            )
        )


def _entered(
    record: Recorder, person: Person, hours: Hours, *, week: date, seen: int | None, at: datetime
) -> Timesheet:
    """Write what was entered of a week that is still open."""
    wanted = {key: minutes for key, minutes in hours.items() if minutes}
    # Whoever holds the person's row is alone with this week, also before it has a timesheet.
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    sheet = Timesheet.objects.filter(person=person, week=week).first()
    _check_week(sheet, week=week, seen=seen, at=at)
    _check_hours(person, wanted, week=week)
    standing = {} if sheet is None else entered_in(sheet)
    _check_lines(person, {line for line, _ in wanted} - {line for line, _ in standing})
    if sheet is None:
        sheet = record.create(Timesheet(person=person, week=week, revision=1))
    else:
        record.update(sheet, revision=sheet.revision + 1)
    rows = {(Line(row.project_id, row.task_uid, row.code), row.day): row for row in sheet.entries.all()}
    record.delete_many([row for key, row in rows.items() if key not in wanted])
    record.update_many([(row, {"minutes": wanted[key]}) for key, row in rows.items() if key in wanted])
    record.create_many(
        [
            TimesheetEntry(
                timesheet=sheet,
                day=day,
                project_id=line.project,
                task_uid=line.task_uid,
                code=line.code,
                minutes=minutes,
            )
            for (line, day), minutes in wanted.items()
            if (line, day) not in rows
        ]
    )
    return sheet


def _check_week(sheet: Timesheet | None, *, week: date, seen: int | None, at: datetime) -> None:
    today = local_time(at).date()
    if not timesheets_are_on(today):
        raise CannotKeepHours(gettext("This city keeps no timesheets; the setting is off."))
    if week != week_of(week):
        raise CannotKeepHours(gettext("A timesheet begins on a Monday."))
    if week > week_of(today):
        raise CannotKeepHours(gettext("This week has not begun yet."))
    if sheet is not None and not sheet.is_editable:
        raise CannotKeepHours(
            gettext("This timesheet is {state}; its hours are not changed.").format(
                state=sheet.get_state_display().lower()
            )
        )
    if sheet is not None and seen is not None and seen != sheet.revision:
        raise CannotKeepHours(
            gettext("This timesheet has changed since you opened the page. Nothing of yours was kept.")
        )


def _check_hours(person: Person, wanted: Hours, *, week: date) -> None:
    closed = locked_until()
    by_day: dict[date, int] = defaultdict(int)
    for (_, day), minutes in [*wanted.items(), *posted_in(person, week).items()]:
        by_day[day] += minutes
    for (_, day), minutes in wanted.items():
        if day not in days_of(week):
            raise CannotKeepHours(gettext("{day} is no day of this week.").format(day=day_text(day)))
        if minutes < 0:
            raise CannotKeepHours(gettext("Hours are not below zero."))
        if closed is not None and day <= closed:
            raise CannotKeepHours(
                gettext("{day} is closed; ask Finance to open it, or have it adjusted.").format(
                    day=day_text(day)
                )
            )
    for day, minutes in by_day.items():
        check_day(day, minutes)


def _check_lines(person: Person, lines: set[Line]) -> None:
    """Hold new lines to the time codes and to the tasks that the person works on or answers for."""
    wanted = {(line.project, line.task_uid) for line in lines if not line.code}
    rows = Task.objects.filter(
        project__in={project for project, _ in wanted if project},
        uid__in={uid for _, uid in wanted if uid},
    )
    own = rows.filter(assignments__person=person) | rows.filter(responsible=person)
    known = set(own.values_list("project_id", "uid"))
    if wanted - known or any(line.code and line.code not in TimeCode.values for line in lines):
        raise CannotKeepHours(
            gettext("Hours go to tasks that you work on or answer for, and to operations and the like.")
        )

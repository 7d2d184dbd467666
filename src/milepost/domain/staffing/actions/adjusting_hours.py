"""Posted hours are corrected by another posting, and periods are closed."""

from datetime import date, datetime

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.staffing.actions.feeding_progress import feed_progress
from milepost.domain.staffing.actions.keeping_timesheets import check_day
from milepost.domain.staffing.calculations.timesheets import Line, is_locked, locked_until
from milepost.domain.staffing.models import HoursLock, PostedHours


class CannotAdjustHours(Refusal):
    """Says why posted hours stay as they are."""


def adjust_hours(
    person: Person, line: Line, *, day: date, minutes: int, reason: str, by: Person, at: datetime
) -> PostedHours:
    """Add to what counts of a day, or take from it; what was posted stands.

    Of a closed day only who closes periods may. What is left of the task follows, where hours feed progress. Raises
    `CannotAdjustHours`, `CannotKeepHours`.
    """
    keeps = may(by, "staffing.keep_hours")
    if not keeps:
        require(by, "staffing.approve_hours", person)
    if not reason.strip():
        raise CannotAdjustHours(gettext("Say why."), field="reason")
    if minutes == 0:
        raise CannotAdjustHours(gettext("Say by how many hours."), field="hours")
    if person == by and not keeps:
        raise CannotAdjustHours(gettext("Nobody adjusts their own hours; ask your supervisor."))
    with recording(
        "staffing.adjust_hours", by=by.account, at=at, subject=person, reason=reason.strip()
    ) as record:
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if is_locked(day) and not keeps:
            raise CannotAdjustHours(gettext("This day is closed; ask Finance to adjust it."), field="day")
        posted = PostedHours.objects.filter(person=person, day=day)
        check_day(day, _sum_of(posted) + minutes)
        on_line = posted.filter(project=line.project, task_uid=line.task_uid, code=line.code)
        if (standing := _sum_of(on_line)) + minutes < 0:
            raise CannotAdjustHours(
                gettext("Only {hours:g} hours are posted there.").format(hours=standing / 60), field="hours"
            )
        posting = record.create(
            PostedHours(
                person=person,
                day=day,
                project_id=line.project,
                task_uid=line.task_uid,
                code=line.code,
                minutes=minutes,
                source=PostedHours.Source.ADJUSTMENT,
                reason=reason.strip()[:500],
                by=by,
                at=at,
            )
        )
        feed_progress([posting], at=at)
    return posting


def lock_hours(until: date, *, reason: str = "", by: Person, at: datetime) -> HoursLock:
    """Close hours up to a day; an earlier day than before opens days again, which asks for a reason."""
    require(by, "staffing.keep_hours")
    before = locked_until()
    if before is not None and until < before and not reason.strip():
        raise CannotAdjustHours(gettext("This opens closed days again. Say why."), field="reason")
    with recording("staffing.lock_hours", by=by.account, at=at, reason=reason.strip()) as record:
        return record.create(HoursLock(until=until, reason=reason.strip(), by=by, at=at))


def _sum_of(posted: QuerySet[PostedHours]) -> int:
    return posted.aggregate(minutes=Sum("minutes"))["minutes"] or 0

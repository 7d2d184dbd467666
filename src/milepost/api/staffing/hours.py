"""Hours and check-ins: the own week, timesheets to decide on, what counts, and lines of a time system."""

from datetime import date, datetime
from typing import Literal

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, today
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.permissions import may, require
from milepost.domain.staffing.actions.checking_in import CannotCheckIn, Said, check_in
from milepost.domain.staffing.actions.deciding_timesheets import approve_timesheet, return_timesheet
from milepost.domain.staffing.actions.importing_hours import import_hours, understood_hours
from milepost.domain.staffing.actions.keeping_timesheets import keep_timesheet, submit_timesheet
from milepost.domain.staffing.calculations.own_work import own_work, week_of
from milepost.domain.staffing.calculations.timesheets import WEEK, Line
from milepost.domain.staffing.models import CheckIn, PostedHours, Timesheet
from milepost.domain.staffing.queries import people_approved_by, people_decided_on_by
from milepost.exchange.sheets.hours import ListedHours

router = Router()
KEEP = "staffing.keep_hours"
MINUTES_PER_HOUR = 60


class CheckInLineOut(Schema):
    """What was said of a task; `left_minutes` is null where hours mean nothing."""

    task_id: int
    percent_complete: float
    left_minutes: int | None


class CheckInOut(Schema):
    """A check-in; of one week the later counts."""

    id: int
    week: date
    note: str
    at: datetime
    lines: list[CheckInLineOut]


class OwnTaskIn(Schema):
    """What to say of an own task; what is left out stays as it stands."""

    task_id: Id
    percent_complete: float | None = Field(None, ge=0, le=100)
    left_hours: float | None = Field(None, ge=0, le=10_000)


class CheckInIn(Schema):
    """The own tasks of this week."""

    tasks: list[OwnTaskIn] = Field(max_length=500)
    note: Words = Field("", max_length=2000)


class TimesheetEntryIn(Schema):
    """Hours of one day, on a task by project and the task's number in it, or on a time code."""

    day: Day
    hours: float = Field(gt=0, le=25)
    project_id: Id | None = None
    task_uid: int | None = Field(None, ge=1, le=10**9)
    code: Literal["operations", "administration", "training", "away", ""] = ""


class TimesheetIn(Schema):
    """All hours of a week; what is left out is taken away."""

    entries: list[TimesheetEntryIn] = Field(max_length=1000)
    submit: bool = False
    revision: int | None = Field(None, ge=0)


class TimesheetEntryOut(Schema):
    """Minutes of one day."""

    day: date
    minutes: int
    project_id: int | None
    task_uid: int | None
    code: str


class TimesheetOut(Schema):
    """A week in hours; `revision` is sent back with a decision, so that nobody decides on hours unread."""

    id: int
    person_id: int
    week: date
    state: str
    revision: int
    reason: str
    decided_by_id: int | None
    entries: list[TimesheetEntryOut]


class DecisionIn(Schema):
    """The revision that was read."""

    revision: int | None = Field(None, ge=0)


class ReturnIn(DecisionIn):
    """With what is to be mended."""

    reason: Words = Field(min_length=1, max_length=500)


class PostedHoursOut(Schema):
    """Minutes that count; an adjustment may be below zero."""

    id: int
    person_id: int
    day: date
    project_id: int | None
    task_uid: int | None
    code: str
    minutes: int
    source: str
    document: str
    line: str
    reason: str


class HoursLineIn(Schema):
    """A line of a time system: a person by e-mail address or name, a project by number or name, or a time code."""

    document: Words = Field(max_length=200)
    line: Words = Field(max_length=200)
    person: Words = Field(max_length=200)
    day: Day
    hours: float = Field(ge=-25, le=25)
    project: Words = Field("", max_length=200)
    task: Words = Field("", max_length=200)
    code: Words = Field("", max_length=200)


class HoursLineOut(Schema):
    """What became of a line: `new`, `changed`, `standing` or `rejected` with the reason; `minutes` were posted."""

    document: str
    line: str
    outcome: str
    minutes: int
    reason: str


@router.get("/check-ins", response={200: list[CheckInOut], **PROBLEMS})
@paginate(Pages)
def list_own_check_ins(request: Call) -> QuerySet[CheckIn]:
    """List the caller's own check-ins."""
    return CheckIn.objects.filter(person=request.auth).prefetch_related("lines").order_by("pk")


@router.post("/check-ins", response={201: CheckInOut, **PROBLEMS})
def post_check_in(request: Call, given: CheckInIn) -> Status[CheckIn]:
    """Check in for this week; what is said becomes progress of the tasks."""
    monday = week_of(today())
    own = {one.task.pk: one for one in own_work(request.auth, since=monday, until=monday + WEEK)}
    unknown = [one.task_id for one in given.tasks if one.task_id not in own]
    if unknown:
        raise CannotCheckIn(f"Task {unknown[0]} is none of yours that is under way this week.")
    said = [
        Said(
            own[one.task_id],
            percent=one.percent_complete,
            left_minutes=None if one.left_hours is None else round(one.left_hours * MINUTES_PER_HOUR),
        )
        for one in given.tasks
    ]
    made = check_in(said, week=monday, note=given.note, by=request.auth, at=now())
    return Status(201, made.check_in)


@router.get("/timesheets", response={200: list[TimesheetOut], **PROBLEMS})
@paginate(Pages)
def list_timesheets(request: Call, state: str | None = None) -> QuerySet[Timesheet]:
    """List the caller's own timesheets and those the caller decides on."""
    rows = _timesheets(request).order_by("pk")
    return rows if state is None else rows.filter(state=state)


@router.put("/timesheets/{week}", response={200: TimesheetOut, **PROBLEMS})
def put_own_timesheet(request: Call, week: Day, given: TimesheetIn) -> Timesheet:
    """Keep the caller's hours of the week that begins on this Monday, and hand them in."""
    hours: dict[tuple[Line, date], int] = {}
    for one in given.entries:
        key = (Line(one.project_id, one.task_uid, one.code), one.day)
        hours[key] = hours.get(key, 0) + round(one.hours * MINUTES_PER_HOUR)
    act = submit_timesheet if given.submit else keep_timesheet
    return act(request.auth, hours, week=week, seen=given.revision, by=request.auth, at=now())


@router.put("/timesheets/{timesheet_id}/approval", response={200: TimesheetOut, **PROBLEMS})
def put_timesheet_approval(request: Call, timesheet_id: Id, given: DecisionIn) -> Timesheet:
    """Let the hours count."""
    sheet = get_object_or_404(_timesheets(request), pk=timesheet_id)
    return approve_timesheet(sheet, seen=given.revision, by=request.auth, at=now()).sheet


@router.put("/timesheets/{timesheet_id}/return", response={200: TimesheetOut, **PROBLEMS})
def put_timesheet_return(request: Call, timesheet_id: Id, given: ReturnIn) -> Timesheet:
    """Give the hours back with what is to be mended."""
    sheet = get_object_or_404(_timesheets(request), pk=timesheet_id)
    return return_timesheet(sheet, reason=given.reason, seen=given.revision, by=request.auth, at=now())


@router.get("/hours", response={200: list[PostedHoursOut], **PROBLEMS})
@paginate(Pages)
def list_posted_hours(
    request: Call, first: Day | None = None, last: Day | None = None, project_id: Id | None = None
) -> QuerySet[PostedHours]:
    """List the hours that count: the caller's own, those the caller decides on, or for Finance all."""
    rows = PostedHours.objects.order_by("pk")
    if not may(request.auth, KEEP):
        rows = rows.filter(person__in=people_approved_by(request.auth)) | rows.filter(person=request.auth)
    wanted = {"day__gte": first, "day__lte": last, "project": project_id}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


@router.post("/hours", response={200: list[HoursLineOut], **PROBLEMS})
def post_hours(request: Call, given: list[HoursLineIn], *, dry_run: bool = False) -> list[dict[str, object]]:
    """Post lines of a time system, each once by document and line; a dry run says what would become of each."""
    require(request.auth, KEEP)
    rows = [
        ListedHours(
            place, one.document, one.line, one.person, one.day, round(one.hours * MINUTES_PER_HOUR),
            one.project, one.task, one.code,
        )
        for place, one in enumerate(given, 1)
    ]  # fmt: skip
    found = understood_hours(rows, on=today())
    if not dry_run:
        import_hours(rows, by=request.auth, at=now())
    return [
        {
            "document": one.listed.document,
            "line": one.listed.line,
            "outcome": one.outcome,
            "minutes": one.minutes,
            "reason": one.reason,
        }
        for one in found
    ]


def _timesheets(request: Call) -> QuerySet[Timesheet]:
    rows = Timesheet.objects.select_related("person__supervisor").prefetch_related("entries")
    decided = people_decided_on_by(request.auth, on=today())
    return rows.filter(Q(person__in=decided) | Q(person=request.auth))

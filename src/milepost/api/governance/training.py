"""Training before a go-live: courses, their sessions, rosters and attendance."""

from datetime import date, datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, allowed, now, project_for
from milepost.api.kinds import Day, Id, Instant, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.governance.actions.training import (
    RosterLine,
    assign_session,
    edit_course,
    enroll,
    plan_course,
    plan_session,
    record_attendance,
)
from milepost.domain.governance.models import Trainee, TrainingCourse, TrainingSession
from milepost.domain.governance.models.of_project import VIEW
from milepost.domain.people.models import Department, Person

router = Router()
MOST_AT_ONCE = 500


class CourseOut(Schema):
    """What a group of people must learn, and until when."""

    id: int
    title: str
    audience: str
    ready_by: date | None
    owner_id: int | None


class CourseFields(Schema):
    """What is known of a course; what is left out stays."""

    title: Words | None = Field(None, min_length=1, max_length=200)
    audience: Words | None = Field(None, max_length=200)
    ready_by: Day | None = None
    owner_id: Id | None = None


class CourseIn(CourseFields):
    """A course to plan."""

    title: Words = Field(min_length=1, max_length=200)


class SessionOut(Schema):
    """One time that a course is held; `starts` is the city's time."""

    id: int
    starts: datetime
    duration_minutes: int
    place: str
    trainer: str
    seats: int | None


class SessionIn(Schema):
    """A session to plan."""

    starts: Instant
    duration_minutes: int = Field(120, ge=5, le=1440)
    place: Words = Field("", max_length=200)
    trainer: Words = Field("", max_length=120)
    seats: int | None = Field(None, ge=1, le=10_000)


class TraineeOut(Schema):
    """Somebody on the roster."""

    id: int
    name: str
    person_id: int | None
    department_id: int
    shift: str
    session_id: int | None
    state: str


class RosterLineIn(Schema):
    """Somebody to be trained."""

    name: Words = Field(min_length=1, max_length=120)
    shift: Words = Field("", max_length=60)


class RosterIn(Schema):
    """People of one department to be trained; those on the roster already are left as they are."""

    department_id: Id
    people: list[RosterLineIn] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Enrolled(Schema):
    """How many are new on the roster."""

    enrolled: int


class SessionPlaces(Schema):
    """Who of the roster comes to a session."""

    trainee_ids: list[Id] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Attendance(Schema):
    """Who was trained, did not come, or need not."""

    trainee_ids: list[Id] = Field(min_length=1, max_length=MOST_AT_ONCE)
    state: Literal["to_train", "trained", "absent", "exempt"]


@router.get("/projects/{project_id}/courses", response={200: list[CourseOut], **PROBLEMS})
@paginate(Pages)
def list_courses(request: Call, project_id: Id) -> QuerySet[TrainingCourse]:
    """List a project's courses."""
    project = project_for(request, project_id)
    allowed(request, VIEW, project)
    return TrainingCourse.objects.filter(project=project)


@router.post("/projects/{project_id}/courses", response={201: CourseOut, **PROBLEMS})
def post_course(request: Call, project_id: Id, given: CourseIn) -> Status[TrainingCourse]:
    """Plan a course."""
    project = project_for(request, project_id)
    return Status(201, plan_course(project, _course_sent(given), by=request.auth, at=now()))


@router.patch("/courses/{course_id}", response={200: CourseOut, **PROBLEMS})
def patch_course(request: Call, course_id: Id, given: CourseFields) -> TrainingCourse:
    """Change a course."""
    course = _course(request, course_id)
    edit_course(course, _course_sent(given), by=request.auth, at=now())
    return course


@router.get("/courses/{course_id}/sessions", response={200: list[SessionOut], **PROBLEMS})
@paginate(Pages)
def list_sessions(request: Call, course_id: Id) -> QuerySet[TrainingSession]:
    """List when a course is held."""
    return TrainingSession.objects.filter(course=_course(request, course_id))


@router.post("/courses/{course_id}/sessions", response={201: SessionOut, **PROBLEMS})
def post_session(request: Call, course_id: Id, given: SessionIn) -> Status[TrainingSession]:
    """Plan a session."""
    course = _course(request, course_id)
    fields: Any = given.dict()
    return Status(201, plan_session(course, fields, by=request.auth, at=now()))


@router.put("/courses/{course_id}/sessions/{session_id}/places", response={204: None, **PROBLEMS})
def put_places(request: Call, course_id: Id, session_id: Id, given: SessionPlaces) -> Status[None]:
    """Give people of the roster their session, as far as it has seats."""
    course = _course(request, course_id)
    session = get_object_or_404(
        TrainingSession.objects.select_related("course__project"), pk=session_id, course=course
    )
    assign_session(session, _trainees(course, given.trainee_ids), by=request.auth, at=now())
    return Status(204, None)


@router.get("/courses/{course_id}/roster", response={200: list[TraineeOut], **PROBLEMS})
@paginate(Pages)
def list_roster(request: Call, course_id: Id) -> QuerySet[Trainee]:
    """List who is to be trained, and who was."""
    return Trainee.objects.filter(course=_course(request, course_id))


@router.post("/courses/{course_id}/roster", response={200: Enrolled, **PROBLEMS})
def post_roster(request: Call, course_id: Id, given: RosterIn) -> Enrolled:
    """Put people of a department on the roster."""
    course = _course(request, course_id)
    department = get_object_or_404(Department, pk=given.department_id)
    lines = [RosterLine(one.name, one.shift) for one in given.people]
    return Enrolled(enrolled=enroll(course, lines, department, by=request.auth, at=now()))


@router.put("/courses/{course_id}/attendance", response={204: None, **PROBLEMS})
def put_attendance(request: Call, course_id: Id, given: Attendance) -> Status[None]:
    """Record who was trained, did not come, or need not."""
    course = _course(request, course_id)
    states = dict.fromkeys(_trainees(course, given.trainee_ids), given.state)
    record_attendance(course, states, by=request.auth, at=now())
    return Status(204, None)


def _course(request: Call, course_id: int) -> TrainingCourse:
    rows = TrainingCourse.objects.visible_to(request.auth).select_related("project")
    found: TrainingCourse = get_object_or_404(rows, pk=course_id)
    return found


def _trainees(course: TrainingCourse, ids: list[int]) -> list[Trainee]:
    """Give people of a course's roster; raises `Http404` where one of them is not on it."""
    found = list(course.trainees.filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise Http404
    return found


def _course_sent(given: CourseFields) -> Any:
    return sent(given, {"owner": Person}, may_be_empty={"owner", "ready_by"})

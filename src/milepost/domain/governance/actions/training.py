"""Courses are planned, their rosters filled, sessions held, and attendance recorded."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple, TypedDict

from django.utils.translation import gettext, ngettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.going_live import require_project_open
from milepost.domain.governance.models import Trainee, TrainingCourse, TrainingSession
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

State = Trainee.State
MOST_AT_ONCE = 1000


class CannotTrain(Refusal):
    """Says why a course, a session or its roster stays as it is."""


class CourseFields(TypedDict, total=False):
    """What is known of a course; `title` is needed to plan one."""

    title: str
    audience: str
    ready_by: date | None
    owner: Person | None


class SessionFields(TypedDict, total=False):
    """What is known of a session; `starts` is needed to plan one."""

    starts: datetime
    duration_minutes: int
    place: str
    trainer: str
    seats: int | None


class RosterLine(NamedTuple):
    """Somebody to be trained, and on which shift that person works."""

    name: str
    shift: str = ""


def plan_course(project: Project, fields: CourseFields, *, by: Person, at: datetime) -> TrainingCourse:
    """Plan a course."""
    _require_recording(by, project)
    with recording("governance.plan_course", by=by.account, at=at, subject=project) as record:
        return record.create(TrainingCourse(project=project, **fields))


def edit_course(course: TrainingCourse, fields: CourseFields, *, by: Person, at: datetime) -> None:
    """Change a course."""
    _require_recording(by, course.project)
    with recording("governance.edit_course", by=by.account, at=at, subject=course.project) as record:
        record.update(course, **fields)


def plan_session(
    course: TrainingCourse, fields: SessionFields, *, by: Person, at: datetime
) -> TrainingSession:
    """Plan a session of a course."""
    _require_recording(by, course.project)
    with recording("governance.plan_session", by=by.account, at=at, subject=course.project) as record:
        return record.create(TrainingSession(course=course, **fields))


def enroll(
    course: TrainingCourse, lines: Iterable[RosterLine], department: Department, *, by: Person, at: datetime
) -> int:
    """Put people of a department on the roster, those left out who stand there already; gives how many."""
    _require_recording(by, course.project)
    with recording("governance.enroll", by=by.account, at=at, subject=course.project) as record:
        there = set(course.trainees.filter(department=department).values_list("name", flat=True))
        wanted = {line.name: line for line in lines if line.name and line.name not in there}
        if len(wanted) > MOST_AT_ONCE:
            raise CannotTrain(
                gettext("Enroll {most} people at once at most.").format(most=MOST_AT_ONCE), field="people"
            )
        known = _in_directory(wanted, department)
        record.create_many(
            [
                Trainee(
                    course=course, name=name, shift=line.shift, department=department, person=known.get(name)
                )
                for name, line in wanted.items()
            ]
        )
        record.summary = f"{len(wanted)} of {department} enrolled in {course.title}."
        return len(wanted)


def assign_session(session: TrainingSession, trainees: Iterable[Trainee], *, by: Person, at: datetime) -> int:
    """Give people of the roster their session, as far as it has seats; gives how many."""
    _require_recording(by, session.course.project)
    with recording(
        "governance.assign_session", by=by.account, at=at, subject=session.course.project
    ) as record:
        TrainingSession.objects.select_for_update().get(pk=session.pk)
        chosen = _of_roster(session.course, trainees)
        taken = session.trainees.exclude(pk__in=[one.pk for one in chosen]).count()
        if session.seats is not None and taken + len(chosen) > session.seats:
            raise CannotTrain(
                ngettext(
                    "The session of {session} has {seats} seat, {taken} of it taken.",
                    "The session of {session} has {seats} seats, {taken} of them taken.",
                    session.seats,
                ).format(session=session, seats=session.seats, taken=taken)
            )
        record.update_many((one, {"session": session}) for one in chosen)
        return len(chosen)


def record_attendance(
    course: TrainingCourse, states: Mapping[Trainee, str], *, by: Person, at: datetime
) -> None:
    """Record who was trained, did not come, or need not."""
    _require_recording(by, course.project)
    with recording("governance.record_attendance", by=by.account, at=at, subject=course.project) as record:
        record.update_many((one, {"state": State(states[one])}) for one in _of_roster(course, states))


def _require_recording(person: Person, project: Project) -> None:
    require(person, "governance.record_training", project)
    require_project_open(project)


def _of_roster(course: TrainingCourse, trainees: Iterable[Trainee]) -> list[Trainee]:
    chosen = list(trainees)
    for one in chosen:
        if one.course_id != course.pk:
            raise CannotTrain(gettext("{name} is not on the roster of this course.").format(name=one.name))
    return chosen


def _in_directory(wanted: Mapping[str, RosterLine], department: Department) -> dict[str, Person]:
    """Find who stands in the directory: of that department, and of that name alone."""
    people = Person.objects.filter(name__in=wanted, is_active=True, department=department)
    found: dict[str, list[Person]] = {}
    for person in people:
        found.setdefault(person.name, []).append(person)
    return {name: same[0] for name, same in found.items() if len(same) == 1}

"""Training: courses, their sessions and rosters, and how ready departments and shifts are."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.governance.actions.training import (
    assign_session,
    edit_course,
    enroll,
    plan_course,
    plan_session,
    record_attendance,
)
from milepost.domain.governance.calculations.training_readiness import (
    readiness_by_department,
    readiness_by_shift,
    readiness_of,
)
from milepost.domain.governance.models import Trainee, TrainingCourse
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.go_live.access import project_of_go_lives
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.training import AttendanceForm, CourseForm, RosterForm, SessionForm
from milepost.web.projects.workspace import show
from milepost.web.refusals import deed

RECORD = "governance.record_training"


@for_persons
@require_GET
def training(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the courses of a project and the readiness of each department."""
    project = project_of_go_lives(request, project_id)
    courses = list(TrainingCourse.objects.filter(project=project).select_related("owner"))
    ready = readiness_of(courses)
    return show(
        request, project, "go_live/training.html", tab="go_live", section="training",
        courses=[(course, ready.get(course.pk)) for course in courses],
        departments=readiness_by_department(courses),
        may_record=may(request.person, RECORD, project) and not project.is_over,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_course(request: AskedBy, project_id: int) -> HttpResponse:
    """Plan a course."""
    project = project_of_go_lives(request, project_id)
    require(request.person, RECORD, project)
    return form_page(
        request, project, CourseForm.of(request.POST or None),
        lambda fields: plan_course(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Plan a course"), told=gettext("The course is planned. Enroll its people next."),
        back=reverse("go-live:training", args=[project.pk]),
    )  # fmt: skip


@for_persons
@require_GET
def course(request: AskedBy, course_id: int) -> HttpResponse:
    """Show a course: its sessions, its roster, and the readiness of each shift."""
    found = _course(request, course_id)
    sessions = found.sessions.all()
    trainees = list(found.trainees.select_related("department", "session"))
    return show(
        request, found.project, "go_live/course.html", tab="go_live", section="training", course=found,
        sessions=sessions, trainees=trainees, shifts=readiness_by_shift(found), states=Trainee.State.choices,
        may_record=may(request.person, RECORD, found.project) and not found.project.is_over,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def course_edit(request: AskedBy, course_id: int) -> HttpResponse:
    """Change a course."""
    found = _course(request, course_id)
    require(request.person, RECORD, found.project)
    return form_page(
        request, found.project, CourseForm.of(request.POST or None, found),
        lambda fields: edit_course(found, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Change the course"), told=gettext("The course is saved."), back=_page(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_session(request: AskedBy, course_id: int) -> HttpResponse:
    """Plan a session."""
    found = _course(request, course_id)
    require(request.person, RECORD, found.project)
    return form_page(
        request, found.project, SessionForm.of(request.POST or None),
        lambda fields: plan_session(found, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Plan a session"), told=gettext("The session is planned."), back=_page(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def roster(request: AskedBy, course_id: int) -> HttpResponse:
    """Enroll people."""
    found = _course(request, course_id)
    require(request.person, RECORD, found.project)
    return form_page(
        request, found.project, RosterForm(request.POST or None),
        lambda fields: enroll(found, fields["people"], fields["department"], by=request.person, at=now()),
        title=gettext("Enroll people"), told=gettext("They are on the roster."), back=_page(found),
    )  # fmt: skip


@for_persons
@require_POST
def attendance(request: AskedBy, course_id: int) -> HttpResponse:
    """Record what became of those chosen: their session, or whether they were trained."""
    found = _course(request, course_id)
    form = AttendanceForm(request.POST, course=found)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(_page(found))
    trainees, word, session = list(form.cleaned_data["trainee"]), form.cleaned_data["word"], form.session

    def act() -> None:
        if session is not None:
            assign_session(session, trainees, by=request.person, at=now())
        else:
            record_attendance(found, dict.fromkeys(trainees, word), by=request.person, at=now())

    told = ngettext(
        "{count} of the roster is changed.", "{count} of the roster are changed.", len(trainees)
    ).format(count=len(trainees))
    return deed(request, act, told=told, to=_page(found))


def _course(request: AskedBy, course_id: int) -> TrainingCourse:
    rows = TrainingCourse.objects.visible_to(request.person).select_related("project__department", "owner")
    found: TrainingCourse = get_object_or_404(rows.prefetch_related("project__roles"), pk=course_id)
    return found


def _page(found: TrainingCourse) -> Any:
    return reverse("go-live:course", args=[found.pk])

"""The first page of a project: where it stands and why, what comes next, who works on it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.marking import mark_milestones
from milepost.domain.projects.calculations.milestones import milestones_of
from milepost.domain.projects.models import Issue, Project, Risk, Task
from milepost.domain.projects.queries import baselines_of
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered, pending
from milepost.web.projects.forms.milestones import MilestoneForm, milestone_forms
from milepost.web.projects.workspace import show, standings_of
from milepost.web.refusals import shown_in
from milepost.web.staffing.unaccepted import unaccepted_for

COMING_DAYS = 21
MOST_SHOWN = 8
MOST_CONCERNS = 5


@for_persons
@require_GET
def overview(request: AskedBy, project_id: int) -> HttpResponse:
    """Show how a project stands; a Small one as a card of milestones."""
    project = project_for(request, project_id)
    return _overview(request, project, milestone_forms(project))


@for_persons
@require_POST
def milestones(request: AskedBy, project_id: int) -> HttpResponse:
    """Take the dates and marks of a small project's card."""
    project = project_for(request, project_id)
    forms = milestone_forms(project, request.POST)
    are_valid = [form.is_valid() for form in forms]
    if all(are_valid):
        marks = [form.mark for form in forms if form.has_changed()]
        with shown_in(forms[0], Refusal):
            consequence = mark_milestones(project, marks, by=request.person, at=now())
            return answered(request, project, consequence, to="projects:overview")
    return _overview(request, project, forms, status=422)


def _overview(
    request: AskedBy, project: Project, forms: list[MilestoneForm], *, status: int = 200
) -> HttpResponse:
    template = "projects/overview.html" if project.has_schedule else "projects/small.html"
    day = today()
    shown: dict[str, Any] = {
        "statuses": standings_of(project, request.person),
        "milestones": milestones_of(project, as_of=day),
        "milestone_forms": forms,
        "baselines": baselines_of([project]).get(project.pk),
        "team": project.roles.select_related("person"),
        "unaccepted": unaccepted_for(request.person, project),
        "consequence": pending(request, project),
    }
    return show(
        request,
        project,
        template,
        tab="overview",
        status=status,
        **shown,
        **_work(project, day),
        **_register(project, request.person),
    )


def _work(project: Project, day: date) -> dict[str, Any]:
    """Give the tasks that are late, and those that run or start soon."""
    morning, horizon = _midnight(day), _midnight(day + timedelta(COMING_DAYS))
    tasks = Task.objects.filter(project=project, is_active=True, percent_complete__lt=100, children=None)
    ordered = tasks.select_related("dates", "responsible").order_by("dates__finish", "position")
    return {
        "late": ordered.filter(dates__finish__lt=morning)[:MOST_SHOWN],
        "coming": ordered.filter(dates__finish__gte=morning, dates__start__lt=horizon)[:MOST_SHOWN],
    }


def _register(project: Project, person: Person) -> dict[str, QuerySet[Risk] | QuerySet[Issue]]:
    """Give the gravest open risks and issues that a person may see."""
    risks = Risk.objects.visible_to(person).filter(project=project, state=Risk.State.OPEN)
    issues = Issue.objects.visible_to(person).filter(project=project, state=Issue.State.OPEN)
    return {
        "risks": risks.select_related("owner").order_by(-(F("probability") * F("impact")), "number")[
            :MOST_CONCERNS
        ],
        "issues": issues.select_related("owner").order_by("-severity", "number")[:MOST_CONCERNS],
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())

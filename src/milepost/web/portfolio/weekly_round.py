"""The weekly round: progress of all of a manager's projects in one grid, saved project by project."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.progressing import record_progress
from milepost.domain.projects.models import Project, Task
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.portfolio.forms import ProgressForm

AHEAD = timedelta(days=7)


@dataclass(slots=True)
class ProjectRound:
    """One project of the round with a form for each of its tasks."""

    project: Project
    forms: list[ProgressForm]
    message: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(form.has_changed() for form in self.forms)


@for_persons
@require_http_methods(["GET", "POST"])
def weekly_round(request: AskedBy) -> HttpResponse:
    """Show the open tasks that run or are due, and record what is typed."""
    rounds = _rounds(request.person, request.POST or None)
    if request.method == "GET":
        return _page(request, rounds)
    changed = [one for one in rounds if one.is_changed]
    saved = [one for one in changed if _save(one, request.person)]
    for one in saved:
        messages.success(request, f"{one.project.name}: {one.message}")
    if len(saved) < len(changed):
        standing = {one.project.pk: one for one in _rounds(request.person, None)}
        failed = [one for one in changed if one not in saved]
        return _page(request, list((standing | {one.project.pk: one for one in failed}).values()), status=422)
    if not changed:
        messages.info(request, "Nothing was changed.")
    return redirect("portfolio:weekly-round")


def _page(request: HttpRequest, rounds: list[ProjectRound], *, status: int = 200) -> HttpResponse:
    return render(request, "portfolio/weekly_round.html", {"rounds": rounds}, status=status)


def _save(one: ProjectRound, person: Person) -> bool:
    """Record one project's progress, all of it or nothing."""
    are_valid = [form.is_valid() for form in one.forms]
    if not all(are_valid):
        return False
    changed = [form for form in one.forms if form.has_changed()]
    try:
        consequence = record_progress(one.project, [form.progress for form in changed], by=person, at=now())
    except Refusal as refusal:
        one.problems.append(str(refusal))
        return False
    one.message = consequence.message
    return True


def _rounds(person: Person, data: QueryDict | None) -> list[ProjectRound]:
    by_project = groupby(_tasks(person), key=lambda task: task.project)
    return [
        ProjectRound(project, [ProgressForm(data, task=task) for task in tasks])
        for project, tasks in by_project
        if may(person, "projects.record_progress", project)
    ]


def _tasks(person: Person) -> Iterable[Task]:
    """Give the open tasks of a manager's projects that started or start within a week, in their order."""
    horizon = datetime.combine(today(), time()) + AHEAD
    tasks = Task.objects.filter(
        project__in=_managed(person),
        is_active=True,
        percent_complete__lt=100,
        children=None,
        dates__start__lt=horizon,
    )
    related = tasks.select_related("dates", "responsible", "project__calendar", "project__department")
    return related.prefetch_related("project__roles").order_by("project__number", "position")


def _managed(person: Person) -> QuerySet[Project]:
    managed = Q(manager=person) | Q(roles__person=person, roles__role=Role.PROJECT_MANAGER)
    return Project.objects.visible_to(person).open().filter(managed).distinct()

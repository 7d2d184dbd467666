"""The frame of a project's pages: its header, its status and its tabs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.status import (
    CurrentStatus,
    Dimension,
    current_status,
    without_money,
)
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import tabs_for
from milepost.web.access import AskedBy, today

TABS = {
    "overview": ("Overview", "projects:overview"),
    "schedule": ("Schedule", "projects:schedule"),
    "baselines": ("Baselines", "projects:baselines"),
    "risks": ("Risks & issues", "projects:risks"),
    "stakeholders": ("Stakeholders", "stakeholders:stakeholders"),
    "staffing": ("Staffing", "staffing:of_project"),
    "changes": ("Scope & changes", "changes:of_project"),
    "money": ("Money", "money:earned-value"),
    "go_live": ("Go-live", "go-live:of_project"),
    "meetings": ("Meetings", "meetings:of_project"),
    "documents": ("Documents", "documents:of_project"),
    "discussion": ("Discussion", "discussion:of_project"),
    "reports": ("Reports", "reports:of_project"),
    "history": ("History", "projects:history"),
    "settings": ("Settings", "projects:settings"),
}

PERMISSIONS = {
    "stakeholders": "governance.view_stakeholders",
    "staffing": "staffing.view_requests",
    "money": "money.view",
    "go_live": "governance.view_go_live",
    "changes": "governance.view_changes",
    "reports": "reports.view",
}
"""What a tab needs beyond seeing the project."""


def show(
    request: AskedBy, project: Project, template: str, *, tab: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of a project's workspace under its header and tabs."""
    day = today()
    shown = {
        "project": project,
        "tabs": _tabs(request, project, tabs_for(project, on=day), tab),
        "subtitle": f"{project.get_tier_display()} project · {project.department} · {project.get_state_display()}",
        "trail": [
            {"label": "Projects", "url": reverse("projects:projects")},
            {"label": project.number, "url": reverse("projects:overview", args=[project.pk])},
        ],
        "overall": "" if project.is_over else current_status(project, as_of=day)[Dimension.OVERALL].status,
        "may": _Permissions(request, project),
        **context,
    }
    return render(request, template, shown, status=status)


def standings_of(project: Project, person: Person) -> list[tuple[str, CurrentStatus]]:
    """Give how a project stands today in each dimension by its name, the overall status first."""
    statuses = current_status(project, as_of=today())
    if not may(person, "money.view", project):
        statuses = without_money(statuses)
    first = sorted(statuses, key=lambda dimension: dimension != Dimension.OVERALL)
    if len({(one.status, one.reason) for one in statuses.values()}) == 1:
        # What is on hold or has not begun says the same of each dimension: once is enough.
        first = first[:1]
    return [(str(dimension.label), statuses[dimension]) for dimension in first]


def _tabs(request: AskedBy, project: Project, names: list[str], current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(address, args=[project.pk]), "current": name == current}
        for name, (label, address) in TABS.items()
        if name in names and may(request.person, PERMISSIONS.get(name, "projects.view"), project)
    ]


class _Permissions:
    """Lets a template ask `may.edit_schedule`; what a project's end forbids is refused as well."""

    def __init__(self, request: AskedBy, project: Project) -> None:
        self._person = request.person
        self._project = project

    def __getitem__(self, action: str) -> bool:
        return may(self._person, f"projects.{action}", self._project)

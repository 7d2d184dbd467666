"""The kickoff roster: everybody with a role in the project, and what each said; confirmed in one step."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import counted
from milepost.domain.staffing.actions.accepting_responsibilities import accept_all_duties
from milepost.domain.staffing.calculations.responsibility_matrix import matrix_of
from milepost.domain.staffing.models import Responsibility
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.workspace import show
from milepost.web.staffing.roles import ASSIGN, VIEW, segments_of, team_project

State = Responsibility.State


class RosterEntry(NamedTuple):
    """One person with the roles on the project and the duties in it."""

    person: Person
    roles: list[str]
    duties: list[Responsibility]

    @property
    def is_asked(self) -> bool:
        """Tell whether any duty asks for an answer; who is consulted or informed gives none."""
        return any(one.is_to_accept for one in self.duties)

    @property
    def open_count(self) -> int:
        return sum(one.is_to_accept and one.state in {State.PLANNED, State.ASKED} for one in self.duties)

    @property
    def declined_count(self) -> int:
        return sum(one.state == State.DECLINED for one in self.duties)


@for_persons
@require_http_methods(["GET", "POST"])
def roster(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the roster, and record in one step who agreed at the kickoff."""
    project = team_project(request, project_id, permission=ASSIGN if request.method == "POST" else VIEW)
    entries = _entries(project)
    if request.method == "POST":
        chosen = set(request.POST.getlist("person"))
        people = [one.person for one in entries if str(one.person.pk) in chosen]
        count = accept_all_duties(project, people, by=request.person, at=now()) if people else 0
        messages.success(
            request, gettext("Recorded: {roles} accepted.").format(roles=counted(count, gettext("role")))
        )
        return redirect("team:roster", project.pk)
    return show(
        request,
        project,
        "staffing/roster.html",
        tab="staffing",
        segments=segments_of(project, "roster"),
        entries=entries,
        open_count=sum(one.open_count for one in entries),
        may_assign=may(request.person, ASSIGN, project) and not project.is_over,
    )


def _entries(project: Project) -> list[RosterEntry]:
    held: dict[int, list[str]] = defaultdict(list)
    for role in project.roles.all():
        held[role.person_id].append(role.get_role_display())
    duties: dict[int, list[Responsibility]] = defaultdict(list)
    matrix = matrix_of(project)
    for one in matrix.responsibilities:
        duties[one.person_id].append(one)
    return [
        RosterEntry(person, held[person.pk], duties[person.pk])
        for person in matrix.people
        if held[person.pk] or duties[person.pk]
    ]

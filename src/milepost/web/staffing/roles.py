"""The responsibility assignment matrix of a project: shown to its readers, edited by its manager."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.assigning_responsibilities import (
    CannotAssignDuty,
    ask_for_acceptance,
    set_responsibilities,
)
from milepost.domain.staffing.calculations.duty_conflicts import conflicts_of
from milepost.domain.staffing.calculations.responsibility_matrix import (
    Matrix,
    MatrixRow,
    RowKey,
    matrix_of,
    unaccepted,
)
from milepost.domain.staffing.models import Responsibility
from milepost.domain.staffing.models.responsibility import Duty
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.workspace import show

VIEW = "staffing.view_responsibilities"
ASSIGN = "staffing.assign_responsibilities"
DUTIES = [
    (Duty.RESPONSIBLE, _("does the work")),
    (Duty.ACCOUNTABLE, _("answers for it; one person in each row")),
    (Duty.BOTH, _("does the work and answers for it")),
    (Duty.CONSULTED, _("is asked for advice before it is done")),
    (Duty.INFORMED, _("hears of it when it is done")),
]
"""What each letter asks of somebody."""


class Cell(NamedTuple):
    """One field of the matrix: its name, the letter in it, and what stands there."""

    name: str
    person: Person
    letter: str
    held: Responsibility | None


class ShownRow(NamedTuple):
    """A row as the page shows it, with what is wrong with it."""

    row: MatrixRow
    cells: list[Cell]
    problem: str


def team_project(request: AskedBy, project_id: int, *, permission: str = VIEW) -> Project:
    """Give a project whose roles the reader may see, or raise `Http404` or `Refused`."""
    found = (
        Project.objects.visible_to(request.person).select_related("dates", "department").filter(pk=project_id)
    )
    project = found.first()
    if project is None:
        raise Http404
    require(request.person, permission, project)
    return project


@for_persons
@require_http_methods(["GET", "POST"])
def roles(request: AskedBy, project_id: int) -> HttpResponse:
    """Show who is what to each deliverable and phase, and write it."""
    project = team_project(request, project_id, permission=ASSIGN if request.method == "POST" else VIEW)
    matrix = matrix_of(project)
    people = _with_added(request, matrix)
    if request.method != "POST":
        return _show_matrix(request, project, matrix, people)
    typed = {
        row.key: {person.pk: _letter(request.POST, row.key, person) for person in people}
        for row in matrix.rows
    }
    try:
        set_responsibilities(project, typed, seen=request.POST.get("seen", ""), by=request.person, at=now())
    except CannotAssignDuty as refusal:
        return _show_matrix(request, project, matrix, people, typed=typed, refusal=refusal)
    messages.success(request, gettext("The roles are saved."))
    return redirect("team:roles", project.pk)


@for_persons
@require_POST
def asking(request: AskedBy, project_id: int) -> HttpResponse:
    """Ask everybody who was not asked yet."""
    project = team_project(request, project_id, permission=ASSIGN)
    count = ask_for_acceptance(project, by=request.person, at=now())
    if count:
        messages.success(request, gettext("{count} roles are sent out.").format(count=count))
    else:
        messages.info(request, gettext("Everybody was asked already."))
    return redirect("team:roles", project.pk)


def segments_of(project: Project, current: str) -> list[dict[str, Any]]:
    """Give the pages of a project's staffing."""
    pages = (
        ("requests", gettext("Staff requests"), "staffing:of_project"),
        ("demand", gettext("Role demand"), "team:role-demand"),
        ("work", gettext("Actual work"), "team:actual-work"),
        ("roles", gettext("Roles"), "team:roles"),
        ("roster", gettext("Kickoff roster"), "team:roster"),
        ("mine", gettext("My roles"), "team:own-roles"),
        ("clearances", gettext("Clearances"), "team:clearances"),
    )
    return [
        {"label": label, "url": reverse(name, args=[project.pk]), "current": key == current}
        for key, label, name in pages
    ]


def _letter(data: QueryDict, key: RowKey, person: Person) -> str:
    letter = data.get(f"{key}-{person.pk}", "")
    return letter if letter in Duty.values else ""


def _with_added(request: AskedBy, matrix: Matrix) -> list[Person]:
    """Give the columns, with somebody more whom the address or the form names."""
    asked = request.POST.getlist("added") if request.method == "POST" else request.GET.getlist("add")
    wanted = {int(pk) for pk in asked if pk.isdecimal() and len(pk) < 10} - {one.pk for one in matrix.people}
    added = Person.objects.filter(pk__in=wanted, is_active=True).select_related("organization")
    return [*matrix.people, *added]


def _show_matrix(
    request: AskedBy,
    project: Project,
    matrix: Matrix,
    people: list[Person],
    *,
    typed: dict[RowKey, dict[int, str]] | None = None,
    refusal: CannotAssignDuty | None = None,
) -> HttpResponse:
    may_assign = may(request.person, ASSIGN, project) and not project.is_over
    standing = {person.pk for person in matrix.people}
    return show(
        request,
        project,
        "staffing/roles.html",
        tab="staffing",
        status=422 if refusal else 200,
        segments=segments_of(project, "roles"),
        rows=[_shown_row(row, people, typed, refusal) for row in matrix.rows],
        people=people,
        added=[person for person in people if person.pk not in standing],
        others=Person.objects.filter(is_active=True).exclude(pk__in={one.pk for one in people}),
        seen=matrix.version,
        letters=[("", ""), *((duty.value, duty.value) for duty, _said in DUTIES)],
        duties=DUTIES,
        refusal=refusal,
        unaccepted=unaccepted(project),
        planned=sum(one.state == Responsibility.State.PLANNED for one in matrix.responsibilities),
        conflicts=conflicts_of(matrix, on=today()),
        may_assign=may_assign,
    )


def _shown_row(
    row: MatrixRow,
    people: list[Person],
    typed: dict[RowKey, dict[int, str]] | None,
    refusal: CannotAssignDuty | None,
) -> ShownRow:
    letters = (typed or {}).get(row.key)
    cells = []
    for person in people:
        held = row.by_person.get(person.pk)
        letter = letters[person.pk] if letters is not None else (held.duty if held else "")
        cells.append(Cell(f"{row.key}-{person.pk}", person, letter, held))
    return ShownRow(row, cells, str(refusal) if refusal and refusal.row == row.key else "")

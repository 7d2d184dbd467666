"""What of projects passes from one person to another: roles, tasks, entries of registers, documents and acceptances."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from milepost.domain.people.holdings import Holding, HoldingKind, Passing, register_holdings
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.assigning import put_team, team_on
from milepost.domain.projects.actions.assumptions import edit_assumption
from milepost.domain.projects.actions.dependencies import edit_dependency
from milepost.domain.projects.actions.documents import edit_document
from milepost.domain.projects.actions.editing import editing
from milepost.domain.projects.actions.issues import edit_issue
from milepost.domain.projects.actions.responding import edit_response_action
from milepost.domain.projects.actions.risks import edit_risk
from milepost.domain.projects.actions.roles import HELD_BY_ONE, give_role, take_role
from milepost.domain.projects.actions.scoping import edit_deliverable
from milepost.domain.projects.models import (
    Assumption,
    Deliverable,
    Dependency,
    Document,
    Issue,
    Project,
    ProjectRole,
    ResponseAction,
    Risk,
    Task,
)
from milepost.domain.projects.models.restriction import cleared_for

Change = Callable[..., Any]


def _open_to(reader: Person) -> QuerySet[Project]:
    return Project.objects.visible_to(reader).open().order_by()


def _roles(person: Person, reader: Person) -> Iterator[Holding]:
    held = ProjectRole.objects.filter(person=person, project__in=_open_to(reader))
    for one in held.select_related("project").order_by("project__number", "role"):
        yield Holding("project_role", one, one.get_role_display(), project=one.project)


def _pass_roles(roles: Sequence[ProjectRole], passing: Passing) -> None:
    for one in roles:
        role = Role(one.role)
        if not one.project.roles.filter(person=passing.to, role=role).exists():
            give_role(one.project, passing.to, role, by=passing.by, at=passing.at)
        # A role that one person holds at a time has left the one before already.
        if role not in HELD_BY_ONE and ProjectRole.objects.filter(pk=one.pk).exists():
            take_role(one, by=passing.by, at=passing.at)


def _tasks(person: Person, reader: Person) -> Iterator[Holding]:
    own = Task.objects.filter(
        Q(responsible=person) | Q(assignments__person=person), project__in=_open_to(reader), is_active=True,
        percent_complete__lt=100,
    )  # fmt: skip
    for task in own.select_related("project", "parent").distinct().order_by("project__number", "position"):
        detail = "answers for it" if task.responsible_id == person.pk else "works on it"
        detail = f"{task.parent.name}, {detail}" if task.parent else detail
        yield Holding("task", task, task.name, detail, project=task.project)


def _pass_tasks(tasks: Sequence[Task], passing: Passing) -> None:
    """Let the successor answer for tasks and stand in their teams, one edit for each project."""
    for _, rows in groupby(tasks, key=lambda task: task.project_id):
        of_project = list(rows)
        with editing(
            of_project[0].project, "projects.pass_tasks_on", by=passing.by, at=passing.at,
            reason=passing.reason,
        ) as edit:  # fmt: skip
            for task in of_project:
                if task.responsible_id == passing.person.pk:
                    edit.record.update(task, responsible=passing.to)
                team = team_on(task)
                who = {one.person for one in team}
                if passing.person.pk in who:
                    kept = [one for one in team if one.person != passing.person.pk]
                    leaving = next(one for one in team if one.person == passing.person.pk)
                    joined = [] if passing.to.pk in who else [leaving._replace(person=passing.to.pk)]
                    put_team(edit, task, [*kept, *joined])


def _owned(kind: str, rows: Callable[[Person, Person], QuerySet[Any]], title: Callable[[Any], str]) -> Any:
    def find(person: Person, reader: Person) -> Iterator[Holding]:
        for one in rows(person, reader).select_related("project").order_by("project__number", "number"):
            yield Holding(kind, one, title(one), f"No. {one.number}", project=one.project)

    return find


def _of_owner(edit: Change) -> Callable[[Sequence[Any], Passing], None]:
    def pass_on(rows: Sequence[Any], passing: Passing) -> None:
        for one in rows:
            edit(one, {"owner": passing.to}, by=passing.by, at=passing.at)

    return pass_on


def _register(model: Any) -> Callable[[Person, Person], QuerySet[Any]]:
    def rows(person: Person, reader: Person) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(
            cleared_for(reader), owner=person, state="open", project__in=_open_to(reader)
        )
        return found

    return rows


def _documents(person: Person, reader: Person) -> QuerySet[Document]:
    return Document.objects.visible_to(reader).filter(owner=person, project__in=_open_to(reader))


def _acceptances(person: Person, reader: Person) -> QuerySet[Deliverable]:
    return Deliverable.objects.filter(acceptor=person, project__in=_open_to(reader)).exclude(
        state=Deliverable.State.ACCEPTED
    )


def _pass_acceptances(rows: Sequence[Deliverable], passing: Passing) -> None:
    for one in rows:
        edit_deliverable(one, {"acceptor": passing.to}, by=passing.by, at=passing.at)


def _responses(person: Person, reader: Person) -> Iterator[Holding]:
    risks = Risk.objects.filter(cleared_for(reader), state=Risk.State.OPEN, project__in=_open_to(reader))
    own = ResponseAction.objects.filter(owner=person, done_on=None, risk__in=risks.order_by())
    for one in own.select_related("risk__project").order_by("risk__project__number", "pk"):
        yield Holding("response", one, one.text, f"Risk {one.risk.number}", project=one.risk.project)


register_holdings(
    HoldingKind("project_role", "Roles on projects", _roles, _pass_roles, is_right=True),
    HoldingKind("task", "Tasks", _tasks, _pass_tasks),
    HoldingKind(
        "risk", "Risks", _owned("risk", _register(Risk), lambda one: one.event), _of_owner(edit_risk)
    ),
    HoldingKind("response", "Responses to risks", _responses, _of_owner(edit_response_action)),
    HoldingKind(
        "issue", "Issues", _owned("issue", _register(Issue), lambda one: one.title), _of_owner(edit_issue)
    ),
    HoldingKind(
        "assumption",
        "Assumptions to validate",
        _owned("assumption", _register(Assumption), lambda one: one.statement),
        _of_owner(edit_assumption),
    ),
    HoldingKind(
        "dependency",
        "Dependencies",
        _owned("dependency", _register(Dependency), lambda one: one.what),
        _of_owner(edit_dependency),
    ),
    HoldingKind(
        "document",
        "Documents to review",
        _owned("document", _documents, lambda one: one.title),
        _of_owner(edit_document),
    ),
    HoldingKind(
        "acceptance",
        "Deliverables to accept",
        _owned("acceptance", _acceptances, lambda one: one.name),
        _pass_acceptances,
    ),
)

"""Requirements and deliverables are written, tied to each other and to tasks, and agreed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.locking import lock
from milepost.domain.projects.models import (
    Deliverable,
    DeliverableRequirement,
    DeliverableTask,
    Project,
    Requirement,
    ScopeBaseline,
    Task,
)


class CannotScope(Refusal):
    """Says why the scope stays as it is."""


class RequirementFields(TypedDict, total=False):
    """What is known of a requirement; `text` is needed to add one."""

    text: str
    source: str
    priority: str
    acceptance_criteria: str


class DeliverableFields(TypedDict, total=False):
    """What is known of a deliverable; `name` is needed to add one."""

    name: str
    description: str
    parent: Deliverable | None
    acceptor: Person | None


class Ties(NamedTuple):
    """What makes a deliverable, and what it is for."""

    tasks: Sequence[Task] = ()
    requirements: Sequence[Requirement] = ()


def add_requirement(project: Project, fields: RequirementFields, *, by: Person, at: datetime) -> Requirement:
    """Add a requirement under the project's next number."""
    require(by, "projects.edit_scope", project)
    check_scope_open(project)
    with recording("projects.add_requirement", by=by.account, at=at, subject=project) as record:
        requirement = put_requirement(record, project, fields, at=at)
        record.summary = f"Requirement {requirement.number}: {requirement.text}"
    return requirement


def put_requirement(
    record: Recorder, project: Project, fields: RequirementFields, *, at: datetime
) -> Requirement:
    """Write a new requirement within an action under way."""
    if not fields.get("text", "").strip():
        raise CannotScope(gettext("Say what is required."), field="text")
    number = next_number(f"requirements-{project.pk}")
    return record.create(Requirement(project=project, number=number, raised_on=local_day(at), **fields))


def edit_requirement(
    requirement: Requirement, fields: RequirementFields, *, by: Person, at: datetime
) -> None:
    """Change the named fields of a requirement."""
    require(by, "projects.edit_scope", requirement.project)
    check_scope_open(requirement.project)
    if "text" in fields and not fields["text"].strip():
        raise CannotScope(gettext("Say what is required."), field="text")
    with recording("projects.edit_requirement", by=by.account, at=at, subject=requirement.project) as record:
        record.update(requirement, **fields)


def drop_requirement(requirement: Requirement, *, reason: str, by: Person, at: datetime) -> None:
    """Take a requirement out of the scope with a reason; it stays on record."""
    require(by, "projects.edit_scope", requirement.project)
    check_scope_open(requirement.project)
    if not reason.strip():
        raise CannotScope(gettext("Say why it is dropped."), field="reason")
    with recording(
        "projects.drop_requirement", by=by.account, at=at, subject=requirement.project, reason=reason
    ) as record:
        record.update(requirement, state=Requirement.State.DROPPED, outcome=reason.strip())
        record.summary = f"Requirement {requirement.number} dropped: {requirement.text}"


def add_deliverable(
    project: Project, fields: DeliverableFields, ties: Ties | None = None, *, by: Person, at: datetime
) -> Deliverable:
    """Add a deliverable under the project's next number."""
    require(by, "projects.edit_scope", project)
    check_scope_open(project)
    with recording("projects.add_deliverable", by=by.account, at=at, subject=project) as record:
        deliverable = Deliverable(project=project, raised_on=local_day(at), **fields)
        _check_deliverable(deliverable, fields)
        deliverable.number = next_number(f"deliverables-{project.pk}")
        record.create(deliverable)
        _tie(record, deliverable, ties or Ties())
        record.summary = f"Deliverable {deliverable.number}: {deliverable.name}"
    return deliverable


def edit_deliverable(
    deliverable: Deliverable, fields: DeliverableFields, ties: Ties | None = None, *, by: Person, at: datetime
) -> None:
    """Change the named fields of a deliverable, and what it is tied to where that is given."""
    require(by, "projects.edit_scope", deliverable.project)
    check_scope_open(deliverable.project)
    with recording("projects.edit_deliverable", by=by.account, at=at, subject=deliverable.project) as record:
        _check_deliverable(deliverable, fields)
        record.update(deliverable, **fields)
        if ties is not None:
            _tie(record, deliverable, ties)


def agree_scope(project: Project, *, reason: str = "", by: Person, at: datetime) -> ScopeBaseline:
    """Keep the scope as it stands, whose requirements become agreed; from the second time on a reason is needed."""
    require(by, "projects.agree_scope", project)
    check_scope_open(project)
    with recording("projects.agree_scope", by=by.account, at=at, subject=project, reason=reason) as record:
        lock(project)
        standing = list(project.requirements.exclude(state=Requirement.State.DROPPED))
        deliverables = list(project.deliverables.all())
        last = project.scope_baselines.last()
        if not standing and not deliverables:
            raise CannotScope(gettext("There is nothing to agree yet: write requirements or deliverables."))
        if last is not None and not reason.strip():
            raise CannotScope(
                gettext("The scope was agreed before; say why it is agreed anew."), field="reason"
            )
        record.update_many((one, {"state": Requirement.State.AGREED}) for one in standing)
        baseline = record.create(
            ScopeBaseline(
                project=project, number=last.number + 1 if last else 0, reason=reason.strip(), by=by, at=at,
                requirements={str(one.number): one.text for one in standing},
                deliverables={str(one.number): one.name for one in deliverables},
            )
        )  # fmt: skip
        record.summary = f"{baseline}: {len(standing)} requirements, {len(deliverables)} deliverables."
    return baseline


def check_scope_open(project: Project) -> None:
    """Raise `CannotScope` for a project that is over."""
    if project.is_over:
        raise CannotScope(gettext("{name} is over; its scope stays as it is.").format(name=project.name))


def _check_deliverable(deliverable: Deliverable, fields: DeliverableFields) -> None:
    if "name" in fields and not fields["name"].strip():
        raise CannotScope(gettext("Name the deliverable."), field="name")
    acceptor = fields.get("acceptor")
    if acceptor is not None and not may(acceptor, "projects.view_scope", deliverable.project):
        raise CannotScope(
            gettext("{person} may not see the scope of this project.").format(person=acceptor),
            field="acceptor",
        )
    above = fields.get("parent")
    while above is not None:
        if above.pk == deliverable.pk or above.project_id != deliverable.project_id:
            raise CannotScope(
                gettext("A deliverable is part of another one of this project."), field="parent"
            )
        above = above.parent


def _tie(record: Recorder, deliverable: Deliverable, ties: Ties) -> None:
    _tie_rows(record, deliverable, DeliverableTask, "task", ties.tasks)
    _tie_rows(record, deliverable, DeliverableRequirement, "requirement", ties.requirements)


def _tie_rows(
    record: Recorder, deliverable: Deliverable, model: Any, name: str, wanted: Iterable[Any]
) -> None:
    rows = {row.pk: row for row in wanted}
    if any(row.project_id != deliverable.project_id for row in rows.values()):
        raise CannotScope(gettext("Choose what belongs to this project."), field=f"{name}s")
    standing = {getattr(tie, f"{name}_id"): tie for tie in model.objects.filter(deliverable=deliverable)}
    record.delete_many([tie for key, tie in standing.items() if key not in rows])
    record.create_many(
        [model(deliverable=deliverable, **{name: row}) for key, row in rows.items() if key not in standing]
    )

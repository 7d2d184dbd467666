"""The kinds of clearances are kept, who holds which until when, and the work that takes them."""

from datetime import date, datetime

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.models import Clearance, ClearanceNeed, PersonClearance


class CannotKeepClearance(Refusal):
    """Says why a clearance is not kept so; may name a `field`."""


def add_clearance(name: str, *, description: str = "", by: Person, at: datetime) -> Clearance:
    """Put a kind of clearance into the catalog; raises `ValidationError` for one that stands already."""
    require(by, "staffing.edit_catalog")
    clearance = Clearance(name=name.strip(), description=description.strip())
    check_row(clearance)
    with recording("staffing.add_clearance", by=by.account, at=at) as record:
        return record.create(clearance)


def grant_clearance(
    person: Person,
    clearance: Clearance,
    *,
    granted_on: date,
    expires_on: date | None = None,
    by: Person,
    at: datetime,
) -> PersonClearance:
    """Record that a person has passed a check; one renewed takes the place of the one before."""
    require(by, "staffing.edit_clearances", person)
    if not person.is_active:
        raise CannotKeepClearance(gettext("{name} has left.").format(name=person.name), field="person")
    held = PersonClearance.objects.filter(person=person, clearance=clearance).first()
    row = held or PersonClearance(person=person, clearance=clearance)
    if expires_on and expires_on < granted_on:
        raise CannotKeepClearance(gettext("It expires before it is granted."), field="expires_on")
    with recording("staffing.grant_clearance", by=by.account, at=at, subject=person) as record:
        if held is not None:
            return record.update(held, granted_on=granted_on, expires_on=expires_on)
        row.granted_on, row.expires_on = granted_on, expires_on
        return record.create(row)


def withdraw_clearance(held: PersonClearance, *, by: Person, at: datetime) -> None:
    """Take a clearance off a person."""
    require(by, "staffing.edit_clearances", held.person)
    with recording("staffing.withdraw_clearance", by=by.account, at=at, subject=held.person) as record:
        record.delete(held)


def need_clearance(
    project: Project, clearance: Clearance, *, task: Task | None = None, by: Person, at: datetime
) -> ClearanceNeed:
    """Say that a project, or one of its tasks with everything below it, takes a clearance."""
    require(by, "projects.edit_settings", project)
    if task is not None and task.project_id != project.pk:
        raise CannotKeepClearance(gettext("Choose a task of this project."), field="task")
    need = ClearanceNeed(project=project, clearance=clearance, task=task)
    check_row(need)
    with recording("staffing.need_clearance", by=by.account, at=at, subject=project) as record:
        return record.create(need)


def drop_need(need: ClearanceNeed, *, by: Person, at: datetime) -> None:
    """Say that the work does not take the clearance any more."""
    require(by, "projects.edit_settings", need.project)
    with recording("staffing.drop_need", by=by.account, at=at, subject=need.project) as record:
        record.delete(need)

"""Dependencies are recorded, dated, agreed by both sides, met and dropped."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Department, Organization, Person
from milepost.domain.people.permissions import may, require
from milepost.domain.people.presence import require_present
from milepost.domain.projects.actions.sharing import (
    CannotRegister,
    lock_entry,
    require_register_open,
    require_share,
)
from milepost.domain.projects.models import Dependency, DependencyAgreement, Project
from milepost.domain.projects.noticing import tell_of_agreement, tell_of_owner

State, Side = Dependency.State, DependencyAgreement.Side


class CannotChangeDependency(Refusal):
    """Says why a dependency stays as it is."""


class DependencyFields(TypedDict, total=False):
    """What is known of a dependency; `direction`, `what` and one other side are needed to record one."""

    direction: str
    what: str
    details: str
    other_project: Project | None
    department: Department | None
    organization: Organization | None
    owner: Person | None
    counterpart: Person | None
    due_on: date | None
    task_uid: int | None
    is_shared: bool


def record_dependency(project: Project, fields: DependencyFields, *, by: Person, at: datetime) -> Dependency:
    """Put what one side owes the other on a project's register, and ask the other side to agree to its date."""
    require(by, "projects.edit_dependencies", project)
    require_share(project, None, fields, by=by)
    require_register_open(project)
    _check_sides(project, fields, None)
    with recording("projects.record_dependency", by=by.account, at=at, subject=project) as record:
        number = next_number(f"dependencies-{project.pk}")
        dependency = record.create(Dependency(project=project, number=number, dated_at=at, **fields))
        record.summary = f"Dependency {number}: {dependency.what}"
        tell_of_owner(dependency, None, by=by, at=at)
        tell_of_agreement(dependency, None, by=by, at=at)
    return dependency


def edit_dependency(dependency: Dependency, fields: DependencyFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of a dependency; a date that moves is to be agreed anew by both sides."""
    require(by, "projects.edit_dependencies", dependency.project)
    require_share(dependency.project, dependency, fields, by=by)
    with recording("projects.edit_dependency", by=by.account, at=at, subject=dependency.project) as record:
        lock_entry(dependency)
        _check_sides(dependency.project, fields, dependency)
        owner_before, due_before = dependency.owner, dependency.due_on
        has_moved = fields.get("due_on", due_before) != due_before
        record.update(dependency, **fields, **({"dated_at": at} if has_moved else {}))
        if has_moved:
            record.summary = (
                f"Dependency {dependency.number} moved to {_day(dependency.due_on)}; to be agreed anew."
            )
            tell_of_agreement(dependency, due_before, by=by, at=at)
        tell_of_owner(dependency, owner_before, by=by, at=at)


def agree_to_date(
    dependency: Dependency, side: str, *, said_by: str = "", by: Person, at: datetime
) -> DependencyAgreement:
    """Record that one side agrees to the date as it stands.

    The counterpart agrees in person; else somebody who keeps the register writes down who said so.
    """
    is_counterpart = side == Side.THEY and dependency.counterpart_id == by.pk and by.is_active
    if not is_counterpart:
        require(by, "projects.edit_dependencies", dependency.project)
        if side == Side.THEY and not said_by.strip() and not _speaks_for_them(by, dependency):
            raise CannotChangeDependency(
                gettext("Say who of the other side agreed, and how."), field="said_by"
            )
    agreed_on = dependency.due_on
    with recording("projects.agree_to_date", by=by.account, at=at, subject=dependency.project) as record:
        lock_entry(dependency, State.OPEN)
        if dependency.due_on is None:
            raise CannotChangeDependency(gettext("There is no date to agree to yet."))
        if dependency.due_on != agreed_on:
            raise CannotChangeDependency(
                gettext("The date moved to {day} meanwhile; look whether you agree to that.").format(
                    day=_day(dependency.due_on)
                )
            )
        agreement = record.create(
            DependencyAgreement(
                dependency=dependency,
                side=side,
                due_on=dependency.due_on,
                at=at,
                on=local_day(at),
                by=by,
                said_by=said_by.strip(),
            )
        )
        record.summary = f"Dependency {dependency.number}: {agreement}."
    return agreement


def end_dependency(dependency: Dependency, state: str, *, outcome: str, by: Person, at: datetime) -> None:
    """Record that what was owed has come, or is no longer wanted, which takes a reason."""
    require(by, "projects.edit_dependencies", dependency.project)
    if state == State.DROPPED and not outcome.strip():
        raise CannotChangeDependency(gettext("Say why it is no longer wanted."), field="words")
    with recording("projects.end_dependency", by=by.account, at=at, subject=dependency.project) as record:
        lock_entry(dependency, State.OPEN)
        record.update(dependency, state=State(state), outcome=outcome.strip(), ended_on=local_day(at))
        record.summary = (
            f"Dependency {dependency.number} {dependency.get_state_display().lower()}: {dependency.what}"
        )


def reopen_dependency(dependency: Dependency, *, by: Person, at: datetime) -> None:
    """Open a dependency again that was met or dropped."""
    require(by, "projects.edit_dependencies", dependency.project)
    with recording("projects.reopen_dependency", by=by.account, at=at, subject=dependency.project) as record:
        lock_entry(dependency, State.MET, State.DROPPED)
        record.update(dependency, state=State.OPEN, outcome="", ended_on=None)


def _check_sides(project: Project, fields: Mapping[str, Any], before: Dependency | None) -> None:
    parties = [fields.get(name, getattr(before, name, None)) for name in Dependency.PARTIES]
    if sum(party is not None for party in parties) != 1:
        raise CannotChangeDependency(
            gettext("Name one other side: a project, a department, or a vendor or partner."),
            field="other_project",
        )
    if parties[0] == project:
        raise CannotChangeDependency(gettext("A project owes itself nothing."), field="other_project")
    require_present(fields.get("owner"), CannotRegister, before=before.owner if before else None)
    require_present(
        fields.get("counterpart"),
        CannotRegister,
        before=before.counterpart if before else None,
        field="counterpart",
    )


def _speaks_for_them(by: Person, dependency: Dependency) -> bool:
    """Whoever keeps the register of the other project speaks for it."""
    other = dependency.other_project
    return other is not None and may(by, "projects.edit_dependencies", other)


def _day(day: date | None) -> str:
    return f"{day:%b} {day.day}, {day.year}" if day else "no date"

"""Defects are reported, fixed, tested again, closed or deferred."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.actions.going_live import require_project_open
from milepost.domain.governance.models import Defect, QualityCheck
from milepost.domain.governance.noticing import tell_of_defect
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require, require_own
from milepost.domain.projects.models import Project

State = Defect.State


class CannotChangeDefect(Refusal):
    """Says why a defect stays as it is."""


class DefectFields(TypedDict, total=False):
    """What is known of a defect; `title` is needed to report one."""

    title: str
    description: str
    severity: int
    owner: Person | None
    due_on: date | None
    check_of: QualityCheck | None


def report_defect(project: Project, fields: DefectFields, *, by: Person, at: datetime) -> Defect:
    """Report a defect."""
    require(by, "governance.edit_quality", project)
    require_project_open(project)
    with recording("governance.report_defect", by=by.account, at=at, subject=project) as record:
        defect = add_defect(record, project, fields, at=at)
        record.summary = f"Defect {defect.number}: {defect.title}"
        tell_of_defect(defect, by=by, at=at)
        return defect


def add_defect(record: Recorder, project: Project, fields: DefectFields, *, at: datetime) -> Defect:
    """Write a defect within an action under way."""
    check = fields.get("check_of")
    if check is not None and check.project_id != project.pk:
        raise CannotChangeDefect(gettext("That check is of another project."), field="check_of")
    number = next_number(f"defects-{project.pk}")
    return record.create(Defect(project=project, number=number, found_on=local_day(at), **fields))


def edit_defect(defect: Defect, fields: DefectFields, *, by: Person, at: datetime) -> None:
    """Change an open defect."""
    require(by, "governance.edit_quality", defect.project)
    with recording("governance.edit_defect", by=by.account, at=at, subject=defect.project) as record:
        _hold_defect(defect, {State.OPEN, State.FIXED})
        owner_before = defect.owner_id
        record.update(defect, **fields)
        if defect.owner_id != owner_before:
            tell_of_defect(defect, by=by, at=at)


def fix_defect(defect: Defect, *, outcome: str, by: Person, at: datetime) -> None:
    """Say how a defect was fixed; it waits for its retest."""
    _require_fixing(by, defect)
    with recording("governance.fix_defect", by=by.account, at=at, subject=defect.project) as record:
        _hold_defect(defect, {State.OPEN})
        if not outcome.strip():
            raise CannotChangeDefect(gettext("Say how it was fixed."), field="outcome")
        record.update(defect, state=State.FIXED, outcome=outcome.strip())


def retest_defect(defect: Defect, *, has_passed: bool, outcome: str, by: Person, at: datetime) -> None:
    """Record a retest: passed, and the defect is closed; not passed, and it is open again."""
    require(by, "governance.edit_quality", defect.project)
    with recording("governance.retest_defect", by=by.account, at=at, subject=defect.project) as record:
        _hold_defect(defect, {State.FIXED})
        if not has_passed and not outcome.strip():
            raise CannotChangeDefect(gettext("Say what the retest showed."), field="outcome")
        state, ended = (State.CLOSED, local_day(at)) if has_passed else (State.OPEN, None)
        words = outcome.strip() or defect.outcome
        record.update(defect, state=state, outcome=words, retests=defect.retests + 1, ended_on=ended)
        record.summary = f"Retest of defect {defect.number}: {'passed' if has_passed else 'failed'}"


def defer_defect(defect: Defect, *, outcome: str, by: Person, at: datetime) -> None:
    """Accept a defect for now, with the reason and what to do meanwhile."""
    require(by, "governance.decide_go_live", defect.project)
    with recording("governance.defer_defect", by=by.account, at=at, subject=defect.project) as record:
        _hold_defect(defect, {State.OPEN, State.FIXED})
        if not outcome.strip():
            raise CannotChangeDefect(gettext("Say why, and what to do meanwhile."), field="outcome")
        record.update(defect, state=State.DEFERRED, outcome=outcome.strip(), ended_on=local_day(at))


def reopen_defect(defect: Defect, *, by: Person, at: datetime) -> None:
    """Open a defect again that was closed or deferred."""
    require(by, "governance.edit_quality", defect.project)
    with recording("governance.reopen_defect", by=by.account, at=at, subject=defect.project) as record:
        _hold_defect(defect, {State.CLOSED, State.DEFERRED})
        record.update(defect, state=State.OPEN, ended_on=None)


def may_fix(person: Person, defect: Defect) -> bool:
    """Tell whether a person may say that a defect is fixed: its owner, and whoever keeps the quality plan."""
    return defect.owner_id == person.pk or may(person, "governance.edit_quality", defect.project)


def _require_fixing(person: Person, defect: Defect) -> None:
    require_own(person, "governance.edit_quality", defect.project, owner_id=defect.owner_id)


def _hold_defect(defect: Defect, expected: set[Defect.State]) -> None:
    rows = Defect.objects.select_for_update(of=("self",)).select_related("project", "owner")
    defect.refresh_from_db(from_queryset=rows)
    require_project_open(defect.project)
    if defect.state not in expected:
        raise CannotChangeDefect(
            gettext("Defect {number} is marked “{state}” by now.").format(
                number=defect.number, state=defect.get_state_display()
            )
        )

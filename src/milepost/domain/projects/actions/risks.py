"""Risks are raised, changed, reviewed, closed, or turn into issues when they happen."""

from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.issues import IssueFields, add_issue
from milepost.domain.projects.models import Issue, Project, Risk
from milepost.domain.projects.noticing import tell_of_owner

State = Risk.State


class CannotChangeRisk(Refusal):
    """Says why a risk stays as it is."""


class RiskFields(TypedDict, total=False):
    """What is known of a risk; `event`, `probability` and `impact` are needed to raise one."""

    event: str
    cause: str
    effect: str
    probability: int
    impact: int
    response: str
    owner: Person | None


def create_risk(project: Project, fields: RiskFields, *, by: Person, at: datetime) -> Risk:
    """Put a risk on a project's register under its next number."""
    require(by, "projects.edit_risks", project)
    _require_open(project)
    with recording("projects.create_risk", by=by.account, at=at, subject=project) as record:
        number = next_number(f"risks-{project.pk}")
        risk = record.create(Risk(project=project, number=number, reviewed_on=local_day(at), **fields))
        record.summary = f"Risk {risk.number}: {risk.event}"
        tell_of_owner(risk, None, by=by, at=at)
    return risk


def edit_risk(risk: Risk, fields: RiskFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of a risk, which is thereby reviewed."""
    require(by, "projects.edit_risks", risk.project)
    _require_open(risk.project)
    with recording("projects.edit_risk", by=by.account, at=at, subject=risk.project) as record:
        record.update(risk, reviewed_on=local_day(at), **fields)


def confirm_risk(risk: Risk, *, by: Person, at: datetime) -> None:
    """Record that an open risk was reviewed and stands as it is."""
    require(by, "projects.edit_risks", risk.project)
    with recording("projects.confirm_risk", by=by.account, at=at, subject=risk.project) as record:
        _lock(risk, expected=State.OPEN)
        record.update(risk, reviewed_on=local_day(at))
        record.summary = f"Risk {risk.number} was reviewed and stands as it is."


def close_risk(risk: Risk, *, reason: str, by: Person, at: datetime) -> None:
    """Close a risk that no longer matters."""
    require(by, "projects.edit_risks", risk.project)
    if not reason.strip():
        raise CannotChangeRisk(gettext("Say why the risk no longer matters."))
    with recording(
        "projects.close_risk", by=by.account, at=at, subject=risk.project, reason=reason
    ) as record:
        _lock(risk, expected=State.OPEN)
        record.update(risk, state=State.CLOSED)


def reopen_risk(risk: Risk, *, by: Person, at: datetime, reason: str = "") -> None:
    """Open a closed risk again."""
    require(by, "projects.edit_risks", risk.project)
    with recording(
        "projects.reopen_risk", by=by.account, at=at, subject=risk.project, reason=reason
    ) as record:
        _lock(risk, expected=State.CLOSED)
        record.update(risk, state=State.OPEN)


def turn_into_issue(risk: Risk, fields: IssueFields, *, by: Person, at: datetime) -> Issue:
    """Record that a risk happened: it becomes an issue, which takes its words and owner unless others are given."""
    require(by, "projects.edit_risks", risk.project)
    require(by, "projects.edit_issues", risk.project)
    with recording("projects.turn_into_issue", by=by.account, at=at, subject=risk.project) as record:
        _lock(risk, expected=State.OPEN)
        known = IssueFields(title=risk.event, description=risk.effect, owner=risk.owner)
        record.update(risk, state=State.HAPPENED)
        issue = add_issue(record, risk.project, known | fields, risk=risk, at=at)
        record.summary = f"Risk {risk.number} happened and is now issue {issue.number}."
        tell_of_owner(issue, None, by=by, at=at)
    return issue


def _lock(risk: Risk, *, expected: str) -> None:
    risk.refresh_from_db(from_queryset=Risk.objects.select_for_update().select_related("project"))
    _require_open(risk.project)
    if risk.state != expected:
        raise CannotChangeRisk(
            gettext("Risk {number} is marked “{get_state_display}” by now.").format(
                number=risk.number, get_state_display=risk.get_state_display()
            )
        )


def _require_open(project: Project) -> None:
    if project.is_over:
        raise CannotChangeRisk(
            gettext("{name} is {lower}; its register stays as it is.").format(
                name=project.name, lower=project.get_state_display().lower()
            )
        )

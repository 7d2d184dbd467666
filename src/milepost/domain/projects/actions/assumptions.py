"""Assumptions are recorded, changed, and validated; one that fails becomes a risk or an issue."""

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.presence import require_present
from milepost.domain.projects.actions.issues import IssueFields, add_issue
from milepost.domain.projects.actions.risks import RiskFields, add_risk
from milepost.domain.projects.actions.sharing import (
    CannotRegister,
    lock_entry,
    require_register_open,
    require_share,
)
from milepost.domain.projects.models import Assumption, Issue, Project, Risk
from milepost.domain.projects.noticing import tell_of_owner

State = Assumption.State
USUAL_RATING = 3
"""What a risk from a failed assumption is rated until somebody rates it."""


class CannotChangeAssumption(Refusal):
    """Says why an assumption stays as it is."""


class AssumptionFields(TypedDict, total=False):
    """What is known of an assumption; `statement` is needed to record one."""

    statement: str
    basis: str
    consequence: str
    category: str
    owner: Person | None
    validate_by: date | None
    is_shared: bool


def record_assumption(project: Project, fields: AssumptionFields, *, by: Person, at: datetime) -> Assumption:
    """Put an assumption on a project's register."""
    require(by, "projects.edit_assumptions", project)
    require_share(project, None, fields, by=by)
    require_register_open(project)
    require_present(fields.get("owner"), CannotRegister)
    with recording("projects.record_assumption", by=by.account, at=at, subject=project) as record:
        number = next_number(f"assumptions-{project.pk}")
        assumption = record.create(Assumption(project=project, number=number, **fields))
        record.summary = f"Assumption {number}: {assumption.statement}"
        tell_of_owner(assumption, None, by=by, at=at)
    return assumption


def edit_assumption(assumption: Assumption, fields: AssumptionFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of an assumption."""
    require(by, "projects.edit_assumptions", assumption.project)
    require_share(assumption.project, assumption, fields, by=by)
    require_register_open(assumption.project)
    require_present(fields.get("owner"), CannotRegister, before=assumption.owner)
    with recording("projects.edit_assumption", by=by.account, at=at, subject=assumption.project) as record:
        owner_before = assumption.owner
        record.update(assumption, **fields)
        tell_of_owner(assumption, owner_before, by=by, at=at)


def confirm_assumption(assumption: Assumption, *, outcome: str, by: Person, at: datetime) -> None:
    """Record that an assumption was validated and holds."""
    require(by, "projects.edit_assumptions", assumption.project)
    if not outcome.strip():
        raise CannotChangeAssumption(gettext("Say how it was validated."), field="words")
    with recording("projects.confirm_assumption", by=by.account, at=at, subject=assumption.project) as record:
        lock_entry(assumption, State.OPEN)
        _validated(record, assumption, State.HOLDS, outcome, at=at)
        record.summary = f"Assumption {assumption.number} holds: {outcome.strip()}"


def fail_into_risk(assumption: Assumption, *, outcome: str, by: Person, at: datetime) -> Risk:
    """Record that an assumption may not be counted on: it becomes a risk, linked with it."""
    require(by, "projects.edit_assumptions", assumption.project)
    require(by, "projects.edit_risks", assumption.project)
    with recording("projects.fail_into_risk", by=by.account, at=at, subject=assumption.project) as record:
        lock_entry(assumption, State.OPEN)
        fields = RiskFields(
            event=_broken(assumption),
            cause=_proved_wrong(assumption, outcome)[:300],
            category=assumption.category,
            probability=USUAL_RATING,
            impact=USUAL_RATING,
            owner=_present(assumption.owner),
        )
        risk = add_risk(record, assumption.project, fields, by=by, at=at)
        _validated(record, assumption, State.FAILED, outcome, at=at, risk=risk)
        record.summary = f"Assumption {assumption.number} failed and is now risk {risk.number}."
    return risk


def fail_into_issue(assumption: Assumption, *, outcome: str, by: Person, at: datetime) -> Issue:
    """Record that an assumption proved wrong: it becomes an issue, linked with it."""
    require(by, "projects.edit_assumptions", assumption.project)
    require(by, "projects.edit_issues", assumption.project)
    with recording("projects.fail_into_issue", by=by.account, at=at, subject=assumption.project) as record:
        lock_entry(assumption, State.OPEN)
        description = _proved_wrong(assumption, outcome)
        fields = IssueFields(
            title=_broken(assumption), description=description, owner=_present(assumption.owner)
        )
        issue = add_issue(record, assumption.project, fields, at=at)
        _validated(record, assumption, State.FAILED, outcome, at=at, issue=issue)
        record.summary = f"Assumption {assumption.number} failed and is now issue {issue.number}."
        tell_of_owner(issue, None, by=by, at=at)
    return issue


def reopen_assumption(assumption: Assumption, *, by: Person, at: datetime) -> None:
    """Let an assumption that held be validated again."""
    require(by, "projects.edit_assumptions", assumption.project)
    with recording("projects.reopen_assumption", by=by.account, at=at, subject=assumption.project) as record:
        lock_entry(assumption, State.HOLDS)
        record.update(assumption, state=State.OPEN, validated_on=None)


def _validated(
    record: Recorder,
    assumption: Assumption,
    state: str,
    outcome: str,
    *,
    at: datetime,
    risk: Risk | None = None,
    issue: Issue | None = None,
) -> None:
    record.update(
        assumption,
        state=state,
        outcome=outcome.strip(),
        validated_on=local_day(at),
        risk=risk,
        issue=issue,
    )


def _broken(assumption: Assumption) -> str:
    """Name what follows, for that is what the project has to deal with."""
    return (assumption.consequence or f"Wrong assumption: {assumption.statement}")[:300]


def _proved_wrong(assumption: Assumption, outcome: str) -> str:
    return f"It was assumed: {assumption.statement.rstrip('.')}. {outcome.strip()}".strip()


def _present(owner: Person | None) -> Person | None:
    return owner if owner and owner.is_active else None

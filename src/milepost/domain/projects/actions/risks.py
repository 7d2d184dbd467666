"""Risks are raised, changed, reviewed, escalated, closed, or turn into issues when they happen."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.people.presence import require_present
from milepost.domain.projects.actions.issues import IssueFields, add_issue
from milepost.domain.projects.actions.sharing import lock_entry, require_register_open, require_share
from milepost.domain.projects.models import Issue, Project, Risk, RiskScore
from milepost.domain.projects.noticing import tell_of_escalation, tell_of_owner

State, Kind, Strategy = Risk.State, Risk.Kind, Risk.Strategy
STRATEGIES: dict[str, tuple[str, ...]] = {
    Kind.THREAT: (
        Strategy.AVOID,
        Strategy.TRANSFER,
        Strategy.MITIGATE,
        Strategy.ACCEPT,
        Strategy.ESCALATE,
    ),
    Kind.OPPORTUNITY: (
        Strategy.EXPLOIT,
        Strategy.SHARE,
        Strategy.ENHANCE,
        Strategy.ACCEPT,
        Strategy.ESCALATE,
    ),
}
"""The strategies that fit each kind of risk (PMBOK Guide)."""
RATED = ("state", "probability", "impact", "cost_if_happens")


class CannotChangeRisk(Refusal):
    """Says why a risk stays as it is."""


class RiskFields(TypedDict, total=False):
    """What is known of a risk; `event`, and `probability` and an impact, are needed to raise one."""

    kind: str
    category: str
    event: str
    cause: str
    effect: str
    trigger: str
    proximity_on: date | None
    probability: int
    impact: int
    schedule_impact: int | None
    cost_impact: int | None
    scope_impact: int | None
    cost_if_happens: Decimal | None
    strategy: str
    response: str
    residual_probability: int | None
    residual_impact: int | None
    owner: Person | None
    is_shared: bool


def create_risk(project: Project, fields: RiskFields, *, by: Person, at: datetime) -> Risk:
    """Put a risk on a project's register under its next number."""
    require(by, "projects.edit_risks", project)
    require_share(project, None, fields, by=by)
    require_register_open(project)
    with recording("projects.create_risk", by=by.account, at=at, subject=project) as record:
        risk = add_risk(record, project, fields, by=by, at=at)
        record.summary = f"Risk {risk.number}: {risk.event}"
    return risk


def add_risk(record: Recorder, project: Project, fields: RiskFields, *, by: Person, at: datetime) -> Risk:
    """Write a risk's row, with its first score, within an action under way, and tell its owner."""
    known = _checked(Risk(project=project), fields)
    number = next_number(f"risks-{project.pk}")
    risk = record.create(Risk(project=project, number=number, reviewed_on=local_day(at), **known))
    _keep_score(record, risk, by=by, at=at)
    tell_of_owner(risk, None, by=by, at=at)
    return risk


def edit_risk(risk: Risk, fields: RiskFields, *, by: Person, at: datetime) -> None:
    """Change the named fields of a risk, which is thereby reviewed."""
    require(by, "projects.edit_risks", risk.project)
    require_share(risk.project, risk, fields, by=by)
    require_register_open(risk.project)
    known = _checked(risk, fields)
    with recording("projects.edit_risk", by=by.account, at=at, subject=risk.project) as record:
        owner_before, rated_before = risk.owner, _rated(risk)
        record.update(risk, reviewed_on=local_day(at), **known)
        if _rated(risk) != rated_before:
            _keep_score(record, risk, by=by, at=at)
        tell_of_owner(risk, owner_before, by=by, at=at)


def confirm_risk(risk: Risk, *, by: Person, at: datetime) -> None:
    """Record that an open risk was reviewed and stands as it is."""
    require(by, "projects.edit_risks", risk.project)
    with recording("projects.confirm_risk", by=by.account, at=at, subject=risk.project) as record:
        lock_entry(risk, State.OPEN)
        record.update(risk, reviewed_on=local_day(at))
        record.summary = f"Risk {risk.number} was reviewed and stands as it is."


def escalate_risk(risk: Risk, to: Person, *, reason: str, by: Person, at: datetime) -> None:
    """Hand an open risk to somebody above who can do about it what its owner cannot."""
    require(by, "projects.edit_risks", risk.project)
    if not reason.strip():
        raise CannotChangeRisk(gettext("Say what you need from them."), field="reason")
    require_present(to, CannotChangeRisk, field="to")
    with recording(
        "projects.escalate_risk", by=by.account, at=at, subject=risk.project, reason=reason
    ) as record:
        lock_entry(risk, State.OPEN)
        record.update(risk, escalated_to=to, escalated_on=local_day(at), escalation_reason=reason.strip())
        record.summary = f"Risk {risk.number} is escalated to {to}."
        tell_of_escalation(risk, by=by, at=at)


def answer_escalation(risk: Risk, *, answer: str, by: Person, at: datetime) -> None:
    """Take an escalated risk back down with an answer: by whoever it was escalated to, or who may edit it."""
    if risk.escalated_to_id != by.pk or not by.is_active:
        require(by, "projects.edit_risks", risk.project)
    if not answer.strip():
        raise CannotChangeRisk(gettext("Say what was decided."), field="words")
    with recording(
        "projects.answer_escalation", by=by.account, at=at, subject=risk.project, reason=answer
    ) as record:
        lock_entry(risk, State.OPEN)
        record.update(risk, escalated_to=None, escalated_on=None, escalation_reason="")
        record.summary = f"Risk {risk.number}: {by} answered the escalation: {answer.strip()}"


def close_risk(risk: Risk, *, reason: str, by: Person, at: datetime) -> None:
    """Close a risk that no longer matters."""
    require(by, "projects.edit_risks", risk.project)
    if not reason.strip():
        raise CannotChangeRisk(gettext("Say why the risk no longer matters."))
    with recording(
        "projects.close_risk", by=by.account, at=at, subject=risk.project, reason=reason
    ) as record:
        lock_entry(risk, State.OPEN)
        _enter(record, risk, State.CLOSED, by=by, at=at)


def reopen_risk(risk: Risk, *, by: Person, at: datetime, reason: str = "") -> None:
    """Open a closed risk again."""
    require(by, "projects.edit_risks", risk.project)
    with recording(
        "projects.reopen_risk", by=by.account, at=at, subject=risk.project, reason=reason
    ) as record:
        lock_entry(risk, State.CLOSED)
        _enter(record, risk, State.OPEN, by=by, at=at)


def turn_into_issue(risk: Risk, fields: IssueFields, *, by: Person, at: datetime) -> Issue:
    """Record that a risk happened: it becomes an issue, which takes its words and owner unless others are given."""
    require(by, "projects.edit_risks", risk.project)
    require(by, "projects.edit_issues", risk.project)
    with recording("projects.turn_into_issue", by=by.account, at=at, subject=risk.project) as record:
        lock_entry(risk, State.OPEN)
        known = IssueFields(
            title=risk.event, description=risk.effect, owner=risk.owner, is_shared=risk.is_shared
        )
        _enter(record, risk, State.HAPPENED, by=by, at=at)
        issue = add_issue(record, risk.project, known | fields, risk=risk, at=at)
        record.summary = f"Risk {risk.number} happened and is now issue {issue.number}."
        tell_of_owner(issue, None, by=by, at=at)
    return issue


def _enter(record: Recorder, risk: Risk, state: Risk.State, *, by: Person, at: datetime) -> None:
    record.update(risk, state=state, escalated_to=None, escalated_on=None, escalation_reason="")
    _keep_score(record, risk, by=by, at=at)


def _keep_score(record: Recorder, risk: Risk, *, by: Person, at: datetime) -> None:
    record.create(RiskScore(risk=risk, at=at, on=local_day(at), by=by, **_rated(risk)))


def _rated(risk: Risk) -> dict[str, Any]:
    return {name: getattr(risk, name) for name in RATED}


def _checked(risk: Risk, fields: RiskFields) -> RiskFields:
    """Give the fields with the impact that follows from its dimensions; refuses what does not fit together."""
    known: dict[str, Any] = {**fields}
    rated = [known.get(name, getattr(risk, name)) for name in Risk.IMPACTS]
    if any(rated):
        highest = max(value or 0 for value in rated)
        if any(name in known for name in Risk.IMPACTS):
            known["impact"] = highest
        elif known.get("impact", highest) != highest:
            # Rated anew as a whole, so the dimensions of before no longer say why.
            known.update(dict.fromkeys(Risk.IMPACTS))
    kind, strategy = known.get("kind", risk.kind), known.get("strategy", risk.strategy)
    if strategy and strategy not in STRATEGIES[kind]:
        raise CannotChangeRisk(
            gettext("“{strategy}” does not fit this kind of risk; choose one of: {fitting}.").format(
                strategy=Strategy(strategy).label,
                fitting=", ".join(str(Strategy(one).label) for one in STRATEGIES[kind]).lower(),
            ),
            field="strategy",
        )
    require_present(known.get("owner"), CannotChangeRisk, before=risk.owner)
    return known  # type: ignore[return-value]

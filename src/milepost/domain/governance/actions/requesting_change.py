"""Changes are requested, put right, submitted and withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypedDict

from django.utils.translation import gettext

from milepost.domain.common.numbering import next_number
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.governance.models import ChangeCost, ChangeRequest
from milepost.domain.governance.noticing import tell_of_change
from milepost.domain.money.actions.budgeting import MOST_AMOUNT, CannotBudget, budget_with
from milepost.domain.money.models import SpendingLimit
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.models import Issue, Project, Risk, Task

State = ChangeRequest.State


class CannotChange(Refusal):
    """Says why a change request does not go that way."""


class ChangeFields(TypedDict, total=False):
    """What is known of a change request; `title` and `reason` are needed to raise one."""

    title: str
    type: str
    reason: str
    options: str
    decide_by: date | None
    risk: Risk | None
    issue: Issue | None


class CostLine(NamedTuple):
    """What is added to the cost of a task by its number, or taken from it; under a contract, where it is."""

    uid: int
    amount: Decimal
    limit: SpendingLimit | None = None


class Wanted(NamedTuple):
    """What exactly is to be changed: edits of the schedule as plain commands, and costs."""

    commands: Sequence[Any] = ()
    costs: Sequence[CostLine] = ()


def request_change(
    project: Project, fields: ChangeFields, wanted: Wanted | None = None, *, by: Person, at: datetime
) -> ChangeRequest:
    """Draft a change request under the project's next number."""
    require(by, "governance.request_change", project)
    if project.is_over:
        raise CannotChange(
            gettext("{name} is {lower}; its plan stays as it is.").format(
                name=project.name, lower=project.get_state_display().lower()
            )
        )
    with recording("governance.request_change", by=by.account, at=at, subject=project) as record:
        _check_fields(project, fields)
        number = next_number(f"changes-{project.pk}")
        change = ChangeRequest(
            project=project, number=number, requester=by, raised_on=local_day(at), **fields
        )
        record.create(change)
        _put_wanted(record, change, wanted or Wanted())
        record.summary = f"{change}"
    return change


def edit_change(
    change: ChangeRequest, fields: ChangeFields, wanted: Wanted | None = None, *, by: Person, at: datetime
) -> None:
    """Change what a request says and asks for; its impact is to be assessed again when it asks for something else."""
    require_edit(by, change)
    with recording("governance.edit_change", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, *ChangeRequest.EDITABLE)
        _check_fields(change.project, fields)
        record.update(change, **fields)
        if wanted is not None and _put_wanted(record, change, wanted) and change.state == State.ASSESSED:
            record.update(change, state=State.SUBMITTED)


def submit_change(change: ChangeRequest, *, by: Person, at: datetime) -> None:
    """Hand a draft in, so that its impact is assessed."""
    require_edit(by, change)
    with recording("governance.submit_change", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, State.DRAFT)
        record.update(change, state=State.SUBMITTED)
        record.summary = f"{change}: submitted."
        text = f"{by} submitted change {change.number} of {change.project.name}: “{change.title}”"
        tell_of_change("change_submitted", change, text, to=[change.project.manager], by=by, at=at)


def withdraw_change(change: ChangeRequest, *, reason: str, by: Person, at: datetime) -> None:
    """Take a request back before it is applied."""
    require_edit(by, change)
    if not reason.strip():
        raise CannotChange(gettext("Say why it is withdrawn."), field="reason")
    with recording(
        "governance.withdraw_change", by=by.account, at=at, subject=change.project, reason=reason
    ) as record:
        lock_change(change, *ChangeRequest.OPEN)
        record.update(change, state=State.WITHDRAWN, outcome=reason.strip(), ended_on=local_day(at))
        record.summary = f"{change}: withdrawn."


def may_edit(person: Person, change: ChangeRequest) -> bool:
    """Tell whether a person may edit a request: who raised it, and who assesses changes of the project."""
    if person.pk == change.requester_id and may(person, "governance.request_change", change.project):
        return True
    return may(person, "governance.assess_change", change.project)


def require_edit(person: Person, change: ChangeRequest) -> None:
    """Raise `Refused` unless a person may edit a request."""
    if not may_edit(person, change):
        require(person, "governance.assess_change", change.project)


def lock_change(change: ChangeRequest, *expected: str) -> None:
    """Hold a change request as it stands now; raises `CannotChange` unless it is in one of the states expected."""
    change.refresh_from_db(
        from_queryset=ChangeRequest.objects.select_for_update(of=("self",)).select_related(
            "project", "requester", "risk", "issue"
        )
    )
    if change.state not in expected:
        raise CannotChange(
            gettext("Change {number} is “{state}” by now.").format(
                number=change.number, state=change.get_state_display()
            )
        )
    if change.project.is_over:
        raise CannotChange(
            gettext("{name} is over; its plan stays as it is.").format(name=change.project.name)
        )


def _check_fields(project: Project, fields: ChangeFields) -> None:
    for name in ("title", "reason"):
        if name in fields and not str(fields.get(name, "")).strip():
            raise CannotChange(gettext("Say what is to change, and why."), field=name)
    for name in ("risk", "issue"):
        row: Any = fields.get(name)
        if row is not None and row.project_id != project.pk:
            raise CannotChange(gettext("Choose one of this project's own register."), field=name)


def _put_wanted(record: Recorder, change: ChangeRequest, wanted: Wanted) -> bool:
    """Write what is asked for; tells whether it is something else than before."""
    commands = list(wanted.commands)
    if commands:
        commands_of(commands)
    standing = list(change.costs.all())
    costs = [line for line in wanted.costs if line.amount]
    _check_costs(change.project, costs)
    is_same = commands == change.commands and [(one.uid, one.amount, one.limit_id) for one in standing] == [
        (line.uid, line.amount, line.limit and line.limit.pk) for line in costs
    ]
    if is_same:
        return False
    record.update(change, commands=commands)
    record.delete_many(standing)
    record.create_many([ChangeCost(change_request=change, **line._asdict()) for line in costs])
    return True


def _check_costs(project: Project, costs: Sequence[CostLine]) -> None:
    known = set(Task.objects.filter(project=project).values_list("uid", flat=True))
    for line in costs:
        if line.uid not in known:
            raise CannotChange(gettext("There is no task {uid}.").format(uid=line.uid), field="costs")
        if abs(line.amount) > MOST_AMOUNT:
            raise CannotChange(gettext("This amount is too large."), field="costs")
        if line.limit is not None and (
            line.limit.project_id != project.pk or line.limit.kind != SpendingLimit.Kind.CONTRACT
        ):
            raise CannotChange(gettext("Choose a contract of this project."), field="costs")
    if costs:
        added: dict[int, Decimal] = {}
        for line in costs:
            added[line.uid] = added.get(line.uid, Decimal()) + line.amount
        try:
            budget_with(project, added)
        except CannotBudget as refusal:
            raise CannotChange(str(refusal), field="costs") from refusal

"""An approved change is applied in one action: schedule, budget, limits and, where it was agreed, a new baseline."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext

from milepost.domain.governance.actions.assessing_change import check_current
from milepost.domain.governance.actions.requesting_change import CannotChange, lock_change
from milepost.domain.governance.actions.routing_change import check_draws_on
from milepost.domain.governance.models import ChangeRequest
from milepost.domain.governance.models.change_request import total_of
from milepost.domain.governance.noticing import tell_of_change
from milepost.domain.money.actions.budgeting import add_to_budget
from milepost.domain.money.actions.limiting import use_limit
from milepost.domain.money.models import SpendingLimit
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.applying_commands.applying import put_commands
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.actions.baselining import keep_baseline
from milepost.domain.projects.actions.editing import Edit, editing
from milepost.domain.projects.actions.undoing import undoable
from milepost.domain.projects.calculations.recalculation import Consequence

State, DrawsOn = ChangeRequest.State, ChangeRequest.DrawsOn
APPLY, APPLY_FOR_GOOD = "governance.apply_change", "governance.apply_change_with_baseline"
"""The first can be undone like any schedule edit; a baseline and a budget, once agreed, stay."""
undoable(APPLY, APPLY)


def apply_approved(change: ChangeRequest, *, by: Person, at: datetime) -> Consequence:
    """Apply an approved change as one change set; raises `CannotChange` when the plan moved since its impact."""
    action = APPLY_FOR_GOOD if change.draws_on == DrawsOn.BASELINE else APPLY
    reason = f"{change}"
    with editing(change.project, action, by=by, at=at, permission=APPLY, reason=reason) as edit:
        lock_change(change, State.APPROVED)
        check_applicable(change)
        if change.commands:
            put_commands(edit, commands_of(change.commands), by=by, at=at)
        _count_costs(edit, change, by=by, at=at)
        edit.record.update(change, state=State.APPLIED, ended_on=local_day(at))
        if change.draws_on == DrawsOn.BASELINE and change.project.has_schedule:
            edit.afterwards.append(lambda: _keep_new_baseline(edit, change, by=by, at=at))
    text = f"Change {change.number} of {change.project.name} is applied. {edit.result.message}"
    tell_of_change(
        "change_decided", change, text, to=[change.requester, change.project.manager], by=by, at=at
    )
    return edit.result


def check_applicable(change: ChangeRequest) -> None:
    """Raise `CannotChange` where an approved change has open conditions, old figures, or too little to draw on."""
    if any(step.has_open_conditions for step in change.steps.all()):
        raise CannotChange(gettext("A sign-off has conditions that are not met yet."))
    check_draws_on(change, check_current(change), change.draws_on)


def _count_costs(edit: Edit, change: ChangeRequest, *, by: Person, at: datetime) -> None:
    """Only a new baseline makes a new budget; what the contingency takes shows as spent beyond the budget."""
    costs = list(change.costs.select_related("limit"))
    for cost in costs:
        if cost.limit is not None:
            use_limit(edit.record, cost.limit, cost.amount)
    if not costs:
        return
    if change.draws_on == DrawsOn.BASELINE:
        added: dict[int, Decimal] = {}
        for cost in costs:
            added[cost.uid] = added.get(cost.uid, Decimal()) + cost.amount
        budget = add_to_budget(edit.record, edit.project, added, reason=str(change), by=by, at=at)
        edit.record.update(change, budget=budget)
    elif change.draws_on == DrawsOn.CONTINGENCY:
        reserve = SpendingLimit.objects.filter(
            project=change.project, kind=SpendingLimit.Kind.CONTINGENCY
        ).first()
        if reserve is not None:
            use_limit(edit.record, reserve, total_of(costs))


def _keep_new_baseline(edit: Edit, change: ChangeRequest, *, by: Person, at: datetime) -> None:
    name = f"After change {change.number}"
    baseline = keep_baseline(edit.record, edit.project, name=name, reason=str(change), by=by, at=at)
    edit.record.update(change, baseline=baseline)

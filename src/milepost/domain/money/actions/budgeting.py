"""A project's budget is agreed, and how its parts are measured."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.models import Budget, BudgetItem, WorkPackage
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project, Task
from milepost.engine.earned_value import Method

MOST_AMOUNT = Decimal("999999999999.99")


class CannotBudget(Refusal):
    """Says what is wrong with a budget; may name its `field`."""


class Measure(NamedTuple):
    """How a task or phase is measured."""

    method: Method = Method.PERCENT_COMPLETE
    physical_percent: int | None = None


def agree_budget(
    project: Project,
    amounts: Mapping[int, Decimal],
    *,
    measures: Mapping[int, Measure],
    reason: str = "",
    by: Person,
    at: datetime,
) -> Budget:
    """Keep a new version of the budget by uid where it differs, with its measures; from the second on with a reason."""
    require(by, "money.set_budget", project)
    wanted = {uid: amount for uid, amount in amounts.items() if amount}
    _check(project, wanted)
    with recording("money.agree_budget", by=by.account, at=at, subject=project, reason=reason) as record:
        last = Budget.objects.filter(project=project).prefetch_related("items").last()
        kept = last or Budget(project=project, number=0)
        if last is None or {item.uid: item.amount for item in last.items.all()} != wanted:
            kept = _keep(record, project, wanted, last, reason, by=by, at=at)
            record.summary = f"{kept} of {sum(wanted.values()):,.2f} dollars agreed."
        else:
            record.summary = "How the budget is measured was changed."
        _keep_measures(record, project, {uid: measures.get(uid, Measure()) for uid in wanted})
    return kept


def add_to_budget(
    record: Recorder, project: Project, added: Mapping[int, Decimal], *, reason: str, by: Person, at: datetime
) -> Budget:
    """Keep a new version of the budget, with amounts added by uid, within an action under way."""
    last = Budget.objects.filter(project=project).last()
    return _keep(record, project, budget_with(project, added), last, reason, by=by, at=at)


def budget_with(project: Project, added: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Give the budget by uid with amounts added; a task without one of its own counts to the phase that has it.

    Raises `CannotBudget`.
    """
    last = Budget.objects.filter(project=project).prefetch_related("items").last()
    wanted = {item.uid: item.amount for item in last.items.all()} if last else {}
    above = dict(Task.objects.filter(project=project).values_list("uid", "parent__uid"))
    for uid, amount in added.items():
        bearer: int | None = uid
        while bearer is not None and bearer not in wanted:
            bearer = above.get(bearer)
        key = uid if bearer is None else bearer
        wanted[key] = wanted.get(key, Decimal()) + amount
    _check(project, wanted)
    return {uid: amount for uid, amount in wanted.items() if amount}


def _check(project: Project, wanted: Mapping[int, Decimal]) -> None:
    if project.is_over:
        raise CannotBudget(
            gettext("{name} is {lower}; its budget stays.").format(
                name=project.name, lower=project.get_state_display().lower()
            )
        )
    if not wanted:
        raise CannotBudget(gettext("Give at least one task or phase a budget."))
    tasks = {task.uid: task for task in Task.objects.filter(project=project).select_related("parent__parent")}
    parents = {task.uid: task.parent.uid if task.parent else None for task in tasks.values()}
    for uid, amount in wanted.items():
        if uid not in tasks:
            raise CannotBudget(gettext("There is no task {uid}.").format(uid=uid))
        if amount < 0 or amount > MOST_AMOUNT:
            raise CannotBudget(
                gettext("“{name}”: a budget is not negative.").format(name=tasks[uid].name),
                field=f"amount-{uid}",
            )
        above = parents[uid]
        while above is not None:
            if above in wanted:
                raise CannotBudget(
                    gettext(
                        "“{name}” lies below “{name_2}”, which has a budget of its own: "
                        "give it to one of them."
                    ).format(name=tasks[uid].name, name_2=tasks[above].name),
                    field=f"amount-{uid}",
                )
            above = parents[above]


def _keep(
    record: Recorder,
    project: Project,
    wanted: Mapping[int, Decimal],
    last: Budget | None,
    reason: str,
    *,
    by: Person,
    at: datetime,
) -> Budget:
    if last is not None and not reason.strip():
        raise CannotBudget(gettext("A budget stands already; say why it is agreed anew."), field="reason")
    number = last.number + 1 if last else 0
    budget = record.create(Budget(project=project, number=number, reason=reason.strip(), by=by, at=at))
    record.create_many([BudgetItem(budget=budget, uid=uid, amount=wanted[uid]) for uid in sorted(wanted)])
    return budget


def _keep_measures(record: Recorder, project: Project, measures: Mapping[int, Measure]) -> None:
    standing = {one.uid: one for one in WorkPackage.objects.filter(project=project)}
    record.create_many(
        [
            WorkPackage(project=project, uid=uid, **measure._asdict())
            for uid, measure in measures.items()
            if uid not in standing and measure != Measure()
        ]
    )
    record.update_many(
        [(standing[uid], measure._asdict()) for uid, measure in measures.items() if uid in standing]
    )

"""What a change request would do: the schedule as it stands beside the one its edits lead to, and what is crossed."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from milepost.domain.governance.calculations.crossings import crossings_of
from milepost.domain.governance.calculations.limits import limits_after
from milepost.domain.governance.models import ChangeCost, ChangeRequest
from milepost.domain.money.models import Budget
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.scheduling import network_of
from milepost.domain.projects.models import Project, Task, TaskDates
from milepost.engine.schedule import schedule
from milepost.engine.schedule.explanation import explain

MOST_EXPLAINED = 25
MOST_LISTED = 200


class TaskState(NamedTuple):
    """A task with its dates: `total_slack` in working minutes."""

    uid: int
    name: str
    is_milestone: bool
    is_done: bool
    calendar_id: int | None
    start: datetime
    finish: datetime
    total_slack: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A schedule as it stands, and as the edits leave it."""

    project: Project
    before: Mapping[int, TaskState]
    after: Mapping[int, TaskState]
    consequence: Consequence

    @property
    def days_later(self) -> int:
        """Days of the calendar by which the finish moves; negative is earlier."""
        if self.consequence.finish_before is None:
            return 0
        return (self.consequence.finish_after.date() - self.consequence.finish_before.date()).days

    def moved(self) -> list[tuple[int, TaskState, TaskState]]:
        """Give the tasks whose finish is another, in the order of their new finish."""
        both = [(pk, was, self.after[pk]) for pk, was in self.before.items() if pk in self.after]
        return sorted((one for one in both if one[1].finish != one[2].finish), key=lambda one: one[2].finish)


def states_of(project: Project) -> dict[int, TaskState]:
    """Give the dates of a project's active tasks, summaries aside, in one query."""
    rows = TaskDates.objects.filter(task__project=project, task__is_active=True, task__children=None)
    fields = (
        "task_id",
        "task__uid",
        "task__name",
        "task__is_milestone",
        "task__percent_complete",
        "task__calendar_id",
    )
    found = {}
    for pk, uid, name, is_milestone, percent, calendar, start, finish, slack in rows.order_by(
        "task__position"
    ).values_list(*fields, "start", "finish", "total_slack"):
        found[pk] = TaskState(uid, name, is_milestone, percent >= 100, calendar, start, finish, slack)
    return found


def asked_digest(change: ChangeRequest, costs: Iterable[ChangeCost]) -> str:
    """Give a mark of what a change asks for, by which one sees whether it asks for something else by now."""
    lines = sorted((cost.uid, f"{cost.amount:.2f}", cost.limit_id or 0) for cost in costs)
    text = json.dumps([change.commands, lines], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def result_of(
    tried: Tried, costs: Sequence[ChangeCost], *, edited: Collection[int], first_month: int
) -> dict[str, Any]:
    """Give all that an impact keeps, as plain JSON values; other projects stay unnamed, as not all see them."""
    moved, told = tried.moved(), tried.consequence
    budget = Budget.objects.filter(project=tried.project).prefetch_related("items").last()
    amounts = {item.uid: item.amount for item in budget.items.all()} if budget else {}
    return {
        "finish_before": _day(told.finish_before),
        "finish_after": _day(told.finish_after),
        "because": told.because.strip(),
        "moved": len(moved),
        "added": [one.name for pk, one in tried.after.items() if pk not in tried.before][:MOST_LISTED],
        "removed": [one.name for pk, one in tried.before.items() if pk not in tried.after][:MOST_LISTED],
        "milestones": _milestones(tried, moved, edited),
        "float": _float_used(tried, edited),
        "least_float_before": _least_float(tried.before.values(), tried.project),
        "least_float_after": _least_float(tried.after.values(), tried.project),
        "others": [
            {"project": one.project_id, "before": _day(one.finish_before), "after": _day(one.finish_after)}
            for one in told.others
        ],
        "hidden_others": told.hidden_others,
        "budget": None if budget is None else str(budget.total),
        **crossings_of(moved, tried.project, _spread(tried.project, amounts), first_month=first_month),
        "limits": limits_after(tried.project, costs, budget_total=budget.total if budget else None),
    }


def _milestones(
    tried: Tried, moved: Sequence[tuple[int, TaskState, TaskState]], edited: Collection[int]
) -> list[dict[str, Any]]:
    """Tell the milestones that move, with what moves them where the way back leads over an edited task."""
    found = [one for one in moved if one[2].is_milestone]
    causes = _causes(tried, [now.uid for _, _, now in found[:MOST_EXPLAINED]], edited)
    return [
        {
            "task": pk, "name": now.name, "before": _day(was.finish), "after": _day(now.finish),
            "days": (now.finish.date() - was.finish.date()).days, "because": causes.get(now.uid, []),
        }
        for pk, was, now in found
    ]  # fmt: skip


def _causes(tried: Tried, uids: Sequence[int], edited: Collection[int]) -> dict[int, list[str]]:
    if not uids:
        return {}
    network = network_of(tried.project, named=()).network
    result = schedule(network)
    new = {one.uid for pk, one in tried.after.items() if pk in edited or pk not in tried.before}
    names = {one.uid: one.name for one in network.tasks}
    return {
        uid: [
            names[cause.uid]
            for cause in explain(network, result, uid).chain
            if cause.uid in new and cause.uid != uid
        ]
        for uid in uids
    }


def _float_used(tried: Tried, edited: Collection[int]) -> list[dict[str, Any]]:
    """Tell the edited tasks that have less float, in working days before and after."""
    day = tried.project.minutes_per_day
    return [
        {
            "name": tried.after[pk].name,
            "before": round(was.total_slack / day, 1),
            "after": round(tried.after[pk].total_slack / day, 1),
        }
        for pk, was in tried.before.items()
        if pk in edited and pk in tried.after and tried.after[pk].total_slack < was.total_slack
    ]


def _least_float(states: Iterable[TaskState], project: Project) -> float | None:
    open_ones = [one.total_slack for one in states if not one.is_done]
    return round(min(open_ones) / project.minutes_per_day, 1) if open_ones else None


def _spread(project: Project, amounts: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Spread what phases may cost over the tasks below them by their durations, so that years can be told."""
    tasks = list(
        Task.objects.filter(project=project, is_active=True).values_list(
            "pk", "uid", "parent_id", "duration_minutes"
        )
    )
    below: dict[int | None, list[int]] = {}
    for pk, _, parent, _ in tasks:
        below.setdefault(parent, []).append(pk)
    weight = {pk: max(minutes, 1) for pk, _, _, minutes in tasks}

    def leaves(pk: int) -> list[int]:
        return [leaf for child in below[pk] for leaf in leaves(child)] if pk in below else [pk]

    found: dict[int, Decimal] = {}
    for pk, uid, _, _ in tasks:
        if amount := amounts.get(uid):
            held = leaves(pk)
            whole = sum(weight[leaf] for leaf in held)
            found |= {leaf: amount * weight[leaf] / whole for leaf in held}
    return found


def _day(instant: datetime | date | None) -> str | None:
    return None if instant is None else f"{instant:%Y-%m-%d}"

"""How the plans of demo projects are changed, as `data/changes.toml` has it: asked for, assessed, decided, applied."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from heapq import merge
from importlib.resources import files
from typing import Any

from milepost.demo.clock import moment, next_weekday
from milepost.demo.living import Stage
from milepost.domain.governance.actions.assessing_change import assess_change
from milepost.domain.governance.actions.boards import record_board_decision
from milepost.domain.governance.actions.deciding_change import (
    Said,
    meet_conditions,
    send_for_decision,
    sign_change,
    waiting_step,
)
from milepost.domain.governance.actions.decisions import Vote
from milepost.domain.governance.actions.requesting_change import (
    CannotChange,
    ChangeFields,
    CostLine,
    Wanted,
    edit_change,
    request_change,
    submit_change,
    withdraw_change,
)
from milepost.domain.governance.actions.routing_change import passes_baseline
from milepost.domain.governance.actions.scoping_change import bring_scope
from milepost.domain.governance.actions.weighing_options import choose_option, keep_option
from milepost.domain.governance.models import ChangeImpact, ChangeRequest, ChangeStep
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.models import Budget, SpendingLimit
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Deliverable, Project, Requirement, Task

MONDAY = 0
ASSESSED_AFTER, DECIDED_AFTER = timedelta(days=3, hours=2), timedelta(days=11, hours=4)
DAY, HUNDRED = 480, Decimal(100)
CARRIED = Vote(5, 1, 0)


def change_plans(stage: Stage) -> Iterator[datetime]:
    """Give each moment at which somebody takes a change further, and let it happen when asked for the next."""
    content = tomllib.loads(files(__package__).joinpath("data/changes.toml").read_text("utf-8"))
    return merge(*[_Asked(told, stage).run() for told in content["changes"]], key=lambda at: at)


class _Asked:
    """One change, from the day it is raised as far as it goes."""

    def __init__(self, told: dict[str, Any], stage: Stage) -> None:
        self.told = told
        self.stage = stage

    def run(self) -> Iterator[datetime]:
        day = next_weekday(self.stage.as_of - timedelta(weeks=self.told["weeks_ago"]), MONDAY)
        raised_at = moment(day, 10, 35 + self.told["weeks_ago"] % 20)
        yield raised_at
        change = self._request(raised_at)
        if change is None:
            return
        for after, step in ((ASSESSED_AFTER, self._assess), (DECIDED_AFTER, self._decide)):
            yield raised_at + after
            try:
                goes_on = step(change, raised_at + after)
            except CannotChange:
                # The plan moved on so far that the change does not fit it any more; it stays where it is.
                return
            if not goes_on:
                return

    def _request(self, at: datetime) -> ChangeRequest | None:
        life = self.stage.lives.get(self.told["project"])
        if life is None or life.project.is_over:
            return None
        project = Project.objects.get(pk=life.project.pk)
        task = _next_task(project, at)
        if task is None or project.manager is None or project.sponsor is None:
            return None
        _set_limits(project, at)
        fields: ChangeFields = {name: self.told[name] for name in ("title", "type", "reason")}  # type: ignore[assignment]
        fields["options"] = self.told.get("options", "")
        fields["decide_by"] = at.date() + timedelta(days=21)
        self.task = task
        change = request_change(project, fields, self._wanted(self.told), by=project.manager, at=at)
        if brought := list(self._brought(project)):
            bring_scope(change, brought, by=project.manager, at=at)
        if self.told["ends"] != "draft":
            submit_change(change, by=project.manager, at=at)
        return change

    def _brought(self, project: Project) -> Iterator[Requirement | Deliverable]:
        names = self.told.get("brings", ())
        yield from project.requirements.filter(text__in=names)
        yield from project.deliverables.filter(name__in=names)

    def _wanted(self, told: dict[str, Any]) -> Wanted:
        task, project = self.task, self.task.project
        commands: list[dict[str, Any]] = []
        costs = []
        if "adds_task" in told:
            values = {"name": told["adds_task"], "duration": told["takes"], "predecessors": str(task.uid)}
            commands.append({"do": "insert", "key": "new", "under": task.parent_id, "values": values})
        if "adds" in told:
            days = task.duration_minutes / DAY + told["adds"]
            commands.append({"do": "set", "task": task.pk, "values": {"duration": f"{max(days, 1):g}d"}})
        if "cost" in told:
            limit = project.spending_limits.filter(kind=SpendingLimit.Kind.CONTRACT).first()
            costs.append(CostLine(task.uid, Decimal(told["cost"]), limit))
        return Wanted(commands, costs)

    def _assess(self, change: ChangeRequest, at: datetime) -> bool:
        change.refresh_from_db()
        if self.told["ends"] in ("draft", "submitted") or change.project.is_over:
            return False
        manager = change.project.manager
        if manager is None:
            return False
        impact = assess_change(change, by=manager, at=at)
        if "other_ways" in self.told:
            impact = self._weigh(change, by=manager, at=at)
        if self.told["ends"] == "withdrawn":
            withdraw_change(change, reason=self.told["words"], by=manager, at=at)
        elif self.told["ends"] != "assessed":
            draws_on = self.told["draws_on"]
            is_too_dear = draws_on == "contingency" and not _has_contingency(change.project, impact.cost)
            if is_too_dear or (draws_on == "float" and passes_baseline(change.project, impact)):
                draws_on = "baseline"
            send_for_decision(change, draws_on=draws_on, by=manager, at=at)
        return self.told["ends"] in ("applied", "rejected", "committee")

    def _weigh(self, change: ChangeRequest, *, by: Person, at: datetime) -> ChangeImpact:
        """Keep what is asked for and the other ways as options, and ask for the first again."""
        proposed = keep_option(change, self.told["way"], by=by, at=at)
        for other in self.told["other_ways"]:
            edit_change(change, {}, self._wanted(other), by=by, at=at)
            assess_change(change, by=by, at=at)
            keep_option(change, other["title"], by=by, at=at)
        choose_option(proposed, by=by, at=at)
        return assess_change(change, by=by, at=at)

    def _decide(self, change: ChangeRequest, at: datetime) -> bool:
        """Let those who are asked speak in turn; figures of an older schedule are computed anew before."""
        change.refresh_from_db()
        manager = change.project.manager
        if manager is None or change.project.is_over:
            return False
        assess_change(change, by=manager, at=at)
        while (step := waiting_step(change)) is not None:
            if step.is_of_board and self.told["ends"] == "committee":
                return False
            is_last = change.steps.filter(state=ChangeStep.State.WAITING).count() == 1
            said = self._said(is_last=is_last)
            if step.is_of_board:
                office = self.stage.cast.holder("PMO lead")
                vote = Vote(2, 4, 0) if said.verdict == "rejected" else CARRIED
                record_board_decision(
                    change, said, decided_by=_BOARDS[step.level], decided_on=at.date(), vote=vote, by=office, at=at
                )  # fmt: skip
            elif step.person is not None:
                sign_change(step, said, by=step.person, at=at)
            if said.verdict == "rejected":
                return False
        for step in change.steps.all():
            if step.has_open_conditions:
                meet_conditions(step, by=manager, at=at)
        return False

    def _said(self, *, is_last: bool) -> Said:
        if is_last and self.told["ends"] == "rejected":
            return Said("rejected", self.told["words"])
        if is_last and "conditions" in self.told:
            return Said("conditions", self.told["conditions"])
        return Said("approved")


_BOARDS = {"committee": "IT steering committee", "council": "City Council"}


def _next_task(project: Project, at: datetime) -> Task | None:
    """Give the task of some days that nobody has begun and that drives the finish most."""
    untouched = Task.objects.filter(percent_complete=0, actual_start=None, calendar=None, is_active=True)
    tasks = untouched.filter(
        project=project,
        children=None,
        is_milestone=False,
        duration_minutes__gte=2 * DAY,
        dates__start__gt=datetime.combine(at.date(), time.max),
    ).exclude(duration_unit__startswith="e")
    return tasks.order_by("dates__total_slack", "dates__start", "position").first()


def _set_limits(project: Project, at: datetime) -> None:
    """Record what council authorized, the contract and the contingency, once there is a budget."""
    budget = Budget.objects.filter(project=project).prefetch_related("items").last()
    if budget is None or project.manager is None or project.spending_limits.exists():
        return
    total = budget.total
    for kind, name, share, used, source in (
        ("council", "Council authorization", "1.06", None, "Council communication of the award"),
        ("contract", "Main contract", "0.7", "0.62", "Contract on file with the City Clerk"),
        ("contingency", "Project contingency", "0.06", "0", "Charter"),
    ):
        amount = _rounded(total * Decimal(share))
        spent = None if used is None else _rounded(total * Decimal(used))
        set_limit(project, LimitTerms(kind, name, amount, source, spent), by=project.manager, at=at)


def _rounded(amount: Decimal) -> Decimal:
    return (amount / HUNDRED).quantize(Decimal(1)) * HUNDRED


def _has_contingency(project: Project, cost: Decimal) -> bool:
    reserve = project.spending_limits.filter(kind=SpendingLimit.Kind.CONTINGENCY).first()
    return cost <= 0 or (reserve is not None and reserve.left >= cost)

"""From a project's rows to what the simulation takes: spreads, risks that drive tasks, and what moves together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from milepost.domain.common.models import Run
from milepost.domain.common.recording import digest_of
from milepost.domain.people.local_time import local_day
from milepost.domain.projects.calculations.risk_analysis.asking import open_tasks, remaining_of
from milepost.domain.projects.calculations.risk_analysis.costs import (
    CostPlan,
    Costs,
    cost_plan_of,
    costs_of,
)
from milepost.domain.projects.calculations.risk_analysis.history import finished_ratios
from milepost.domain.projects.calculations.risk_analysis.settings import RiskSettings, SpreadBy
from milepost.domain.projects.models import DurationEstimate, Project, Risk, RiskEffect, RiskTask, Task
from milepost.engine.simulation import (
    BetaPert,
    Distribution,
    Driver,
    Group,
    History,
    Inputs,
    Sampling,
    Uncertain,
)

SCHEDULE, ESTIMATES, COST, RISKS = "schedule", "estimates", "cost", "risks"


@dataclass(frozen=True, slots=True)
class RiskDriver:
    """A risk of the register as the simulation takes it, as things are and, where it was said, after the response."""

    number: int
    event: str
    response: str
    now: Driver
    after: Driver | None


@dataclass(frozen=True, slots=True)
class RiskInputs:
    """All that a simulation of a project takes, with the tasks it is about by uid."""

    tasks: dict[int, Task]
    uncertain: list[Uncertain]
    groups: list[Group]
    drivers: list[RiskDriver]
    estimated: int
    """How many tasks have an estimate of their own."""
    cost_plan: CostPlan | None
    costs: Costs | None

    def with_drivers(self, drivers: Sequence[Driver], settings: RiskSettings, *, seed: int) -> Inputs:
        """Give the engine's inputs with these risks."""
        return Inputs(
            uncertain=self.uncertain,
            drivers=drivers,
            groups=self.groups,
            iterations=settings.iterations,
            seed=seed,
            sampling=Sampling(settings.sampling),
            costs=self.costs.tasks if self.costs else (),
            price=self.costs.price if self.costs else 0.0,
        )


def marks_of(run: Run, project: Project) -> dict[str, Any]:
    """Give marks of the schedule, the estimates and the risks as they stand."""
    estimates = DurationEstimate.objects.filter(project=project).values_list(
        "uid", "low_minutes", "likely_minutes", "high_minutes"
    )
    risks = _driving(project).values_list("pk", "is_parallel")
    effects = RiskEffect.objects.filter(risk__in=_driving(project)).values_list(
        "risk", "when", "chance_percent", "low_percent", "likely_percent", "high_percent"
    )
    cost = cost_plan_of(project, as_of=local_day(run.at))
    touched = RiskTask.objects.filter(risk__in=_driving(project)).values_list("risk", "uid")
    return {
        SCHEDULE: project.revision,
        ESTIMATES: digest_of([list(row) for row in estimates])[:16],
        COST: digest_of([cost.budget, cost.spent, sorted(cost.left.items())])[:16] if cost else "",
        RISKS: digest_of(*([list(row) for row in rows] for rows in (risks, effects, touched)))[:16],
    }


def risk_inputs(project: Project, settings: RiskSettings, *, as_of: date) -> RiskInputs:
    """Read what a simulation of a project takes, in a constant number of queries."""
    tasks = open_tasks(project)
    cost_plan = cost_plan_of(project, as_of=as_of)
    by_uid = {task.uid: task for task in tasks}
    estimates = {one.uid: one for one in DurationEstimate.objects.filter(project=project)}
    ratios = finished_ratios() if settings.spread_by == SpreadBy.HISTORY else ()
    return RiskInputs(
        tasks=by_uid,
        uncertain=[
            Uncertain(task.uid, _spread(task, estimates.get(task.uid), settings, ratios)) for task in tasks
        ],
        groups=_groups(tasks, settings.correlation_percent / 100),
        drivers=_drivers(project, {task.uid for task in tasks}),
        estimated=sum(task.uid in estimates for task in tasks),
        cost_plan=cost_plan,
        costs=costs_of(project, cost_plan, by_uid) if cost_plan else None,
    )


def _spread(
    task: Task, estimate: DurationEstimate | None, settings: RiskSettings, ratios: tuple[float, ...]
) -> Distribution:
    if estimate is None and ratios:
        return History(ratios, remaining_of(task))
    if estimate is None:
        return settings.range.spread(remaining_of(task))
    return BetaPert(estimate.low_minutes, estimate.likely_minutes, estimate.high_minutes)


def _groups(tasks: Sequence[Task], correlation: float) -> list[Group]:
    """Let the tasks below each summary move together."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for task in tasks:
        below[task.parent_id].append(task.uid)
    return [Group(tuple(uids), correlation) for uids in below.values() if len(uids) > 1 and correlation]


def _driving(project: Project) -> Any:
    return Risk.objects.filter(project=project, state=Risk.State.OPEN, effects__when=RiskEffect.When.NOW)


def _drivers(project: Project, open_uids: set[int]) -> list[RiskDriver]:
    """Give the open risks that were given an effect and touch a task of which something is left."""
    found = []
    for risk in _driving(project).prefetch_related("effects", "touched").order_by("number"):
        uids = tuple(one.uid for one in risk.touched.all() if one.uid in open_uids)
        effects = {one.when: one for one in risk.effects.all()}
        after = effects.get(RiskEffect.When.AFTER)
        if uids:
            found.append(
                RiskDriver(
                    risk.number,
                    f"Restricted risk {risk.number}" if risk.restriction else risk.event,
                    "" if risk.restriction else risk.response,
                    now=_driver(risk, effects[RiskEffect.When.NOW], uids),
                    after=_driver(risk, after, uids) if after else None,
                )
            )
    return found


def _driver(risk: Risk, effect: RiskEffect, uids: tuple[int, ...]) -> Driver:
    parts = (effect.low_percent, effect.likely_percent, effect.high_percent)
    return Driver(
        name=str(risk.number),
        probability=effect.chance_percent / 100,
        factor=BetaPert(*(part / 100 for part in parts)),
        uids=uids,
        is_parallel=risk.is_parallel,
    )

"""The simulation of a project and what is made of it: the answer, what drives it, and what each response buys."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext

from milepost.charts.finish_spread import binned
from milepost.domain.common.jobs import JobFailed
from milepost.domain.common.models import Run
from milepost.domain.common.runs import Computed, Report, in_steps
from milepost.domain.people.local_time import local_day
from milepost.domain.projects.calculations.risk_analysis.inputs import (
    RiskDriver,
    RiskInputs,
    marks_of,
    risk_inputs,
)
from milepost.domain.projects.calculations.risk_analysis.settings import RiskSettings
from milepost.domain.projects.calculations.scheduling import network_of
from milepost.domain.projects.calculations.working_time import WorkingTime, working_time_of
from milepost.domain.projects.models import BaselineTask, Project, Task
from milepost.domain.projects.queries import baselines_of
from milepost.engine.instants import MINUTES_PER_DAY, datetime_of, minutes_of
from milepost.engine.network.model import Constraint, Network
from milepost.engine.schedule import schedule
from milepost.engine.simulation import Driver, Outcome, simulate

THREADS = 2
PERCENTILES = (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95)
MOST_TASKS, MOST_RISKS = 25, 12
MOST_POINTS = 400
FIRST_SHARE = 40
"""Percent of the whole work that the first simulation counts for, where others follow."""


class Sure(NamedTuple):
    """The finish, and the cost where there is one, that the confidence asked for reaches."""

    finish: int
    cost: float | None

    @classmethod
    def of(cls, found: Outcome, settings: RiskSettings) -> "Sure":
        return cls(found.percentile(settings.confidence), found.cost_percentile(settings.confidence))

    def dearer_than(self, other: "Sure") -> float | None:
        return None if self.cost is None or other.cost is None else self.cost - other.cost


Simulated = Callable[[Sequence[Driver]], Sure]


def analyze_risk(run: Run, project: Project, report: Report) -> Computed:
    """Simulate a project as its rows stand now; raises `ScheduleError`, and `JobFailed` where nothing is left to do."""
    report(0, "Reading the schedule")
    marks = marks_of(run, project)
    settings = RiskSettings(**run.parameters)
    inputs = risk_inputs(project, settings, as_of=local_day(run.at))
    if not inputs.uncertain:
        raise JobFailed(
            gettext("Nothing is left to simulate: no open task has a duration that the schedule calculates.")
        )
    network = _forward(network_of(project).network)
    seed = run.seed or 1
    aims = _aims(project)
    whole = simulate(
        network,
        inputs.with_drivers([one.now for one in inputs.drivers], settings, seed=seed),
        watched=list(aims),
        threads=THREADS,
        on_progress=in_steps(report, "Simulating", last=FIRST_SHARE if inputs.drivers else 99),
    )
    result = _answer(project, inputs, settings, whole, aims)
    if inputs.drivers:
        result |= _of_risks(project, network, inputs, settings, whole, seed=seed, report=report)
    return Computed(marks, result)


def _forward(network: Network) -> Network:
    """Give a project that is scheduled from its finish forward from the start that follows; trials run forward."""
    if network.finish is None:
        return network
    late = Constraint.AS_LATE_AS_POSSIBLE
    tasks = [
        task._replace(constraint=Constraint.AS_SOON_AS_POSSIBLE) if task.constraint is late else task
        for task in network.tasks
    ]
    return replace(network, start=schedule(network).start_of_project, finish=None, tasks=tasks)


def _answer(
    project: Project, inputs: RiskInputs, settings: RiskSettings, found: Outcome, aims: dict[int, Task]
) -> dict[str, Any]:
    agreed = baselines_of([project]).get(project.pk)
    first, last = found.within(settings.confidence)
    return {
        "planned": found.planned,
        "chance_of_plan": found.chance_by(found.planned),
        "baseline": None if agreed is None else minutes_of(agreed.current.finish),
        "chance_of_baseline": None if agreed is None else found.chance_by(_end_of_day(agreed.current.finish)),
        "sure": found.percentile(settings.confidence),
        "sure_within": [first, last],
        "mean": round(float(found.finishes.mean())),
        "percentiles": {str(share): found.percentile(share / 100) for share in PERCENTILES},
        "bins": [list(one) for one in binned((found.finishes // MINUTES_PER_DAY).tolist())],
        "tasks": _tasks(inputs, found),
        "aims": _aims_met(project, found, aims, settings),
        "simulated_tasks": len(inputs.tasks),
        "estimated_tasks": inputs.estimated,
        "risks": [],
        "cost": _cost(inputs, found, settings, wanted=agreed.current.finish if agreed else None),
    }


def _cost(
    inputs: RiskInputs, found: Outcome, settings: RiskSettings, *, wanted: datetime | None
) -> dict[str, Any] | None:
    """Give the cost with its percentiles, and how often it and the finish keep to budget and plan together."""
    plan = inputs.cost_plan
    if plan is None or found.costs is None:
        return None
    until = _end_of_day(wanted) if wanted else found.planned
    in_time, in_budget = found.finishes <= until, found.costs <= plan.budget
    step = max(1, len(found.costs) // MOST_POINTS)
    days = (found.finishes[::step] // MINUTES_PER_DAY).tolist()
    return {
        "budget": plan.budget,
        "planned": plan.planned,
        "spent": plan.spent,
        "sure": found.cost_percentile(settings.confidence),
        "chance": found.chance_within(plan.budget),
        "percentiles": {str(share): found.cost_percentile(share / 100) for share in PERCENTILES},
        "until": until,
        "shares": [
            float(one.mean())
            for one in (
                in_time & in_budget,
                in_time & ~in_budget,
                ~in_time & in_budget,
                ~in_time & ~in_budget,
            )
        ],
        "points": [list(one) for one in zip(days, found.costs[::step].round(2).tolist(), strict=True)],
    }


def _tasks(inputs: RiskInputs, found: Outcome) -> list[dict[str, Any]]:
    """Give the tasks that drive the finish most, by the sensitivity index."""
    ranked = sorted(inputs.tasks, key=lambda uid: -(found.sensitivity.get(uid) or 0.0))
    return [
        {
            "uid": uid,
            "name": inputs.tasks[uid].name,
            "criticality": found.criticality.get(uid, 0.0),
            "cruciality": found.cruciality.get(uid),
            "sensitivity": found.sensitivity.get(uid),
        }
        for uid in ranked[:MOST_TASKS]
        if found.criticality.get(uid)
    ]


def _aims(project: Project) -> dict[int, Task]:
    """Give the open milestones and the open tasks with a deadline."""
    tasks = Task.objects.filter(
        project=project, is_active=True, percent_complete__lt=100, dates__isnull=False
    ).select_related("dates")
    return {task.uid: task for task in tasks if task.is_milestone or task.deadline}


def _aims_met(
    project: Project, found: Outcome, aims: dict[int, Task], settings: RiskSettings
) -> list[dict[str, Any]]:
    agreed = _agreed(project)
    rows = []
    for uid, task in sorted(aims.items(), key=lambda each: (each[1].dates.finish, each[0])):
        wanted = task.deadline or agreed.get(uid)
        ends = found.ends[uid]
        rows.append(
            {
                "uid": uid,
                "name": task.name,
                "planned": minutes_of(task.dates.finish),
                "wanted": None if wanted is None else minutes_of(wanted),
                "is_deadline": task.deadline is not None,
                "chance": None if wanted is None else float((ends <= _end_of_day(wanted)).mean()),
                "sure": found.end_by(uid, settings.confidence),
            }
        )
    return rows


def _agreed(project: Project) -> dict[int, datetime]:
    found = baselines_of([project]).get(project.pk)
    if found is None:
        return {}
    rows = BaselineTask.objects.filter(baseline=found.current, is_milestone=True)
    return dict(rows.values_list("uid", "finish"))


def _of_risks(
    project: Project,
    network: Network,
    inputs: RiskInputs,
    settings: RiskSettings,
    whole: Outcome,
    *,
    seed: int,
    report: Report,
) -> dict[str, Any]:
    """Simulate without each risk, with each response, and with one risk more at a time, by the same seed."""
    drivers = inputs.drivers[:MOST_RISKS]
    others = [one.now for one in inputs.drivers[MOST_RISKS:]]
    steps = 2 * len(drivers) + sum(one.after is not None for one in drivers)
    made = 0

    def simulated(chosen: Sequence[Driver]) -> Sure:
        nonlocal made
        made += 1
        report(FIRST_SHARE + (99 - FIRST_SHARE) * made // (steps + 1), "Simulating without each risk")
        outcome = simulate(network, inputs.with_drivers(chosen, settings, seed=seed), threads=THREADS)
        return Sure.of(outcome, settings)

    time = working_time_of(project)
    sure = Sure.of(whole, settings)
    rows = [_risk_row(one, drivers, others, simulated, sure, time, whole) for one in drivers]
    rows.sort(key=lambda row: (-row["effect"], row["number"]))
    planned = Sure(whole.planned, inputs.cost_plan.planned if inputs.cost_plan else None)
    contingency = _contingency(rows, drivers, others, simulated, planned, time)
    return {"risks": rows, "contingency": contingency}


def _risk_row(
    one: RiskDriver,
    drivers: Sequence[RiskDriver],
    others: list[Driver],
    simulated: Simulated,
    sure: Sure,
    time: WorkingTime,
    whole: Outcome,
) -> dict[str, Any]:
    """Say what a risk costs at the confidence wanted, and what its response buys, both in working minutes."""
    rest = [each.now for each in drivers if each is not one] + others
    without = simulated(rest)
    answered = None if one.after is None else simulated([*rest, one.after])
    return {
        "number": one.number,
        "event": one.event,
        "response": one.response,
        "chance": one.now.probability,
        "tasks": len(one.now.uids),
        "later_when_struck": whole.driver_effects.get(one.now.name),
        "effect": _worked(time, without.finish, sure.finish),
        "bought": None if answered is None else _worked(time, answered.finish, sure.finish),
        "dearer": sure.dearer_than(without),
        "saved": None if answered is None else sure.dearer_than(answered),
    }


def _contingency(
    rows: Sequence[dict[str, Any]],
    drivers: Sequence[RiskDriver],
    others: list[Driver],
    simulated: Simulated,
    planned: Sure,
    time: WorkingTime,
) -> list[dict[str, Any]]:
    """Split the way from the plan to the sure date: the spread of the estimates, then one risk more at a time."""
    by_number = {one.number: one.now for one in drivers}
    chosen = list(others)
    reached = simulated(chosen)
    name = "Spread of the estimates" + (f" and {len(others)} smaller risks" if others else "")
    parts = [_part(name, None, planned, reached, time)]
    for row in rows:
        chosen = [*chosen, by_number[row["number"]]]
        before, reached = reached, simulated(chosen)
        parts.append(_part(row["event"], row["number"], before, reached, time))
    return parts


def _part(name: str, number: int | None, before: Sure, after: Sure, time: WorkingTime) -> dict[str, Any]:
    return {
        "name": name,
        "number": number,
        "minutes": _worked(time, before.finish, after.finish),
        "cost": after.dearer_than(before),
    }


def _worked(time: WorkingTime, first: int, second: int) -> int:
    return time.minutes(datetime_of(first), datetime_of(second))


def _end_of_day(moment: datetime) -> int:
    """Whatever finishes on a wanted day is in time."""
    return (minutes_of(moment) // MINUTES_PER_DAY + 1) * MINUTES_PER_DAY

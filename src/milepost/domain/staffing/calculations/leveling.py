"""Level chosen projects: what would move so that nobody has too much, and why; nothing is written."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext

from milepost.domain.common.jobs import JobFailed
from milepost.domain.common.models import Run
from milepost.domain.common.runs import Computed, Marks, Report, in_steps
from milepost.domain.people.models import Absence, Equipment, EquipmentCapacity, EquipmentClosing
from milepost.domain.projects.calculations.linked_projects import in_order, waits_between
from milepost.domain.projects.calculations.scheduling import Span, network_of
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.leveling_delays import delays_to
from milepost.domain.staffing.calculations.leveling_equipment import FIRST_MISSING
from milepost.domain.staffing.calculations.leveling_hours import worked_by
from milepost.domain.staffing.calculations.leveling_problem import (
    ChosenProject,
    LevelingProblem,
    leveling_problem,
)
from milepost.domain.staffing.models import OperationsLoad, PersonSkill
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.leveling import (
    EARLY,
    LEVEL,
    ON_TIME,
    STEADY,
    Delay,
    Infeasible,
    Leveling,
    Objective,
    Overload,
    Placement,
    Problem,
    level,
)
from milepost.engine.network.model import Network, Pause
from milepost.engine.network.model import Task as EngineTask

KIND = "staffing.leveling"
OBJECTIVES = {"early": EARLY, "on_time": ON_TIME, "level": LEVEL, "steady": STEADY}
WEIGHTS = {"high": 5.0, "normal": 1.0, "low": 0.2}
Result = dict[str, Any]
Pauses = list[Pause]


def compute_leveling(run: Run, _subject: Project | None, report: Report) -> Computed:
    """Level the projects that a run names; raises `JobFailed` and `ScheduleError`."""
    inputs = marks_of(run, _subject)
    projects = Project.objects.select_related("calendar").in_bulk(map(int, run.parameters["projects"]))
    weights = {
        project: WEIGHTS[run.parameters["projects"][str(pk)]]
        for pk, project in projects.items()
        if not project.is_over
    }
    if not weights:
        raise JobFailed(gettext("The projects to level are over."))
    report(1, "Reading the projects and their people")
    until = run.parameters.get("until")
    posed = leveling_problem(
        weights,
        as_of=date.fromisoformat(run.parameters["as_of"]),
        until=None if until is None else date.fromisoformat(until),
        may_split=run.parameters.get("may_split", False),
    )
    if run.parameters.get("hold_deadlines"):
        posed.problem = _with_hard_deadlines(posed.problem)
    try:
        found = level(
            posed.problem,
            objective=combined(run.parameters["objectives"]),
            seconds=run.parameters["seconds"],
            seed=run.seed or 1,
            progress=in_steps(report, "Looking for a better order", first=5, last=80),
        )
    except Infeasible as infeasible:
        return Computed(inputs, _obstructed(posed, infeasible))
    report(85, "Laying the dates out")
    return Computed(inputs, _result(posed, found))


def _with_hard_deadlines(problem: Problem) -> Problem:
    activities = [replace(one, is_deadline_hard=one.deadline is not None) for one in problem.activities]
    return replace(problem, activities=activities)


def combined(names: Sequence[str]) -> Objective:
    """Add up the objectives that were chosen."""
    chosen = [asdict(OBJECTIVES[name]) for name in names]
    return Objective(**{one.name: sum(part[one.name] for part in chosen) for one in fields(Objective)})


def marks_of(run: Run, _subject: Project | None) -> Marks:
    """Mark what a leveling rests on: each project's revision, and when people are there."""
    projects = Project.objects.filter(pk__in=map(int, run.parameters["projects"]))
    marks: dict[str, Any] = {str(project): project.revision for project in projects}
    for name, model in (
        ("absences", Absence),
        ("operations loads", OperationsLoad),
        ("skills", PersonSkill),
        ("equipment closings", EquipmentClosing),
        ("equipment capacities", EquipmentCapacity),
    ):
        facts = model.objects.aggregate(count=Count("pk"), last=Max("pk"))
        marks[name] = f"{facts['count']}/{facts['last']}"
    units = Equipment.objects.aggregate(count=Count("pk"), units=Sum("capacity"))
    marks["equipment"] = f"{units['count']}/{units['units']}"
    return marks


def _result(posed: LevelingProblem, found: Leveling) -> Result:
    """Give the answer as JSON: everything by key, so that each reader is shown no more than may be seen."""
    placed = {placement.uid: placement for placement in found.placements}
    reasons = {delay.uid: delay for delay in found.delays}
    dates: dict[int, Span] = {}
    projects, tasks = [], []
    chosen = {one.project.pk: one for one in posed.chosen}
    held = {one.uid for one in posed.problem.activities if one.fixed_start is not None}
    for pk in in_order(chosen.keys(), waits_between()):
        delays, pauses, spans = _scheduled(chosen[pk], placed, dates)
        dates |= spans
        moved = [
            _moved(task, chosen[pk], spans, delays, reasons.get(task))
            | {"fixed": _fixed(reasons.get(task), held), "parts": len(pauses.get(task, ())) + 1}
            for task in _moving(chosen[pk], spans)
        ]
        tasks += moved
        projects.append(_project(chosen[pk], spans, delays, pauses, len(moved)))
    return {
        "projects": projects,
        "tasks": tasks,
        "method": found.method,
        "stopped": found.stopped.value,
        "gap": found.gap,
        "schedules": found.schedules,
        "seconds": round(found.seconds, 2),
        "overloads": [_overload(one) for one in found.overloads],
        "unmet": posed.unmet,
        "unfilled": posed.unfilled,
        "filled": _filled(posed, placed, dates),
        "late": list(found.late),
        "obstacles": [],
        "days_late_before": _days_late(posed, _spans_before(posed)),
        "days_late_after": _days_late(posed, dates),
    }


def _obstructed(posed: LevelingProblem, infeasible: Infeasible) -> Result:
    """Give what no dates can satisfy, and the cheapest change that would help, as JSON; nothing moves."""
    return {
        "projects": [],
        "tasks": [],
        "overloads": [],
        "unmet": posed.unmet,
        "unfilled": posed.unfilled,
        "obstacles": [
            {
                "tasks": list(one.uids),
                "field": one.field,
                "sentence": one.sentence,
                "change": one.relaxation.sentence if one.relaxation else "",
                "value": one.relaxation.value if one.relaxation else None,
            }
            for one in infeasible.obstacles
        ],
    }


def _spans_before(posed: LevelingProblem) -> dict[int, Span]:
    return {task: span for one in posed.chosen for task, span in one.spans.items()}


def _days_late(posed: LevelingProblem, spans: Mapping[int, Span]) -> float | None:
    """Add up the elapsed days past deadlines, each times its project's weight; `None` where there is no deadline."""
    weights = {one.project.pk: one.weight for one in posed.chosen}
    late = [
        max(0, spans[one.uid].finish - one.deadline) * weights.get(one.project, 1.0)
        for one in posed.problem.activities
        if one.deadline is not None and one.uid in spans
    ]
    return round(sum(late) / MINUTES_PER_DAY, 1) if late else None


def _scheduled(
    one: ChosenProject, placed: Mapping[int, Placement], dates: Mapping[int, Span]
) -> tuple[dict[int, int], dict[int, Pauses], dict[int, Span]]:
    """Give a project's delays and splits and the dates they make, by task; what it waits for elsewhere stands there."""
    plan = network_of(one.project, dates=dates)
    network, own = plan.network, plan.network.tasks[: len(plan.task_ids)]
    pauses = {
        pk: found
        for pk, task in zip(plan.task_ids, own, strict=True)
        if pk in placed and _is_free(task) and (found := _pauses(placed[pk], task, network))
    }
    of_task = {task.uid: pauses.get(pk) for pk, task in zip(plan.task_ids, own, strict=True)}
    tasks = [
        task._replace(leveling_delay=0, pauses=tuple(of_task.get(task.uid) or task.pauses))
        for task in network.tasks
    ]
    uids = {pk: task.uid for pk, task in zip(plan.task_ids, tasks, strict=False)}
    free = {task.uid for task in tasks if _is_free(task)}
    targets = {uid: placed[pk].start for pk, uid in uids.items() if pk in placed and uid in free}
    delays, result = delays_to(replace(network, tasks=tasks), targets)
    ends = zip(plan.task_ids, result.start.tolist(), result.finish.tolist(), strict=False)
    spans = {pk: Span(start, finish) for pk, start, finish in ends}
    return {pk: delays[uid] for pk, uid in uids.items() if delays.get(uid, 0) > 0}, pauses, spans


def _pauses(placement: Placement, task: EngineTask, network: Network) -> Pauses:
    """Give the splits that bring a task's work to where its parts were placed, on the clock it is scheduled by."""
    if len(placement.parts) < 2:
        return []
    clock = WorkTime(worked_by(task, network))
    found, worked = [], 0
    for part, following in pairwise(placement.parts):
        worked += clock.between(part.start, part.finish)
        gap = clock.between(part.finish, following.start)
        if worked < task.duration and gap > 0:
            found.append(Pause(worked, gap))
    return found


def _filled(
    posed: LevelingProblem, placed: Mapping[int, Placement], dates: Mapping[int, Span]
) -> list[list[Any]]:
    """Give task, role and person of what was asked of a role, with its dates."""
    return [
        [task, role, placed[task].resources[at], *dates[task]]
        for task, roles in posed.roles.items()
        if task in placed and task in dates
        for at, role in roles.items()
    ]


def _is_free(task: EngineTask) -> bool:
    return task.actual_start is None and not task.percent_complete and task.pinned_start is None


def _moving(one: ChosenProject, spans: Mapping[int, Span]) -> list[int]:
    """Give the tasks whose start would be another, summaries apart, in the order of the plan."""
    own = one.plan.network.tasks[: len(one.plan.task_ids)]
    summaries = {task.parent for task in own}
    return [
        pk
        for pk, task in zip(one.plan.task_ids, own, strict=True)
        if task.uid not in summaries and pk in one.spans and spans[pk] != one.spans[pk]
    ]


def _moved(
    task: int, one: ChosenProject, spans: Mapping[int, Span], delays: Mapping[int, int], why: Delay | None
) -> Result:
    return {
        "task": task,
        "project": one.project.pk,
        "before": list(one.spans[task]),
        "after": list(spans[task]),
        "delay": delays.get(task, 0),
        "held": why.held.value if why else None,
        "person": why.resource if why else None,
        "by": _holding(why.by) if why else [],
        "until": why.until if why else None,
    }


def _holding(by: Sequence[int]) -> list[int]:
    """Give the tasks among what is waited for; the rest are units of equipment that are not there."""
    return [uid for uid in by if uid > FIRST_MISSING]


def _fixed(why: Delay | None, held: Set[int]) -> list[int]:
    """Give those that a task waits for which leveling may not move."""
    return [task for task in _holding(why.by) if task in held] if why else []


def _project(
    one: ChosenProject,
    spans: Mapping[int, Span],
    delays: Mapping[int, int],
    pauses: Mapping[int, Pauses],
    moved: int,
) -> Result:
    return {
        "project": one.project.pk,
        "finish_before": max((span.finish for span in one.spans.values()), default=None),
        "finish_after": max((span.finish for span in spans.values()), default=None),
        "moved": moved,
        "delays": {str(task): minutes for task, minutes in delays.items()},
        "pauses": {str(task): [list(one) for one in parts] for task, parts in pauses.items()},
    }


def _overload(one: Overload) -> Result:
    return {
        "person": one.resource,
        "tasks": _holding(one.uids),
        "first": one.span.start,
        "last": one.span.finish,
        "units": one.units,
        "capacity": one.capacity,
    }

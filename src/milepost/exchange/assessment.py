"""A plan as the checks of its schedule take it."""

from milepost.engine.assessment import BaselineDates, Subject
from milepost.engine.instants import minutes_of
from milepost.engine.schedule import schedule
from milepost.exchange.network import network_of
from milepost.exchange.plan import Plan, PlanTask

FIRST_BASELINE = 0


def subject_of(plan: Plan) -> Subject:
    """Schedule a plan and lay it beside its first baseline and the people it names; raises `ScheduleError`."""
    network = network_of(plan)
    named = {task.uid for task in plan.tasks if task.responsible}
    resourced = named | {assignment.task_uid for assignment in plan.assignments}
    return Subject(
        network,
        schedule(network),
        schedule,
        baseline={task.uid: kept for task in plan.tasks if (kept := _baseline(task)) is not None},
        resourced=frozenset(resourced) if resourced else None,
        minutes_per_day=plan.minutes_per_day,
    )


def _baseline(task: PlanTask) -> BaselineDates | None:
    kept = next((one for one in task.baselines if one.number == FIRST_BASELINE), None)
    if kept is None or kept.start is None or kept.finish is None:
        return None
    return BaselineDates(minutes_of(kept.start), minutes_of(kept.finish), kept.duration_minutes)

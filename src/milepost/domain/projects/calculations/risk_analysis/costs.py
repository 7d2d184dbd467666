"""What a project costs, as the simulation takes it; the area that keeps money tells it when the application starts."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from milepost.domain.projects.calculations.risk_analysis.asking import remaining_of
from milepost.domain.projects.models import Assignment, Project, Task
from milepost.engine.simulation import TaskCost


@dataclass(frozen=True, slots=True)
class CostPlan:
    """What a project may cost and did cost, and what of its budget is not earned yet; in dollars."""

    budget: float
    spent: float
    left: Mapping[int, float]
    """By uid of the budgeted task or phase."""

    @property
    def planned(self) -> float:
        """The estimate at completion where what is left costs what the budget says: AC + (BAC - EV)."""
        return self.spent + sum(self.left.values())


CostSource = Callable[[Project, date], CostPlan | None]
_SOURCES: list[CostSource] = []


def cost_source(source: CostSource) -> CostSource:
    """Register who knows what a project costs."""
    _SOURCES.append(source)
    return source


def cost_plan_of(project: Project, *, as_of: date) -> CostPlan | None:
    """Give what a project costs; `None` where nobody knows."""
    found = (source(project, as_of) for source in _SOURCES)
    return next((plan for plan in found if plan is not None), None)


@dataclass(frozen=True, slots=True)
class Costs:
    """What the simulation pays by task, and beside the tasks in every iteration."""

    tasks: list[TaskCost]
    price: float


def costs_of(project: Project, plan: CostPlan, tasks: Mapping[int, Task]) -> Costs:
    """Lay what is left of a budget on the open tasks (uid), of a phase by how long the tasks below it still take.

    Where somebody is assigned the cost runs with the time, elsewhere it is paid once. What no open task can bear
    is paid beside them, as is what was spent.
    """
    parents = dict(Task.objects.filter(project=project).values_list("pk", "parent_id"))
    keys = dict(Task.objects.filter(project=project).values_list("pk", "uid"))
    shares: dict[int, float] = defaultdict(float)
    price = plan.spent
    for uid, amount in plan.left.items():
        bearers = [tasks[uid]] if uid in tasks else _below(uid, tasks, parents, keys)
        whole = sum(remaining_of(task) for task in bearers)
        if not whole:
            price += amount
        for task in bearers if whole else ():
            shares[task.uid] += amount * remaining_of(task) / whole
    worked = set(Assignment.objects.filter(task__project=project).values_list("task__uid", flat=True))
    return Costs([_cost(tasks[uid], amount, runs=uid in worked) for uid, amount in shares.items()], price)


def _below(
    uid: int, tasks: Mapping[int, Task], parents: Mapping[int, int | None], keys: Mapping[int, int]
) -> list[Task]:
    def stands_below(task: Task) -> bool:
        above = task.parent_id
        while above is not None and keys[above] != uid:
            above = parents[above]
        return above is not None

    return [task for task in tasks.values() if stands_below(task)]


def _cost(task: Task, amount: float, *, runs: bool) -> TaskCost:
    return (
        TaskCost(task.uid, per_minute=amount / remaining_of(task))
        if runs
        else TaskCost(task.uid, fixed=amount)
    )

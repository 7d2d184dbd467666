"""Why a task is when it is, as sentences that lead from it back to the root of its date."""

from dataclasses import dataclass
from datetime import datetime

from milepost.domain.projects.calculations.scheduling import network_of
from milepost.domain.projects.models import Task
from milepost.engine.instants import datetime_of
from milepost.engine.schedule import schedule
from milepost.engine.schedule.explanation import explain
from milepost.engine.schedule.wording import step_sentence


@dataclass(frozen=True, slots=True)
class Because:
    """One step of the way: a task, the date explained, and the sentence that explains it."""

    task_id: int
    name: str
    date: datetime
    sentence: str


def explanation_of(task: Task) -> list[Because]:
    """Walk from a task's start to what it goes back to."""
    plan = network_of(task.project)
    network, minutes_per_day = plan.network, task.project.minutes_per_day
    names = {one.uid: one.name for one in network.tasks}
    keys = dict(zip(names, plan.task_ids, strict=True))
    return [
        Because(
            task_id=keys[step.uid],
            name=names[step.uid],
            date=datetime_of(step.at),
            sentence=step_sentence(step, network, minutes_per_day=minutes_per_day),
        )
        for step in explain(network, schedule(network), task.uid).steps
    ]

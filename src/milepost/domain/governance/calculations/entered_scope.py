"""What entered the scope since it was agreed: by which change, with a later baseline, or without either."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from milepost.domain.common.models import Change
from milepost.domain.governance.models import ChangeRequest
from milepost.domain.projects.models import Baseline, BaselineTask, Project, Task

TASK, CHANGE = Task._meta.label_lower, ChangeRequest._meta.label_lower


@dataclass(frozen=True, slots=True)
class Entered:
    """Something that the first baseline does not hold, with what explains it."""

    name: str
    task: Task
    at: datetime | None
    by: str
    change: ChangeRequest | None
    baseline: Baseline | None
    """The later baseline that agreed it, where no change brought it."""

    @property
    def is_unexplained(self) -> bool:
        return self.change is None and self.baseline is None


def entered_tasks(project: Project) -> list[Entered]:
    """Give the tasks that came after the first baseline, in a constant number of queries; none before one stands."""
    baselines = list(project.baselines.all())
    if not baselines:
        return []
    agreed = _agreed_in(baselines)
    leaves = Task.objects.filter(project=project, is_active=True, children=None).order_by("position")
    new = [task for task in leaves if agreed.get(task.uid) != baselines[0]]
    made = _made_by([task.pk for task in new])
    changes = _changes_by_set({row.change_set_id for row in made.values()})
    return [_entered(task, made.get(task.pk), changes, agreed.get(task.uid)) for task in new]


def _entered(
    task: Task, made: Change | None, changes: Mapping[int, ChangeRequest], agreed: Baseline | None
) -> Entered:
    change = changes.get(made.change_set_id) if made else None
    head = made.change_set if made else None
    return Entered(
        task.name, task, head.at if head else None, head.by_name if head else "", change,
        agreed if change is None else None,
    )  # fmt: skip


def _agreed_in(baselines: list[Baseline]) -> dict[int, Baseline]:
    """Give the first baseline that holds each task, by uid."""
    known = {one.pk: one for one in baselines}
    kept = BaselineTask.objects.filter(baseline__in=baselines, is_summary=False).order_by("-baseline__number")
    return {uid: known[baseline] for uid, baseline in kept.values_list("uid", "baseline_id")}


def _made_by(tasks: list[int]) -> dict[int, Change]:
    """Give the recorded creation of each task."""
    rows = Change.objects.filter(object_type=TASK, object_id__in=tasks, kind=Change.Kind.CREATED)
    return {row.object_id: row for row in rows.select_related("change_set").order_by("pk")}


def _changes_by_set(change_sets: set[int]) -> dict[int, ChangeRequest]:
    """Give the change request that each change set applied, where it applied one."""
    rows = Change.objects.filter(
        change_set__in=change_sets,
        object_type=CHANGE,
        change_set__action__startswith="governance.apply_change",
    ).values_list("change_set_id", "object_id")
    found = ChangeRequest.objects.filter(state=ChangeRequest.State.APPLIED).in_bulk([pk for _, pk in rows])
    return {change_set: found[pk] for change_set, pk in rows if pk in found}

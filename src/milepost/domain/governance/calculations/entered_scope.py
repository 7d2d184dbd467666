"""What entered the scope since it was agreed: by which change, with a later baseline, or without either."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from milepost.domain.common.models import Change
from milepost.domain.governance.models import ChangeRequest, ChangeScope
from milepost.domain.projects.models import (
    Baseline,
    BaselineTask,
    Deliverable,
    Project,
    Requirement,
    ScopeBaseline,
    Task,
)

TASK, CHANGE = Task._meta.label_lower, ChangeRequest._meta.label_lower


@dataclass(frozen=True, slots=True)
class Entered:
    """Something that the first baseline does not hold, or holds in other words, with what explains it."""

    entry: Task | Requirement | Deliverable
    at: datetime | None
    by: str
    change: ChangeRequest | None
    baseline: Baseline | ScopeBaseline | None
    """The later baseline that agreed it, where no change brought it."""
    is_reworded: bool = False

    @property
    def name(self) -> str:
        return str(self.entry)

    @property
    def kind(self) -> str:
        return self.entry._meta.model_name or ""

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
    made = _made_by(TASK, [task.pk for task in new])
    changes = _changes_by_set({row.change_set_id for row in made.values()})
    found = []
    for task in new:
        head = made.get(task.pk)
        change = changes.get(head.change_set_id) if head else None
        found.append(_entered(task, head, change, None if change else agreed.get(task.uid)))
    return found


def entered_scope(project: Project) -> list[Entered]:
    """Give requirements and deliverables that the first scope baseline lacks, or holds in other words.

    An applied change that names them explains them, or else a later scope baseline that holds them as they are.
    """
    baselines = list(project.scope_baselines.order_by("number"))
    if not baselines:
        return []
    brought = _brought(project)
    rows: list[tuple[Requirement | Deliverable, str]] = [
        *((one, "requirements") for one in project.requirements.exclude(state=Requirement.State.DROPPED)),
        *((one, "deliverables") for one in project.deliverables.order_by("number")),
    ]
    new = [(one, listed) for one, listed in rows if _told(baselines[0], one, listed) != str(one)]
    keys = {label: [one.pk for one, _ in new if one._meta.label_lower == label] for label in SCOPED}
    made = {label: _made_by(label, pks) for label, pks in keys.items()}
    found = []
    for one, listed in new:
        change = brought.get((one._meta.model_name or "", one.pk))
        later = next((kept for kept in baselines[1:] if _told(kept, one, listed) == str(one)), None)
        is_reworded = _told(baselines[0], one, listed) is not None
        head = None if is_reworded else made[one._meta.label_lower].get(one.pk)
        found.append(_entered(one, head, change, None if change else later, is_reworded=is_reworded))
    return found


SCOPED = (Requirement._meta.label_lower, Deliverable._meta.label_lower)


def _told(baseline: ScopeBaseline, entry: Requirement | Deliverable, listed: str) -> str | None:
    """Give how a baseline words an entry; `None` where it does not hold it."""
    kept: Mapping[str, str] = getattr(baseline, listed)
    return kept.get(str(entry.number))


def _brought(project: Project) -> dict[tuple[str, int], ChangeRequest]:
    """Give which applied change names each requirement and deliverable, the first of several."""
    ties = ChangeScope.objects.filter(
        change_request__project=project, change_request__state=ChangeRequest.State.APPLIED
    ).select_related("change_request")
    found: dict[tuple[str, int], ChangeRequest] = {}
    for tie in ties.order_by("change_request__ended_on", "pk"):
        key = (
            ("requirement", tie.requirement_id) if tie.requirement_id else ("deliverable", tie.deliverable_id)
        )
        found.setdefault(key, tie.change_request)  # type: ignore[arg-type]
    return found


def _entered(
    entry: Task | Requirement | Deliverable,
    made: Change | None,
    change: ChangeRequest | None,
    baseline: Baseline | ScopeBaseline | None,
    *,
    is_reworded: bool = False,
) -> Entered:
    head = made.change_set if made else None
    at, by = (head.at, head.by_name) if head else (None, "")
    return Entered(entry, at, by, change, baseline, is_reworded)


def _agreed_in(baselines: list[Baseline]) -> dict[int, Baseline]:
    """Give the first baseline that holds each task, by uid."""
    known = {one.pk: one for one in baselines}
    kept = BaselineTask.objects.filter(baseline__in=baselines, is_summary=False).order_by("-baseline__number")
    return {uid: known[baseline] for uid, baseline in kept.values_list("uid", "baseline_id")}


def _made_by(label: str, ids: list[int]) -> dict[int, Change]:
    """Give the recorded creation of each row of a kind."""
    rows = Change.objects.filter(object_type=label, object_id__in=ids, kind=Change.Kind.CREATED)
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

"""Work is reassigned: given, shared, swapped or moved, with what was shown beforehand as what comes; and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import ChangeSet
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.assigning import put_settled
from milepost.domain.projects.actions.editing import CannotEdit, editing
from milepost.domain.projects.actions.locking import Held, LinkedProjectBusy
from milepost.domain.projects.actions.undoing import undo_change, undoable
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.actions.answering_requests import may_give
from milepost.domain.staffing.calculations.reassignments import (
    Reassigned,
    Reassignment,
    Reassignments,
    Way,
)

REASSIGN = "staffing.reassign"
undoable(REASSIGN, "projects.edit_schedule")


class CannotReassign(Refusal):
    """Says why work cannot be reassigned so."""


class AskTheSupervisor(CannotReassign):
    """Somebody else gives this person's time; it takes a staff request."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was reassigned: its effect, and the change that takes it back."""

    effect: Reassigned
    change_set: ChangeSet


def reassign(wanted: Reassignment, *, seen: int | None = None, by: Person, at: datetime) -> Made:
    """Reassign work in one step; `seen` is the revision of the task's project that the reader's page showed.

    Who takes work over must be theirs to give who reassigns: for anybody else raises `AskTheSupervisor`. Raises
    `CannotReassign` and `CannotEdit`.
    """
    tasks = Task.objects.select_related("project").in_bulk(wanted.tasks)
    for task in tasks.values():
        require(by, "projects.edit_schedule", task.project)
    _check_takers(wanted, by)
    with transaction.atomic():
        _hold_schedules(task.project_id for task in tasks.values())
        trials = Reassignments(as_of=local_day(at))
        (effect,) = trials.effects([wanted])
        if effect.refusal:
            raise CannotReassign(effect.refusal)
        own = trials.plans.project(trials.tasks[wanted.task].project_id)
        if seen is not None and own.revision != seen:
            raise CannotReassign(
                gettext("The schedule has changed meanwhile. Look at what it does now, then decide.")
            )
        made = [
            change
            for project in trials.plans.order({task.project_id for task in tasks.values()})
            if (change := _write_reassigned(trials, effect, project, by=by, at=at)) is not None
        ]
        if not made:
            raise CannotReassign(gettext("Nothing would change."))
    return Made(effect, made[0])


def undo_reassignment(change_set: ChangeSet, *, by: Person, at: datetime) -> None:
    """Take a reassignment back from all its projects, or from none; raises `CannotUndo`."""
    changes = ChangeSet.objects.filter(action=REASSIGN, by=by.account, at=change_set.at, undoes=None)
    standing = [one for one in changes.order_by("-pk") if not one.is_undone]
    if change_set.pk not in {one.pk for one in standing}:
        raise CannotUndo(gettext("This was taken back already, or somebody else made it."))
    with transaction.atomic():
        for one in standing:
            undo_change(one, by=by, at=at)


def _check_takers(wanted: Reassignment, by: Person) -> None:
    """Refuse to give anybody's time that is not the person's to give; both people's where two swap."""
    receiving = {Way.MOVE: [], Way.SWAP: [wanted.taker, wanted.giver]}.get(wanted.way, [wanted.taker])
    for person in Person.objects.filter(pk__in=[pk for pk in receiving if pk]):
        if not may_give(by, person):
            raise AskTheSupervisor(
                gettext("{name} answers to somebody else; ask for their time by a staff request.").format(
                    name=person.name
                )
            )


def _write_reassigned(
    trials: Reassignments, effect: Reassigned, project: int, *, by: Person, at: datetime
) -> ChangeSet | None:
    """Write what concerns one project; the other projects of a swap have theirs at the same moment."""
    settled = {pk: one for pk, one in effect.settled.items() if trials.tasks[pk].project_id == project}
    delays = effect.delays.get(project, {})
    if not settled and not delays:
        return None
    wanted = effect.wanted
    givers = {wanted.task: wanted.giver, wanted.in_return: wanted.taker}
    takers = {wanted.task: wanted.taker, wanted.in_return: wanted.giver}
    with editing(
        trials.plans.project(project), REASSIGN, by=by, at=at, permission="projects.edit_schedule"
    ) as edit:
        for pk, one in settled.items():
            task = Task.objects.select_related("project__calendar", "calendar").get(pk=pk)
            put_settled(edit, task, one)
            if wanted.way is not Way.SHARE and task.responsible_id == givers[pk]:
                edit.record.update(task, responsible=trials.people[takers[pk] or 0])
        rows = Task.objects.filter(pk__in=delays)
        edit.record.update_many([(row, {"leveling_delay_minutes": delays[row.pk]}) for row in rows])
    return edit.record.change_set


def _hold_schedules(projects: Iterable[int]) -> None:
    try:
        Held(Project.objects.filter(pk__in=set(projects)).values_list("pk", flat=True))
    except LinkedProjectBusy as busy:
        raise CannotEdit(str(busy)) from busy

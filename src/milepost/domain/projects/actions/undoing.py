"""A person takes back an own schedule edit or import, as long as nothing it touched has changed since."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.actions.undoing import CannotUndo, revert
from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.common.recording import recording
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.editing import editing
from milepost.domain.projects.actions.settling import check_room, settle
from milepost.domain.projects.calculations.edit_labels import MOST_READ, label_of
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.calculations.undo_stack import stack_of
from milepost.domain.projects.models import Project, ScheduleImport

EDIT, IMPORT = "projects.edit_schedule", "projects.import_schedule"
PROGRESS = "projects.record_progress"

# What can be undone, and who may; baselines, ratings, states and registers stay as they are recorded.
UNDOABLE = {
    "projects.add_task": EDIT,
    "projects.edit_task": EDIT,
    "projects.remove_task": EDIT,
    "projects.indent_task": EDIT,
    "projects.outdent_task": EDIT,
    "projects.up_task": EDIT,
    "projects.down_task": EDIT,
    "projects.link_tasks": EDIT,
    "projects.set_predecessors": EDIT,
    "projects.unlink_tasks": EDIT,
    "projects.assign_people": EDIT,
    "projects.pass_tasks_on": EDIT,
    "projects.level_tasks": EDIT,
    "projects.interrupt_task": EDIT,
    "projects.close_split": EDIT,
    "projects.mark_milestones": EDIT,
    "projects.move_tasks": EDIT,
    "projects.copy_tasks": EDIT,
    "projects.edit_schedule": EDIT,
    "projects.record_progress": PROGRESS,
    "projects.move_project": "projects.move_project",
    "projects.edit_schedule_settings": "projects.edit_settings",
    "projects.import_schedule": IMPORT,
}

# What the workspace's undo and redo walk through: edits of the schedule's rows.
EDITS = frozenset(action for action, permission in UNDOABLE.items() if permission in (EDIT, PROGRESS))


def undoable(action: str, permission: str) -> None:
    """Let an edit that an area above makes of a schedule be undone from its history, by who has the permission."""
    UNDOABLE[action] = permission


class Step(NamedTuple):
    """A change set that may be taken back, in words."""

    change_set: ChangeSet
    label: str


class Steps(NamedTuple):
    """What undo and redo would do; `None` where there is nothing left."""

    undo: Step | None
    redo: Step | None


def steps_of(project: Project, person: Person) -> Steps:
    """Say what a person's undo and redo would do on a schedule."""
    stack = stack_of(project, person, actions=EDITS)
    standing = ChangeSet.objects.in_bulk([pk for pk in stack if pk])
    return Steps(*(_step(standing.get(pk or 0), project, person) for pk in stack))


def undo_last(project: Project, *, by: Person, at: datetime) -> Consequence:
    """Take back a person's own last edit of a schedule; raises `CannotUndo`."""
    require(by, PROGRESS, project)
    step = steps_of(project, by).undo
    if step is None:
        raise CannotUndo(gettext("There is no edit of yours left to undo."))
    return _taken_back(step, by=by, at=at)


def redo_last(project: Project, *, by: Person, at: datetime) -> Consequence:
    """Take back a person's own last undo, unless an edit has followed it; raises `CannotUndo`."""
    require(by, PROGRESS, project)
    step = steps_of(project, by).redo
    if step is None:
        raise CannotUndo(gettext("There is nothing left to redo."))
    return _taken_back(step, by=by, at=at)


def _taken_back(step: Step, *, by: Person, at: datetime) -> Consequence:
    consequence = undo_change(step.change_set, by=by, at=at)
    if consequence is None:
        raise RuntimeError("An edit of a schedule never removes its project.")
    return consequence


def _step(change_set: ChangeSet | None, project: Project, person: Person) -> Step | None:
    if change_set is None or not can_undo(person, change_set, project):
        return None
    return Step(change_set, label_of(change_set.changes.all()[:MOST_READ]))


def undo_change(change_set: ChangeSet, *, by: Person, at: datetime, reason: str = "") -> Consequence | None:
    """Take back a change set whole; `None` when that removes the project itself, which an import had made.

    Raises `CannotUndo` when it is not the person's own, not undoable, or changed since.
    """
    project = _project_of(change_set)
    if project is None or change_set.action not in UNDOABLE:
        raise CannotUndo(gettext("Only edits and imports of a schedule can be undone."))
    if change_set.by_id != by.account.pk:
        raise CannotUndo(
            gettext("{by_name} made this change and alone can undo it.").format(by_name=change_set.by_name)
        )
    if _made_by(change_set, project):
        _undo_new_project(change_set, project, by=by, at=at, reason=reason)
        return None
    with editing(
        project,
        change_set.action,
        by=by,
        at=at,
        permission=UNDOABLE[change_set.action],
        reason=reason,
        undoes=change_set,
    ) as edit:
        check_room(change_set, edit.project)
        revert(edit.record, change_set)
        edit.project.refresh_from_db()
        settle(edit)
        for staged in ScheduleImport.objects.filter(change_set=change_set):
            edit.record.update(staged, state=ScheduleImport.State.UNDONE)
    return edit.result


def can_undo(person: Person, change_set: ChangeSet, project: Project) -> bool:
    """Tell whether to offer undoing to a person; whether nothing changed since shows when it is tried."""
    permission = UNDOABLE.get(change_set.action)
    return (
        permission is not None
        and change_set.by_id is not None
        and change_set.by_id == person.user_id
        and not change_set.is_undone
        and not project.is_over
        and may(person, permission, project)
    )


def _project_of(change_set: ChangeSet) -> Project | None:
    if change_set.subject_type != Project._meta.label_lower or change_set.subject_id is None:
        return None
    return Project.objects.filter(pk=change_set.subject_id).first()


def _made_by(change_set: ChangeSet, project: Project) -> bool:
    return change_set.changes.filter(
        kind=Change.Kind.CREATED, object_type=Project._meta.label_lower, object_id=project.pk
    ).exists()


def _undo_new_project(
    change_set: ChangeSet, project: Project, *, by: Person, at: datetime, reason: str
) -> None:
    require(by, IMPORT, project)
    with recording(
        change_set.action, by=by.account, at=at, subject=project, reason=reason, undoes=change_set
    ) as record:
        for staged in ScheduleImport.objects.filter(change_set=change_set):
            record.update(staged, state=ScheduleImport.State.UNDONE, project=None)
        revert(record, change_set)
        record.summary = f"{project.name} was removed with everything the file had brought."

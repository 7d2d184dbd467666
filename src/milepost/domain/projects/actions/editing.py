"""The frame of every schedule edit: lock, change, recalculate, answer with the consequence."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from milepost.domain.common.models import ChangeSet
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Scoped, require
from milepost.domain.projects.actions.following import Touched, follow, lost_sentences, moved_projects
from milepost.domain.projects.actions.locking import Held, LinkedProjectBusy
from milepost.domain.projects.assignment_guards import words_on_moves
from milepost.domain.projects.calculations.linked_projects import check_circles, driven_by, waits_between
from milepost.domain.projects.calculations.recalculation import Consequence, Extent, recalculate
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.noticing import tell_of_assignments, tell_of_losses
from milepost.engine.schedule import ScheduleError


class CannotEdit(Refusal):
    """Says why a schedule edit is refused; `field` names the field it is about, where there is one."""


class AlreadyMade(CannotEdit):
    """The edit was made when it was first sent, and only its answer was lost."""

    def __init__(self) -> None:
        super().__init__(gettext("This edit was made before."))


class StaleField(CannotEdit):
    """Somebody else changed a field since it was read; carries both values."""

    def __init__(self, field: str, *, theirs: object, yours: object) -> None:
        super().__init__(
            f"Somebody changed this meanwhile: it is {theirs} now, and you entered {yours}.", field=field
        )
        self.theirs = theirs
        self.yours = yours


def check_fresh(current: Task, seen: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Raise `StaleField` for a field that is another now than its editor had seen, and than what is wanted."""
    for field, value in values.items():
        now = getattr(current, field)
        if field in seen and now != seen[field] and now != value:
            raise StaleField(field, theirs=now, yours=value)


class Edit:
    """One schedule edit under way: the locked project, its recorder, and who edits."""

    def __init__(self, project: Project, record: Recorder, held: Held, by: Person, at: datetime) -> None:
        self.project = project
        self.record = record
        self.held = held
        self.by = by
        self.at = at
        self.since = project.revision
        self.lost: set[int] = set()
        """The tasks of other projects that wait for one task less."""
        self.consequence: Consequence | None = None
        self.afterwards: list[Callable[[], object]] = []
        """What is written in the same change set once the new dates stand, such as a baseline."""

    def hold(self, *projects: int) -> None:
        """Hold other projects that the edit ties this one to; raises `CannotEdit` while somebody edits one of them."""
        try:
            self.held.hold([*projects, *driven_by(projects, waits_between())])
        except LinkedProjectBusy as busy:
            raise CannotEdit(str(busy)) from busy

    @property
    def result(self) -> Consequence:
        if self.consequence is None:
            raise RuntimeError("The consequence is known once the edit has ended.")
        return self.consequence


@contextmanager
def editing(
    project: Project,
    action: str,
    *,
    by: Person,
    at: datetime,
    permission: str = "projects.edit_schedule",
    over: Scoped | None = None,
    reason: str = "",
    undoes: ChangeSet | None = None,
    key: str | None = None,
) -> Iterator[Edit]:
    """Lock a schedule, let the block change it, then recalculate it and what waits for it; the whole is one change set.

    The permission is asked over the project, or over one of its tasks where `over` gives it. Raises `Refused`, and
    `CannotEdit` for a project that is over or where no schedule would follow, as from a loop, and `AlreadyMade` for
    an edit of the same key.
    """
    require(by, permission, over or project)
    with recording(
        action, by=by.account, at=at, subject=project, reason=reason, undoes=undoes, key=key
    ) as record:
        held = _held(project)
        if key and ChangeSet.objects.filter(by=by.account, key=key).exists():
            raise AlreadyMade
        locked = held[project.pk]
        if locked.is_over:
            raise CannotEdit(
                gettext("{name} is {lower}; its schedule stays as it is.").format(
                    name=locked.name, lower=locked.get_state_display().lower()
                )
            )
        edit = Edit(locked, record, held, by, at)
        yield edit
        if record.changes:
            locked.revision += 1
            locked.save(update_fields=["revision"])
        try:
            edit.consequence = _with_teams(edit, _recalculated(edit))
        except ScheduleError as error:
            raise CannotEdit(str(error)) from error
        record.summary = edit.consequence.message
        for work in edit.afterwards:
            work()
        tell_of_assignments(record.changes, edit.project, by=by, at=at)
        tell_of_losses(edit.lost, by=by, at=at)
    if record.change_set is not None:
        edit.consequence = replace(edit.consequence, change_set_id=record.change_set.pk)
    project.revision = edit.project.revision


def _held(project: Project) -> Held:
    try:
        return Held([project.pk])
    except LinkedProjectBusy as busy:
        raise CannotEdit(str(busy)) from busy


def _recalculated(edit: Edit) -> Consequence:
    """Recalculate the project, and then what waits for what changed in it."""
    own = recalculate(edit.project, changes=edit.record.changes)
    own = replace(own, since=edit.since, extent=Extent.of(edit.record.changes))
    touched = Touched(edit.project, edit.record.changes, own.rescheduled)
    edit.lost = touched.lost
    if touched.projects:
        edit.hold(*touched.projects)
    waits = waits_between()
    if not touched.projects and edit.project.pk not in waits:
        return own
    visible = Project.objects.visible_to(edit.by).filter(pk__in=edit.held.projects)
    check_circles(edit.project, waits, named=set(visible.values_list("pk", flat=True)))
    found = follow(edit.project, edit.held, touched, waits)
    if edit.project.pk in found:
        own = own.followed_by(found.pop(edit.project.pk))
    others, hidden = moved_projects(found, edit.held, by=edit.by)
    return replace(own, others=others, hidden_others=hidden, notices=lost_sentences(touched, by=edit.by))


def _with_teams(edit: Edit, found: Consequence) -> Consequence:
    """Add what the teams of tasks that have moved may not do any more."""
    words = words_on_moves(edit.project, found.rescheduled)
    return replace(found, notices=[*found.notices, *words]) if words else found

"""What undoing leaves whole: nothing hangs on rows that go, numbers stay single, and the outline stays in order."""

from collections.abc import Mapping

from django.utils.translation import gettext

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.projects.actions.editing import Edit
from milepost.domain.projects.calculations.outline import Outline
from milepost.domain.projects.models import Link, Project, Task
from milepost.domain.projects.models.task import POSITION_STEP
from milepost.domain.projects.queries import links_touching

TASK = Task._meta.label_lower


def check_room(change_set: ChangeSet, project: Project) -> None:
    """Refuse to bring back tasks or links where something else has taken their place since."""
    gone = change_set.changes.filter(kind=Change.Kind.DELETED)
    numbers = [change.values["uid"][0] for change in gone.filter(object_type=TASK) if change.values]
    if taken := Task.objects.filter(project=project, uid__in=numbers).first():
        raise CannotUndo(
            gettext("“{name}” bears the number {uid} now, which a removed task had.").format(
                name=taken.name, uid=taken.uid
            )
        )
    for change in gone.filter(object_type=Link._meta.label_lower):
        before = {name: values[0] for name, values in (change.values or {}).items()}
        ends = {name: before[name] for name in ("predecessor", "successor", "type")}
        if Link.objects.filter(**ends).exists():
            raise CannotUndo(
                gettext("{object_name} has been linked anew since.").format(object_name=change.object_name)
            )


def settle(edit: Edit) -> None:
    """Refuse where rows made since hang on tasks that go, and put the outline in order where rows came back into it."""
    gone = {
        change.object_id: change.object_name
        for change in edit.record.changes
        if change.object_type == TASK and change.kind == Change.Kind.DELETED
    }
    if gone:
        _check_nothing_hangs_on(gone, edit.project)
    _put_in_order(edit)


def _check_nothing_hangs_on(gone: Mapping[int, str], project: Project) -> None:
    if held := Task.objects.filter(parent__in=gone).first():
        raise CannotUndo(gettext("“{name}” has been put below a task that would go.").format(name=held.name))
    for link in links_touching(project, gone):
        # Only the task of this project is named; the other may stand where the reader sees nothing.
        name = gone.get(link.predecessor_id) or gone[link.successor_id]
        raise CannotUndo(
            gettext("“{name}” would go, and has been linked with another task since.").format(name=name)
        )


def _put_in_order(edit: Edit) -> None:
    """Let each summary stand before what it holds and nothing else between, as rows of others may since."""
    outline = Outline.of(edit.project)
    children: dict[int | None, list[Task]] = {}
    for task in outline.tasks:
        children.setdefault(task.parent_id, []).append(task)
    ordered: list[Task] = []
    stack = children.get(None, [])[::-1]
    while stack:
        task = stack.pop()
        ordered.append(task)
        stack += children.get(task.pk, [])[::-1]
    if ordered != outline.tasks:
        edit.record.update_many(
            [(task, {"position": (place + 1) * POSITION_STEP}) for place, task in enumerate(ordered)]
        )

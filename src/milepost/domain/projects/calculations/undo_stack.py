"""What a person can take back and repeat on a schedule, told from the change sets alone."""

from typing import NamedTuple

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project

REACH = 200
"""How many of a person's latest edits of a project are looked at."""


class Stack(NamedTuple):
    """The change sets that undo and redo would take back, by id."""

    undo: int | None
    redo: int | None


def stack_of(project: Project, person: Person, *, actions: frozenset[str]) -> Stack:
    """Walk through a person's own edits: an undo takes one off, undoing that puts it back, a new edit ends redoing."""
    own = ChangeSet.objects.filter(
        subject_type=Project._meta.label_lower,
        subject_id=project.pk,
        by=person.user_id,
        action__in=actions,
    )
    latest = list(own.order_by("-pk").values_list("pk", "undoes_id")[:REACH])
    undo: list[int] = []
    redo: list[int] = []
    for pk, undone in reversed(latest):
        if undone is None:
            undo.append(pk)
            redo.clear()
        elif undone in redo:
            redo.remove(undone)
            undo.append(pk)
        else:
            undo = [one for one in undo if one != undone]
            redo.append(pk)
    return Stack(undo[-1] if undo else None, redo[-1] if redo else None)

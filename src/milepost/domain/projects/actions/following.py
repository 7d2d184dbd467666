"""The projects that wait for what an edit changed follow it, in its transaction."""

from collections.abc import Collection, Iterable

from milepost.domain.common.models import Change
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.locking import Held
from milepost.domain.projects.calculations.linked_projects import (
    Waits,
    driven_by,
    in_order,
    projects_waiting_for,
)
from milepost.domain.projects.calculations.recalculation import Consequence, MovedProject, recalculate
from milepost.domain.projects.models import Link, Project, Task

MOST_ROUNDS = 100
"""Projects that wait for each other by different tasks settle after a few; circles of tasks are refused before."""


def follow(project: Project, held: Held, touched: "Touched", waits: Waits) -> dict[int, Consequence]:
    """Recalculate, in the order in which they wait for each other, the projects that wait for what changed in one.

    Each takes a new revision. Gives what happened to each, and to the project itself where it waits in turn.
    """
    found: dict[int, Consequence] = {}
    order = in_order(
        {project.pk, *driven_by([project.pk, *touched.projects], waits), *touched.projects}, waits
    )
    pending = touched.projects | projects_waiting_for(project, touched.tasks)
    for _ in range(MOST_ROUNDS * len(order)):
        waiting = [one for one in order if one in pending and not held[one].is_over]
        if not waiting:
            break
        pending.discard(waiting[0])
        other = held[waiting[0]]
        other.revision += 1
        other.save(update_fields=["revision"])
        consequence = recalculate(other)
        pending |= projects_waiting_for(other, consequence.rescheduled)
        before = found.get(other.pk)
        found[other.pk] = before.followed_by(consequence) if before else consequence
    return found


class Touched:
    """What an edit changed that projects beyond it wait for: tasks, and whole projects whose links it wrote."""

    def __init__(self, project: Project, changes: Iterable[Change], rescheduled: Collection[int]) -> None:
        self.tasks: set[int] = set(rescheduled)
        self.projects: set[int] = set()
        self.lost: set[int] = set()
        """The tasks of other projects that wait for one task less."""
        for change in changes:
            if change.object_type == Task._meta.label_lower:
                self.tasks.add(change.object_id)
            elif change.object_type == Link._meta.label_lower:
                self._note(project, change)

    def _note(self, project: Project, change: Change) -> None:
        values = change.values or {}
        owner = next((value for value in values.get("project", ()) if value), project.pk)
        if owner == project.pk:
            return
        self.projects.add(owner)
        if change.kind == Change.Kind.DELETED:
            self.lost.add(values["successor"][0])


def moved_projects(
    found: dict[int, Consequence], held: Held, *, by: Person
) -> tuple[list[MovedProject], int]:
    """Tell what moved in which projects that a person may see, and how many others moved."""
    moved = {pk: one for pk, one in found.items() if one.rescheduled}
    seen = set(Project.objects.visible_to(by).filter(pk__in=moved).values_list("pk", flat=True))
    told = [
        MovedProject(
            project_id=pk,
            number=held[pk].number,
            name=held[pk].name,
            finish_before=one.finish_before,
            finish_after=one.finish_after,
            moved_count=len(one.moved),
        )
        for pk, one in moved.items()
        if pk in seen
    ]
    return told, len(moved) - len(told)


def lost_sentences(touched: Touched, *, by: Person) -> list[str]:
    """Say which tasks of other projects no longer wait for what an edit took away."""
    if not touched.lost:
        return []
    tasks = Task.objects.filter(pk__in=touched.lost)
    shown = tasks.filter(project__in=Project.objects.visible_to(by)).select_related("project").order_by("pk")
    sentences = [f"“{task.name}” of {task.project.number} waits for one task less." for task in shown]
    hidden = len(touched.lost) - len(sentences)
    return sentences + (
        [f"{hidden} task{'' if hidden == 1 else 's'} of another project wait for one task less."]
        if hidden
        else []
    )

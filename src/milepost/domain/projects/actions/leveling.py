"""Tasks are delayed so that their people are free for them, and the delays are taken off again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.editing import editing
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project, Task

Splits = Sequence[Sequence[int]]


def set_leveling(
    project: Project,
    delays: Mapping[int, int],
    splits: Mapping[int, Splits] | None = None,
    *,
    by: Person,
    at: datetime,
    reason: str = "",
) -> Consequence:
    """Give tasks, by key, exactly these leveling delays in elapsed minutes; no other task of the project has one.

    Those with splits are worked on in parts; the splits of other tasks stay.
    """
    with editing(project, "projects.level_tasks", by=by, at=at, reason=reason) as edit:
        tasks = Task.objects.filter(project=edit.project)
        edit.record.update_many(
            [
                (
                    task,
                    {
                        "leveling_delay_minutes": delays.get(task.pk, 0),
                        "pauses": [list(one) for one in (splits or {}).get(task.pk, ())] or task.pauses,
                    },
                )
                for task in tasks
            ]
        )
    return edit.result


def clear_leveling(project: Project, *, by: Person, at: datetime) -> Consequence:
    """Take all leveling delays off a project."""
    return set_leveling(project, {}, by=by, at=at, reason="Leveling cleared.")

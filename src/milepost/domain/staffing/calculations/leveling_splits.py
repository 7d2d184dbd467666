"""Which tasks leveling may split: as each says of itself, else as the leveling was asked."""

from collections.abc import Collection

from milepost.domain.projects.models import Task

SHORTEST_PART = 240
"""Working minutes below which a part of a split task is not worth starting."""
MOST_PARTS = 10


class Splitting:
    """What tasks of projects say of being split, read in one query."""

    def __init__(self, projects: Collection[int], *, usual: bool) -> None:
        rows = Task.objects.filter(project__in=projects, may_split__isnull=False)
        self._said = dict(rows.values_list("pk", "may_split"))
        self._usual = usual

    def may(self, task: int) -> bool:
        """Tell whether a task may be split."""
        return bool(self._said.get(task, self._usual))


def shortest_part(duration: int) -> int:
    """Give the working minutes that a part of a task of such a duration takes at least."""
    return max(SHORTEST_PART, duration // MOST_PARTS)

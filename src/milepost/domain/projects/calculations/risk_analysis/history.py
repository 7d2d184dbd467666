"""How finished tasks of the whole city went against their first baseline."""

from django.db.models import F

from milepost.domain.common.jobs import JobFailed
from milepost.domain.projects.models import BaselineTask, Task
from milepost.engine.simulation.distributions import LEAST_RATIOS

MOST_RATIOS = 5_000
"""The latest so many finished tasks tell how work goes today."""


class TooLittleHistory(JobFailed):
    """Fewer tasks are finished than a spread needs."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Only {count} finished tasks have a baseline, and a history needs {LEAST_RATIOS}: take the range instead."
        )


def finished_ratios() -> tuple[float, ...]:
    """Give actual over planned time of finished tasks, by the calendar on both sides; raises TooLittleHistory.

    Weekends count on both sides, so that tasks of several weeks are exact and those of a day or two are rough.
    """
    planned = BaselineTask.objects.filter(
        baseline__number=0, is_summary=False, is_milestone=False, finish__gt=F("start")
    ).values_list("baseline__project", "uid", "start", "finish")
    done = Task.objects.filter(
        actual_start__isnull=False, actual_finish__gt=F("actual_start"), manual_start=None
    ).order_by("-actual_finish")
    actual = done.values_list("project", "uid", "actual_start", "actual_finish")[:MOST_RATIOS]
    lengths = {(project, uid): finish - start for project, uid, start, finish in planned}
    ratios = tuple(
        (finish - start) / lengths[project, uid]
        for project, uid, start, finish in actual
        if start and finish and (project, uid) in lengths
    )
    if len(ratios) < LEAST_RATIOS:
        raise TooLittleHistory(len(ratios))
    return ratios

"""Which confirmed requests no longer hold, because the plan has moved beyond what was agreed to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from milepost.domain.projects.models import Assignment, Task
from milepost.domain.projects.wording import day_text
from milepost.domain.staffing.models import StaffRequest

LEAST_UNITS = 0.5


class Broken(NamedTuple):
    """A request with what moved, and the period and share that the plan asks for now."""

    request: StaffRequest
    words: str
    first: date
    last: date
    share_percent: float


def broken_agreements(*, on: date) -> Iterator[Broken]:
    """Give the confirmed requests whose tasks begin earlier, end later or take more than agreed, in four queries.

    Tasks that are done, gone or past are no longer talked about.
    """
    confirmed = StaffRequest.objects.filter(state=StaffRequest.State.CONFIRMED, person__isnull=False)
    requests = list(confirmed.select_related("project", "person").prefetch_related("tasks", "offers"))
    wanted = {(one.project_id, row.uid) for one in requests for row in one.tasks.all()}
    tasks = {
        (task.project_id, task.uid): task
        for task in Task.objects.filter(
            project__in={project for project, _ in wanted},
            percent_complete__lt=100,
            is_active=True,
            dates__isnull=False,
        ).select_related("dates")
        if (task.project_id, task.uid) in wanted
    }
    units = _units([task.pk for task in tasks.values()])
    for request in requests:
        if found := _broken(request, tasks, units, on):
            yield found


def _units(tasks: Iterable[int]) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = defaultdict(dict)
    rows = Assignment.objects.filter(task__in=list(tasks), person__isnull=False)
    for task, person, percent in rows.values_list("task_id", "person_id", "units_percent"):
        found[task][person or 0] = percent
    return found


def _broken(
    request: StaffRequest,
    tasks: dict[tuple[int, int], Task],
    units: dict[int, dict[int, float]],
    on: date,
) -> Broken | None:
    offer = max(request.offers.all(), key=lambda one: one.version)
    said, first, last, share = [], offer.first, offer.last, offer.share_percent
    for row in request.tasks.all():
        task = tasks.get((request.project_id, row.uid))
        if task is None or row.agreed_first is None or row.agreed_last is None:
            continue
        percent = units[task.pk].get(request.person_id or 0)
        if percent is None:
            continue
        start, finish = task.dates.start.date(), task.dates.finish.date()
        if start < row.agreed_first and task.actual_start is None:
            said.append(f"“{task.name}” begins {day_text(start)}, agreed was {day_text(row.agreed_first)}")
        if finish > row.agreed_last:
            said.append(f"“{task.name}” ends {day_text(finish)}, agreed was {day_text(row.agreed_last)}")
        if percent > share + LEAST_UNITS:
            said.append(f"“{task.name}” takes {percent:g}%, agreed was {share:g}%")
        first, last = min(first, start), max(last, finish)
        share = max(share, min(percent, 100))
    if not said:
        return None
    first = max(first, on)
    return Broken(request, f"{'; '.join(said)}.", first, max(last, first), share)

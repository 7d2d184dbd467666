"""What a drag in the chart asks, within an edit under way: other dates, another finish."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.projects.actions.applying_commands.commands import Shift, Stretch
from milepost.domain.projects.actions.applying_commands.setting import set_row
from milepost.domain.projects.actions.applying_commands.sheet import Sheet
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.calculations.scheduling import worked_days_from
from milepost.domain.projects.models import Link, Task
from milepost.engine.instants import datetime_of


def shift(sheet: Sheet, command: Shift) -> None:
    """Let tasks start so many working days later; of a summary the tasks below, less what their links carry along."""
    named = sheet.tasks(command.tasks)
    leaves = {task.pk: task for task in _leaves(sheet, named) if task.is_active}
    for task in named:
        if task.actual_start:
            raise CannotEdit(
                gettext("“{name}” has started; change its actual start instead.").format(name=task.name),
                field="start",
            )
    carried = _carried(leaves)
    for task in leaves.values():
        if task.pk not in carried and not task.actual_start:
            _shift(sheet, task, command.days)


def _leaves(sheet: Sheet, named: Sequence[Task]) -> list[Task]:
    if not any(sheet.is_summary(task) for task in named):
        return list(named)
    outline = sheet.outline
    held = dict.fromkeys(task.pk for one in named for task in outline.subtree(one))
    return sheet.whole(outline.tasks[outline.index[pk]] for pk in held if pk not in outline.summaries)


def stretch(sheet: Sheet, command: Stretch) -> None:
    """Let a task end at a moment, from where it starts."""
    try:
        finish = datetime_of(command.finish)
    except OverflowError as error:
        raise CannotEdit(gettext("Give a moment as minutes since 1970."), field="finish") from error
    set_row(sheet, sheet.task(command.task), {"finish": finish})


def _shift(sheet: Sheet, task: Task, days: int) -> None:
    start, _ = sheet.dates(task)
    day = worked_days_from(task, start.date(), days)
    set_row(sheet, task, {"start": datetime.combine(day, start.time())})


def _carried(leaves: dict[int, Task]) -> set[int]:
    """Name the tasks whose start is driven by another of them."""
    drivers = {task.dates.driver_id: pk for pk, task in leaves.items() if hasattr(task, "dates")}
    driving = Link.objects.filter(pk__in=[pk for pk in drivers if pk], predecessor__in=leaves)
    return {drivers[pk] for pk in driving.values_list("pk", flat=True)}

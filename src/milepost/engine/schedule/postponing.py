"""Tasks that are to be as late as possible, moved there once both passes have run."""

from milepost.engine.calendar.table import add_work, next_work
from milepost.engine.schedule.forward import (
    close_summary,
    decide,
    finish_of,
    open_summary,
    roll_up,
    schedule_task,
    works,
)
from milepost.engine.schedule.slack import free_slack, total_slack
from milepost.engine.schedule.work import AS_LATE_AS_POSSIBLE, BY_CONSTRAINT, Work, is_as_late


def has_late_tasks(work: Work) -> bool:
    """Tell whether any task is to be as late as possible; kernel."""
    found = False
    for task in range(len(work.tasks)):
        found = found or work.tasks[task].constraint == AS_LATE_AS_POSSIBLE
    return found


def postpone(work: Work) -> None:
    """Schedule the tasks that are to be as late as possible at their late dates, and the others after them; kernel."""
    count = len(work.tasks)
    for node in work.order:
        task = node if node < count else node - count
        dates = work.dates[task]
        if node >= count:
            close_summary(work, task)
        elif work.tasks[task].summary:
            open_summary(work, task)
        else:
            if is_as_late(work, work.tasks[task]):
                dates.start, dates.finish = dates.late_start, dates.late_finish
                decide(dates, BY_CONSTRAINT)
            else:
                schedule_task(work, task)
            roll_up(work, task)


def use_up_free_slack(work: Work) -> None:
    """Move the tasks that are to be as late as possible by their free slack, the last first; kernel."""
    count = len(work.tasks)
    for at in range(len(work.order) - 1, -1, -1):
        task = work.order[at]
        if task < count and work.tasks[task].active and is_as_late(work, work.tasks[task]):
            use_up(work, task)
    for node in work.order:
        task = node if node < count else node - count
        if node >= count:
            close_summary(work, task)
        elif work.tasks[task].summary:
            open_summary(work, task)
        else:
            roll_up(work, task)


def stands_below_links(work: Work, task: int) -> bool:
    """Tell whether a summary above a task has successors, which the task's own free slack knows nothing of; kernel.

    Primavera's work breakdown structure has no links, so that no file of its own holds such a task.
    """
    offsets, above = work.graph.out_offset, work.tasks[task].parent
    while above >= 0:
        if offsets[above] < offsets[above + 1]:
            return True
        above = work.tasks[above].parent
    return False


def use_up(work: Work, task: int) -> None:
    """Move a task's early dates as far as nothing else moves; kernel."""
    plan, dates = work.tasks[task], work.dates[task]
    dates.total_slack = total_slack(work, task)
    slack = free_slack(work, task)
    if plan.summary or slack <= 0 or stands_below_links(work, task):
        return
    start = add_work(work.tables, plan.clock, dates.start, slack)
    dates.start = next_work(work.tables, plan.clock, start) if works(plan) else start
    decide(dates, BY_CONSTRAINT)
    dates.finish = finish_of(work, task, dates.start)
    dates.early_start, dates.early_finish = dates.start, dates.finish

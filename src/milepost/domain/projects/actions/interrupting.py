"""Work on a task is interrupted for a while, and goes on without interruption again."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.editing import CannotEdit, Edit, editing
from milepost.domain.projects.calculations.clocks import clock_of, pauses_of, worked_within
from milepost.domain.projects.calculations.effort import minutes_left
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Task
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Pause

MOST_PAUSES = 50


def interrupt_task(
    task: Task, *, stops: datetime, resumes: datetime, by: Person, at: datetime
) -> Consequence:
    """Let work on a task stop at one moment and go on at another; what is left of it follows later."""
    with editing(task.project, "projects.interrupt_task", by=by, at=at) as edit:
        current = _current(edit, task)
        pause = _pause(current, stops, resumes)
        put_pauses(edit, current, [*pauses_of(current.pauses), pause])
    return edit.result


def close_split(task: Task, number: int, *, by: Person, at: datetime) -> Consequence:
    """Take one of a task's splits away, counted from nought."""
    with editing(task.project, "projects.close_split", by=by, at=at) as edit:
        current = _current(edit, task)
        pauses = list(pauses_of(current.pauses))
        if not 0 <= number < len(pauses):
            raise CannotEdit(gettext("This split is not there any more."))
        put_pauses(edit, current, [*pauses[:number], *pauses[number + 1 :]])
    return edit.result


def put_pauses(edit: Edit, task: Task, pauses: list[Pause]) -> None:
    """Set a task's splits within an edit under way; two at the same place become one."""
    if len(pauses) > MOST_PAUSES:
        raise CannotEdit(gettext("A task is split at most {most} times.").format(most=MOST_PAUSES))
    joined: dict[int, int] = {}
    for pause in sorted(pauses):
        joined[pause.after] = joined.get(pause.after, 0) + pause.minutes
    edit.record.update(task, pauses=[list(one) for one in joined.items()] or None)


def _current(edit: Edit, task: Task) -> Task:
    related = ("dates", "calendar", "project__calendar")
    current = Task.objects.select_related(*related).get(pk=task.pk, project=edit.project)
    if current.children.exists() or current.is_manual or not current.duration_minutes:
        raise CannotEdit(gettext("Only a task that is scheduled automatically and lasts a while is split."))
    return current


def _pause(task: Task, stops: datetime, resumes: datetime) -> Pause:
    if resumes <= stops:
        raise CannotEdit(gettext("Work goes on after it has stopped."), field="resumes")
    clock, begins = clock_of(task), minutes_of(task.dates.start)
    elapsed = clock.between(begins, minutes_of(stops))
    after = worked_within(pauses_of(task.pauses), elapsed)
    if not 0 < after < task.duration_minutes:
        raise CannotEdit(gettext("Work stops after it starts and before it finishes."), field="stops")
    if after < task.duration_minutes - minutes_left(task):
        raise CannotEdit(gettext("This part of the work is done already."), field="stops")
    minutes = clock.between(minutes_of(stops), minutes_of(resumes))
    if minutes <= 0:
        raise CannotEdit(gettext("Nobody works on it in that time anyway."), field="resumes")
    return Pause(after, minutes)

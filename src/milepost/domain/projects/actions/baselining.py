"""A plan is agreed: its whole schedule is kept as a baseline, for good."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.telling import tell
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.locking import lock
from milepost.domain.projects.calculations.working_time import working_time_of
from milepost.domain.projects.models import Baseline, BaselineTask, Project, ProjectDates, Task


class CannotSetBaseline(Refusal):
    """Says what is missing."""


def set_baseline(project: Project, *, name: str, by: Person, at: datetime, reason: str = "") -> Baseline:
    """Keep the schedule as it stands; from the second baseline on a reason is required."""
    require(by, "projects.set_baseline", project)
    with recording("projects.set_baseline", by=by.account, at=at, subject=project, reason=reason) as record:
        lock(project)
        baseline = keep_baseline(record, project, name=name, reason=reason, by=by, at=at)
        record.summary = f"{'Revised baseline' if baseline.number else 'Baseline'} “{baseline.name}” set."
    return baseline


def keep_baseline(
    record: Recorder, project: Project, *, name: str, reason: str, by: Person, at: datetime
) -> Baseline:
    """Keep the schedule as it stands within an action that holds the project; whoever watches it is told."""
    number = _next_number(project, reason)
    dates = _dates(project)
    baseline = record.create(
        Baseline(
            project=project,
            number=number,
            name=name.strip(),
            reason=reason.strip(),
            at=at,
            by=by,
            start=dates.start,
            finish=dates.finish,
        )
    )
    record.create_many(_kept_tasks(project, baseline))
    text = f"{by} set the {'revised ' if number else ''}baseline “{baseline.name}” of {project.name}"
    tell("baseline_set", topic=project, text=text, by=by.account, at=at, watchers=True)
    return baseline


def _next_number(project: Project, reason: str) -> int:
    if project.is_over:
        raise CannotSetBaseline(
            gettext("{name} is {lower}; its plan stays as it is.").format(
                name=project.name, lower=project.get_state_display().lower()
            )
        )
    last = project.baselines.order_by("-number").first()
    if last is None:
        return 0
    if not reason.strip():
        raise CannotSetBaseline(
            gettext("“{name}” was agreed before; say why the plan is agreed anew.").format(name=last.name)
        )
    return last.number + 1


def _dates(project: Project) -> ProjectDates:
    dates = ProjectDates.objects.filter(project=project).first()
    if dates is None or not dates.task_count:
        raise CannotSetBaseline(gettext("There is nothing to keep yet: the project has no tasks."))
    return dates


def _kept_tasks(project: Project, baseline: Baseline) -> list[BaselineTask]:
    tasks = list(
        Task.objects.filter(project=project, is_active=True).select_related("dates").order_by("position")
    )
    summaries = {task.parent_id for task in tasks}
    time = working_time_of(project)
    return [
        BaselineTask(
            baseline=baseline,
            uid=task.uid,
            name=task.name,
            is_summary=task.pk in summaries,
            is_milestone=task.is_milestone and task.pk not in summaries,
            start=task.dates.start,
            finish=task.dates.finish,
            duration_minutes=time.minutes(task.dates.start, task.dates.finish)
            if task.pk in summaries
            else task.duration_minutes,
        )
        for task in tasks
    ]

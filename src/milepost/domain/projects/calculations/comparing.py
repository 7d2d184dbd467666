"""Two versions of a project's schedule side by side: what was changed, and the comments that go back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from milepost.domain.common.jobs import JobFailed
from milepost.domain.common.models import Attachment, Run
from milepost.domain.common.runs import Computed, Report
from milepost.domain.people.local_time import city_zone
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.models import (
    Baseline,
    BaselineTask,
    Project,
    ScheduleImport,
    Submission,
    Task,
)
from milepost.domain.projects.wording import day_text, duration_text
from milepost.engine.instants import minutes_of
from milepost.engine.submission import Topic, audit, letter
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan
from milepost.exchange.submission import versions_of

NOW = "now"
MOST_CHOICES = 24
MOST_SENTENCES = 500


class Choice(NamedTuple):
    """A version that may be compared: its key and what readers call it."""

    key: str
    name: str


def choices_of(project: Project) -> list[Choice]:
    """Give the versions of a project's schedule: as it stands, as handed in, as imported, as agreed."""
    zone = city_zone()

    def on(at: datetime) -> str:
        return day_text(at.astimezone(zone).date())

    found = [Choice(NOW, "The schedule as it stands")]
    for one in Submission.objects.filter(project=project).select_related("attachment")[:MOST_CHOICES]:
        found.append(Choice(f"submission-{one.pk}", f"Handed in {on(one.at)}: {one}"))
    imports = ScheduleImport.objects.filter(project=project, state=ScheduleImport.State.APPLIED)
    for brought in imports.select_related("attachment")[:MOST_CHOICES]:
        found.append(Choice(f"import-{brought.pk}", f"Imported {on(brought.at)}: {brought}"))
    for baseline in project.baselines.order_by("-number")[:MOST_CHOICES]:
        found.append(Choice(f"baseline-{baseline.number}", f"Agreed {on(baseline.at)}: {baseline}"))
    return found


def marks_of_versions(run: Run, project: Project) -> dict[str, Any]:
    """Give the schedule's mark where one side is the schedule as it stands; the other versions never change."""
    sides = {run.parameters["before"], run.parameters["after"]}
    is_open = NOW in sides or any(side.startswith("baseline") for side in sides)
    return {"schedule": project.revision} if is_open else {}


def compare_versions(run: Run, project: Project, report: Report) -> Computed:
    """Compare the two versions that a run names; raises `ScheduleError`, and `JobFailed` where one cannot be read."""
    marks = marks_of_versions(run, project)
    before, after = run.parameters["before"], run.parameters["after"]
    if before.startswith("baseline"):
        return Computed(marks, _against_baseline(project, before))
    report(5, "Reading the earlier version")
    was = _plan(project, before)
    report(40, "Reading the later version")
    now = _plan(project, after)
    report(75, "Comparing")
    earlier, later = versions_of(was, now)
    found = audit(earlier, later, minutes_per_day=project.minutes_per_day)
    findings = [
        {"topic": one.topic.value, "uid": one.uid, "sentence": one.sentence} for one in found.findings
    ]
    return Computed(
        marks,
        {
            "summary": found.movement_sentence,
            "moved": len(found.movement.moved),
            "findings": findings[:MOST_SENTENCES],
            "more": max(0, len(findings) - MOST_SENTENCES),
            "finish_before": int(found.movement.finish_before),
            "finish_after": int(found.movement.finish_after),
            "letter": letter(found, name=project.name),
        },
    )


def _plan(project: Project, key: str) -> Plan:
    if key == NOW:
        return plan_of(project)
    attachment = _attachment(project, key)
    try:
        return read_plan(Path(attachment.content.path), name=attachment.name)
    except (UnreadableFile, OSError) as error:
        raise JobFailed(str(error)[:300]) from error


def _attachment(project: Project, key: str) -> Attachment:
    kind, _, pk = key.partition("-")
    kept: Submission | ScheduleImport
    if kind == "submission":
        kept = Submission.objects.select_related("attachment").get(project=project, pk=pk)
    else:
        kept = ScheduleImport.objects.select_related("attachment").get(project=project, pk=pk)
    return kept.attachment


def _against_baseline(project: Project, key: str) -> dict[str, Any]:
    """Compare the schedule as it stands with a baseline, which keeps dates and durations but no links."""
    baseline = Baseline.objects.get(project=project, number=key.partition("-")[2])
    kept = {one.uid: one for one in BaselineTask.objects.filter(baseline=baseline)}
    tasks = {
        task.uid: task
        for task in Task.objects.filter(project=project, is_active=True, dates__isnull=False).select_related(
            "dates"
        )
    }
    findings = list(_date_findings(project, kept, tasks))
    finish: datetime = max((task.dates.finish for task in tasks.values()), default=baseline.finish)
    later = (finish.date() - baseline.finish.date()).days
    words = (
        "as agreed" if not later else f"{abs(later)} days {'later' if later > 0 else 'earlier'} than agreed"
    )
    return {
        "summary": f"The finish, {day_text(finish.date())}, is {words}.",
        "moved": sum(one["topic"] == Topic.DATES.value for one in findings),
        "findings": findings[:MOST_SENTENCES],
        "more": max(0, len(findings) - MOST_SENTENCES),
        "finish_before": minutes_of(baseline.finish),
        "finish_after": minutes_of(finish),
        "letter": "",
    }


def _date_findings(
    project: Project, kept: dict[int, BaselineTask], tasks: dict[int, Task]
) -> Iterator[dict[str, Any]]:
    for uid, was in kept.items():
        if uid not in tasks:
            yield _finding(Topic.REMOVED, uid, f"“{was.name}” was agreed and is no longer there.")
    summaries = {task.parent_id for task in tasks.values()}
    for uid, task in tasks.items():
        agreed = kept.get(uid)
        if agreed is None:
            yield _finding(Topic.ADDED, uid, f"“{task.name}” was not agreed.")
        elif task.pk not in summaries:
            yield from _differences(project, agreed, task)


def _differences(project: Project, was: BaselineTask, task: Task) -> Iterator[dict[str, Any]]:
    if was.duration_minutes != task.duration_minutes:
        before, after = (
            duration_text(
                minutes,
                task.duration_unit,
                minutes_per_day=project.minutes_per_day,
                minutes_per_week=project.minutes_per_week,
                days_per_month=project.days_per_month,
            )
            for minutes in (was.duration_minutes, task.duration_minutes)
        )
        yield _finding(Topic.DURATIONS, task.uid, f"“{task.name}” takes {after}; agreed were {before}.")
    if was.finish.date() != task.dates.finish.date():
        moved = f"{day_text(task.dates.finish.date())}; agreed was {day_text(was.finish.date())}"
        yield _finding(Topic.DATES, task.uid, f"“{task.name}” finishes {moved}.")
    if was.name != task.name:
        yield _finding(Topic.OUTLINE, task.uid, f"“{was.name}” is called “{task.name}” now.")


def _finding(topic: Topic, uid: int, sentence: str) -> dict[str, Any]:
    return {"topic": topic.value, "uid": uid, "sentence": sentence}

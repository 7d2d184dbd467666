"""The quality of a project's schedule."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.calculations.assessing import Assessment, assessment_of
from milepost.domain.projects.calculations.mending import MENDINGS, PROPOSED, Mending, proposed_edits
from milepost.domain.projects.models import Project, Task
from milepost.engine.assessment import Check, Verdict
from milepost.engine.errors import ScheduleError
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered
from milepost.web.projects.workspace import show

SHOWN_TASKS = 5
MOST_IN_ADDRESS = 500
TONES = {
    Verdict.PASS: "good",
    Verdict.FAIL: "bad",
    Verdict.NOT_ASSESSABLE: "neutral",
    Verdict.NO_THRESHOLD: "info",
}
WORDS = {
    Verdict.PASS: "Pass",
    Verdict.FAIL: "Fail",
    Verdict.NOT_ASSESSABLE: "Not assessable",
    Verdict.NO_THRESHOLD: "No threshold",
}


class CheckRow(NamedTuple):
    """A check with its tasks, the first of them apart."""

    check: Check
    verdict: str
    tone: str
    first: list[Task]
    rest: list[Task]
    mending: Mending | None
    """What to do about them, where something is wrong."""
    address: str
    """The schedule, narrowed to them."""
    proposed: str
    """What an edit proposed for all of them does; empty where people must decide."""


@for_persons
@require_GET
def quality(request: AskedBy, project_id: int) -> HttpResponse:
    """Show each check of the schedule with the tasks it is about, and the practices they speak to."""
    project = project_for(request, project_id)
    may_edit = may(request.person, "projects.edit_schedule", project) and not project.is_over
    shown: dict[str, Any] = {"has_tasks": project.tasks.exists()}
    try:
        assessment = assessment_of(project, as_of=today())
    except ScheduleError as error:
        shown["problem"] = str(error)
    else:
        shown |= {
            "baseline": assessment.baseline,
            "checks": [_row(project, assessment, check, may_edit=may_edit) for check in assessment.checks],
            "counts": _counts(assessment),
            "practices": [
                (practice, WORDS[practice.verdict], TONES[practice.verdict])
                for practice in assessment.practices
            ],
        }
    return show(request, project, "projects/quality.html", tab="schedule", **shown)


@for_persons
@require_POST
def mending(request: AskedBy, project_id: int, number: str) -> HttpResponse:
    """Make the edit that is proposed for what a check finds now, and say what that moves."""
    project = project_for(request, project_id)
    require(request.person, "projects.edit_schedule", project)
    checks = assessment_of(project, as_of=today()).checks
    found = next((check for check in checks if check.number == number), None)
    edits = proposed_edits(project, number, found.tasks) if found else []
    if not edits:
        messages.info(request, gettext("Nothing is left to mend here."))
        return redirect("projects:quality", project.pk)
    try:
        consequence = apply_commands(project, commands_of(edits), by=request.person, at=now())
    except CannotEdit as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:quality", project.pk)
    return answered(request, project, consequence, to="projects:schedule")


def _row(project: Project, assessment: Assessment, check: Check, *, may_edit: bool) -> CheckRow:
    tasks = [assessment.tasks[uid] for uid in check.tasks if uid in assessment.tasks]
    found = MENDINGS.get(check.number) if tasks and check.verdict is not Verdict.PASS else None
    return CheckRow(
        check,
        WORDS[check.verdict],
        TONES[check.verdict],
        tasks[:SHOWN_TASKS],
        tasks[SHOWN_TASKS:],
        mending=found,
        address=_address(project, tasks, found) if found else "",
        proposed=str(PROPOSED.get(check.number, "")) if found and may_edit else "",
    )


def _address(project: Project, tasks: list[Task], found: Mending) -> str:
    query = urlencode(
        {"ids": ",".join(str(task.uid) for task in tasks[:MOST_IN_ADDRESS]), "columns": found.columns},
        safe=",",
    )
    return f"{reverse('projects:schedule', args=[project.pk])}?{query}"


def _counts(assessment: Assessment) -> list[tuple[str, int, str]]:
    verdicts = [check.verdict for check in assessment.checks]
    counts = [(verdict, words, verdicts.count(verdict)) for verdict, words in WORDS.items()]
    return [
        (words, count, TONES[verdict] if count and verdict is Verdict.FAIL else "")
        for verdict, words, count in counts
    ]

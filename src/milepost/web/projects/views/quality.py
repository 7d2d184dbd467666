"""The quality of a project's schedule."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from milepost.domain.projects.calculations.assessing import Assessment, assessment_of
from milepost.domain.projects.models import Task
from milepost.engine.assessment import Check, Verdict
from milepost.engine.errors import ScheduleError
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show

SHOWN_TASKS = 5
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


@for_persons
@require_GET
def quality(request: AskedBy, project_id: int) -> HttpResponse:
    """Show each check of the schedule with the tasks it is about, and the practices they speak to."""
    project = project_for(request, project_id)
    shown: dict[str, Any] = {"has_tasks": project.tasks.exists()}
    try:
        assessment = assessment_of(project, as_of=today())
    except ScheduleError as error:
        shown["problem"] = str(error)
    else:
        shown |= {
            "baseline": assessment.baseline,
            "checks": [_row(assessment, check) for check in assessment.checks],
            "counts": _counts(assessment),
            "practices": [
                (practice, WORDS[practice.verdict], TONES[practice.verdict])
                for practice in assessment.practices
            ],
        }
    return show(request, project, "projects/quality.html", tab="schedule", **shown)


def _row(assessment: Assessment, check: Check) -> CheckRow:
    tasks = [assessment.tasks[uid] for uid in check.tasks if uid in assessment.tasks]
    return CheckRow(
        check, WORDS[check.verdict], TONES[check.verdict], tasks[:SHOWN_TASKS], tasks[SHOWN_TASKS:]
    )


def _counts(assessment: Assessment) -> list[tuple[str, int, str]]:
    verdicts = [check.verdict for check in assessment.checks]
    counts = [(verdict, words, verdicts.count(verdict)) for verdict, words in WORDS.items()]
    return [
        (words, count, TONES[verdict] if count and verdict is Verdict.FAIL else "")
        for verdict, words, count in counts
    ]

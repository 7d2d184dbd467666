"""How sure a few demo projects are of their finish: estimates, risks that drive tasks, and a run."""

from datetime import datetime
from zlib import crc32

from milepost.domain.common.models import JobRun
from milepost.domain.common.runs import make_run
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.analyzing_risk import Effect, ThreePoints, analyze, set_risk_effects
from milepost.domain.projects.calculations.risk_analysis.asking import questions_for
from milepost.domain.projects.calculations.risk_analysis.settings import settings_by_rule
from milepost.domain.projects.models import Project, Risk

ESTIMATED, TOUCHED = 6, 4


def simulate_project(project: Project, *, by: Person, at: datetime) -> None:
    """Let the manager estimate the tasks that drive the finish, say what the open risks do, and simulate."""
    settings = settings_by_rule(on=at.date())
    questions = questions_for(project, settings.range, most=12)
    if not questions:
        return
    uids = [question.task.uid for question in questions]
    for risk in Risk.objects.filter(project=project, state=Risk.State.OPEN).select_related("project"):
        first = crc32(risk.event.encode()) % len(uids)
        touched = (uids[first:] + uids[:first])[:TOUCHED]
        now = Effect(
            chance=risk.probability * 15, low=100, likely=100 + 8 * risk.impact, high=110 + 18 * risk.impact
        )
        after = Effect(
            chance=risk.probability * 7, low=100, likely=100 + 4 * risk.impact, high=105 + 9 * risk.impact
        )
        set_risk_effects(risk, now=now, after=after, uids=touched, by=by, at=at)
    estimates = {
        one.task.uid: ThreePoints(round(one.remaining * 0.9), one.remaining, round(one.remaining * 1.6))
        for one in questions[:ESTIMATED]
    }
    run = analyze(project, settings, estimates=estimates, seed=1, by=by, at=at)
    make_run(run, report=lambda *_: None, at=at)
    # It is made already; the worker has nothing left to do.
    JobRun.objects.filter(computation=run).delete()

"""The three points of tasks are decided, risks are told what they touch, and a simulation is asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.models import Run
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.runs import start_run
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.calculations.risk_analysis.settings import RiskSettings
from milepost.domain.projects.models import DurationEstimate, Project, Risk, RiskEffect, RiskTask, Task

KIND = "projects.risk_analysis"


class ThreePoints(NamedTuple):
    """Low, likely and high in minutes of what remains of a task."""

    low: int
    likely: int
    high: int


class Effect(NamedTuple):
    """How likely a risk is and what it makes of its tasks' duration, in percent."""

    chance: int
    low: int
    likely: int
    high: int


class CannotAnalyze(Refusal):
    """Says what is wrong with an estimate, an effect or a run; may name its `field`."""


def analyze(
    project: Project,
    settings: RiskSettings,
    *,
    estimates: Mapping[int, ThreePoints | None],
    seed: int,
    by: Person,
    at: datetime,
) -> Run:
    """Keep estimates by uid, take back those that are `None`, and have the project simulated in the background."""
    require(by, "projects.analyze_risk", project)
    _require_open(project)
    with recording("projects.analyze_risk", by=by.account, at=at, subject=project) as record:
        _keep_estimates(record, project, estimates)
        parameters = settings.as_parameters()
        run = start_run(record, KIND, subject=project, parameters=parameters, seed=seed, by=by.account, at=at)
        record.summary = "A simulation of the schedule was asked for."
    return run


def set_risk_effects(
    risk: Risk,
    *,
    now: Effect | None,
    after: Effect | None,
    uids: Sequence[int],
    is_parallel: bool = False,
    by: Person,
    at: datetime,
) -> None:
    """Say what a risk does to which tasks, as things are and after the response; without the first, nothing."""
    require(by, "projects.edit_risks", risk.project)
    _require_open(risk.project)
    if now is None and (after is not None or uids):
        raise CannotAnalyze(
            gettext("Say how likely the risk is and what it does as things are."), field="now_chance"
        )
    if now is not None and not uids:
        raise CannotAnalyze(gettext("Name the tasks that the risk touches."), field="tasks")
    wanted = {RiskEffect.When.NOW: now, RiskEffect.When.AFTER: after}
    with recording("projects.set_risk_effects", by=by.account, at=at, subject=risk.project) as record:
        for when, effect in wanted.items():
            _keep_effect(record, risk, when, effect)
        _keep_touched(record, risk, uids)
        record.update(risk, is_parallel=is_parallel)
        record.summary = f"Risk {risk.number} drives {len(uids)} tasks in simulations."


def _keep_estimates(record: Recorder, project: Project, estimates: Mapping[int, ThreePoints | None]) -> None:
    standing = {one.uid: one for one in DurationEstimate.objects.filter(project=project)}
    names = dict(Task.objects.filter(project=project, uid__in=estimates).values_list("uid", "name"))
    for uid, points in estimates.items():
        if uid not in names:
            raise CannotAnalyze(gettext("There is no task {uid}.").format(uid=uid))
        if points is not None and not points.low <= points.likely <= points.high:
            raise CannotAnalyze(
                gettext("“{value}”: low, likely and high must rise.").format(value=names[uid]),
                field=f"low-{uid}",
            )
    wanted = {uid: points for uid, points in estimates.items() if points is not None}
    record.create_many(
        [
            DurationEstimate(project=project, uid=uid, **_minutes(points))
            for uid, points in wanted.items()
            if uid not in standing
        ]
    )
    record.update_many(
        [(standing[uid], _minutes(points)) for uid, points in wanted.items() if uid in standing]
    )
    record.delete_many([one for uid, one in standing.items() if estimates.get(uid, one) is None])


def _minutes(points: ThreePoints) -> dict[str, int]:
    return {f"{name}_minutes": value for name, value in points._asdict().items()}


def _keep_effect(record: Recorder, risk: Risk, when: RiskEffect.When, effect: Effect | None) -> None:
    standing = risk.effects.filter(when=when).first()
    if effect is None:
        record.delete_many([standing] if standing else [])
        return
    if not effect.low <= effect.likely <= effect.high:
        raise CannotAnalyze(gettext("Low, likely and high must rise."), field=f"{when}_low")
    values = {f"{name}_percent": value for name, value in effect._asdict().items()}
    if standing:
        record.update(standing, **values)
    else:
        record.create(RiskEffect(risk=risk, when=when, **values))


def _keep_touched(record: Recorder, risk: Risk, uids: Sequence[int]) -> None:
    standing = {one.uid: one for one in risk.touched.all()}
    record.delete_many([one for uid, one in standing.items() if uid not in uids])
    record.create_many([RiskTask(risk=risk, uid=uid) for uid in dict.fromkeys(uids) if uid not in standing])


def _require_open(project: Project) -> None:
    if project.is_over:
        raise CannotAnalyze(
            gettext("{name} is {lower}; there is nothing left to simulate.").format(
                name=project.name, lower=project.get_state_display().lower()
            )
        )

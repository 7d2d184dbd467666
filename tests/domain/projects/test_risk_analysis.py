from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from milepost.domain.common.jobs import JobFailed, perform
from milepost.domain.common.models import ChangeSet, Run
from milepost.domain.common.runs import changed_since
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.analyzing_risk import (
    CannotAnalyze,
    Effect,
    ThreePoints,
    analyze,
    set_risk_effects,
)
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.risk_analysis.analyzing import analyze_risk
from milepost.domain.projects.calculations.risk_analysis.asking import questions_for
from milepost.domain.projects.calculations.risk_analysis.history import finished_ratios
from milepost.domain.projects.calculations.risk_analysis.settings import Range, RiskSettings, SpreadBy
from milepost.domain.projects.models import (
    Baseline,
    BaselineTask,
    DurationEstimate,
    Project,
    Risk,
    RiskEffect,
    Task,
)
from milepost.engine.instants import datetime_of
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

SETTINGS = RiskSettings(100, 100, 100, correlation_percent=0, confidence_percent=80, iterations=400)
DAY = 480


@pytest.fixture
def project() -> Project:
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    survey, mount, papers = (
        make_task(made, "Survey", days=10), make_task(made, "Mount", days=20), make_task(made, "Papers"),
    )  # fmt: skip
    done = make_task(made, "On air", days=0, is_milestone=True, deadline=datetime(2027, 4, 9, 17, 0))
    link(survey, mount)
    link(mount, done)
    link(papers, done)
    recalculate(made)
    return made


def make_risk(project: Project, **fields: object) -> Risk:
    number = project.risks.count() + 1
    return Risk.objects.create(
        project=project, number=number, event=f"Risk {number}", probability=3, impact=3, **fields
    )


def made(project: Project, settings: RiskSettings = SETTINGS, **estimates: ThreePoints) -> Run:
    by_uid = {int(name.removeprefix("t")): points for name, points in estimates.items()}
    run = analyze(project, settings, estimates=by_uid, seed=5, by=project.manager, at=AT)
    assert run.job
    perform(run.job.pk)
    run.refresh_from_db()
    return run


def test_a_plan_without_spread_finishes_when_it_says(project: Project) -> None:
    found = made(project).result

    assert datetime_of(found["planned"]) == datetime(2027, 4, 9, 17, 0)
    assert found["sure"] == found["planned"]
    assert found["chance_of_plan"] == 1.0
    assert found["aims"][0]["chance"] == 1.0


def test_estimates_of_people_are_kept_and_spread_the_finish(project: Project) -> None:
    run = made(project, t2=ThreePoints(20 * DAY, 25 * DAY, 40 * DAY))

    found = run.result
    assert DurationEstimate.objects.get(project=project).high_minutes == 40 * DAY
    assert found["sure"] > found["planned"]
    assert found["chance_of_plan"] < 0.05
    assert sum(count for *_, count in found["bins"]) == 400
    assert found["tasks"][0]["name"] == "Mount"
    assert found["estimated_tasks"] == 1
    assert ChangeSet.objects.latest("pk").action == "projects.analyze_risk"


def test_the_same_seed_gives_the_same_answer(project: Project) -> None:
    wide = RiskSettings(80, 100, 150, correlation_percent=30, confidence_percent=80, iterations=300)

    first, second = made(project, wide), made(project, wide)

    assert first.pk != second.pk
    assert (first.result, first.digest) == (second.result, second.digest)


def test_what_was_changed_since_is_named(project: Project) -> None:
    run = made(project)
    assert changed_since(run) == []

    edit_task(project.tasks.get(name="Mount"), duration_minutes=30 * DAY, by=project.manager, at=AT)
    risk = make_risk(project)
    set_risk_effects(risk, now=Effect(50, 100, 120, 150), after=None, uids=[2], by=project.manager, at=AT)

    assert changed_since(Run.objects.get(pk=run.pk)) == ["schedule", "risks"]


def test_a_sure_risk_moves_the_finish_by_its_effect_and_its_response_buys_it_back(project: Project) -> None:
    risk = make_risk(project)
    set_risk_effects(
        risk, now=Effect(100, 150, 150, 150), after=Effect(0, 100, 100, 100), uids=[2],
        by=project.manager, at=AT,
    )  # fmt: skip

    found = made(project).result

    row = found["risks"][0]
    assert (row["effect"], row["bought"]) == (10 * DAY, 10 * DAY)
    assert [part["minutes"] for part in found["contingency"]] == [0, 10 * DAY]


def test_the_parts_of_the_contingency_add_up_to_the_sure_date(project: Project) -> None:
    wide = RiskSettings(80, 100, 150, correlation_percent=30, confidence_percent=80, iterations=300)
    for uid in (1, 2):
        set_risk_effects(
            make_risk(project), now=Effect(60, 110, 130, 200), after=None, uids=[uid],
            by=project.manager, at=AT,
        )  # fmt: skip

    found = made(project, wide).result

    parts = sum(part["minutes"] for part in found["contingency"])
    # The planned finish and the sure one lie on working days of eight hours.
    working_days = parts / DAY
    assert parts > 0
    assert abs(working_days * 7 / 5 - (found["sure"] - found["planned"]) / 1440) < 4


def test_the_page_asks_about_the_longest_tasks_that_drive_the_finish(project: Project) -> None:
    asked = questions_for(project, Range(80, 100, 130), most=2)

    assert [(one.task.name, one.low, one.likely, one.high) for one in asked] == [
        ("Survey", 8 * DAY, 10 * DAY, 13 * DAY),
        ("Mount", 16 * DAY, 20 * DAY, 26 * DAY),
    ]


def test_estimates_that_do_not_rise_are_refused(project: Project) -> None:
    with pytest.raises(CannotAnalyze, match="“Mount”: low, likely and high must rise"):
        made(project, t2=ThreePoints(30, 20, 40))

    assert not DurationEstimate.objects.exists()
    assert not Run.objects.exists()


def test_a_risk_needs_tasks_and_a_present_effect(project: Project) -> None:
    risk = make_risk(project)

    with pytest.raises(CannotAnalyze, match="Name the tasks"):
        set_risk_effects(risk, now=Effect(10, 1, 2, 3), after=None, uids=[], by=project.manager, at=AT)
    with pytest.raises(CannotAnalyze, match="as things are"):
        set_risk_effects(risk, now=None, after=Effect(10, 1, 2, 3), uids=[1], by=project.manager, at=AT)


def test_a_risk_that_is_told_anew_keeps_one_effect_of_each_kind(project: Project) -> None:
    risk = make_risk(project)
    for chance in (10, 20):
        set_risk_effects(
            risk, now=Effect(chance, 100, 120, 140), after=None, uids=[1, 2], by=project.manager, at=AT
        )
    set_risk_effects(risk, now=Effect(20, 100, 120, 140), after=None, uids=[2], by=project.manager, at=AT)

    assert RiskEffect.objects.get(risk=risk).chance_percent == 20
    assert [one.uid for one in risk.touched.all()] == [2]


def test_a_finished_plan_is_not_simulated(project: Project) -> None:
    project.tasks.update(percent_complete=100)
    run = analyze(project, SETTINGS, estimates={}, seed=1, by=project.manager, at=AT)

    with pytest.raises(JobFailed, match="Nothing is left to simulate"):
        analyze_risk(run, project, lambda *_: None)


def test_only_those_who_lead_work_may_start_a_run(project: Project) -> None:
    with pytest.raises(Refused):
        analyze(project, SETTINGS, estimates={}, seed=1, by=make_person("Tia", Role.SPONSOR), at=AT)


def finished(project: Project, planned_days: int, actual_days: int) -> None:
    task = make_task(project, f"Done {project.tasks.count()}", days=planned_days)
    start = datetime(2026, 3, 2, 8, 0)
    planned, actual = start + timedelta(planned_days), start + timedelta(actual_days)
    baseline = project.baselines.first() or Baseline.objects.create(
        project=project, number=0, name="First", at=AT, by=project.manager, start=start, finish=planned
    )
    BaselineTask.objects.create(
        baseline=baseline, uid=task.uid, name=task.name, is_summary=False, is_milestone=False,
        start=start, finish=planned, duration_minutes=planned_days * DAY,
    )  # fmt: skip
    done = Task.objects.filter(pk=task.pk)
    done.update(actual_start=start, actual_finish=actual, percent_complete=100)


def test_tasks_without_estimates_go_as_finished_ones_of_the_city_went(project: Project) -> None:
    elsewhere = make_project("Towers", manager=project.manager)
    for _ in range(10):
        finished(elsewhere, 2, 3)

    found = made(project, replace(SETTINGS, spread_by=SpreadBy.HISTORY)).result

    assert finished_ratios() == (1.5,) * 10
    # Thirty days take forty-five.
    assert datetime_of(found["planned"]) == datetime(2027, 4, 9, 17, 0)
    assert datetime_of(found["sure"]) == datetime(2027, 4, 30, 17, 0)


def test_too_little_history_ends_the_run_with_a_sentence(project: Project) -> None:
    finished(make_project("Towers", manager=project.manager), 2, 3)

    settings = replace(SETTINGS, spread_by=SpreadBy.HISTORY)
    run = analyze(project, settings, estimates={}, seed=1, by=project.manager, at=AT)

    with pytest.raises(JobFailed, match="Only 1 finished tasks have a baseline"):
        analyze_risk(run, project, lambda *_: None)

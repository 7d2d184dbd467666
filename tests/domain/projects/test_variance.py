from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.milestones import Standing, milestones_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.variance import Difference, variance_from, variances_of
from milepost.domain.projects.calculations.working_time import WorkingTime
from milepost.engine.calendar.pattern import STANDARD
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Station 7", manager=manager)
    build = make_task(project, "Build")
    wire = make_task(project, "Wire", days=3, parent=build)
    test = make_task(project, "Test", days=2, parent=build)
    opening = make_task(project, "Opening", days=0, is_milestone=True)
    link(wire, test)
    link(test, opening)
    recalculate(project)
    return project


def change(project, name, **values):
    project.tasks.filter(name=name).update(**values)
    recalculate(project)


def agree(project, manager, name="As approved"):
    return set_baseline(project, name=name, by=manager, at=AT, reason="Agreed.")


def test_without_a_baseline_there_is_no_variance(project):
    assert variances_of(project) is None


def test_the_plan_as_agreed_differs_nowhere(project, manager):
    agree(project, manager)

    variances = variances_of(project)

    none = Difference(0, 0, 0)
    assert variances.first is variances.current
    assert variances.current.whole == none
    assert [(task.name, task.difference) for task in variances.current.tasks] == [
        (name, none) for name in ("Build", "Wire", "Test", "Opening")
    ]


def test_a_longer_task_shows_on_itself_its_summary_and_what_follows(project, manager):
    agree(project, manager)

    change(project, "Wire", duration_minutes=5 * 480)

    variance = variances_of(project).current
    assert {task.name: task.difference for task in variance.tasks} == {
        "Build": Difference(start_days=0, finish_days=2, duration_days=2),
        "Wire": Difference(start_days=0, finish_days=2, duration_days=2),
        "Test": Difference(start_days=2, finish_days=2, duration_days=0),
        "Opening": Difference(start_days=2, finish_days=2, duration_days=0),
    }
    assert variance.whole == Difference(start_days=0, finish_days=2, duration_days=2)


def test_added_and_dropped_tasks_are_listed(project, manager):
    agree(project, manager)

    change(project, "Test", is_active=False)
    make_task(project, "Cameras", days=1)
    recalculate(project)

    variance = variances_of(project).current
    assert [task.name for task in variance.added] == ["Cameras"]
    assert [(task.name, task.agreed.finish) for task in variance.dropped] == [
        ("Test", datetime(2027, 3, 5, 17))
    ]


def test_the_first_baseline_shows_what_a_revision_hides(project, manager):
    agree(project, manager)
    change(project, "Wire", duration_minutes=5 * 480)
    agree(project, manager, name="Anew")

    variances = variances_of(project)

    assert variances.is_revised
    assert (variances.first.whole.finish_days, variances.current.whole.finish_days) == (2, 0)


def test_any_baseline_can_be_compared_with(project, manager):
    first = agree(project, manager)
    agree(project, manager, name="Anew")
    change(project, "Wire", duration_minutes=2 * 480)

    assert variance_from(project, first).whole.finish_days == -1


def test_variance_takes_as_many_queries_for_many_tasks_as_for_few(
    project, manager, django_assert_num_queries
):
    for _ in range(5):
        make_task(project)
    recalculate(project)
    agree(project, manager)

    with django_assert_num_queries(6):
        variances_of(project)


def test_milestones_stand_with_both_baselines_and_their_forecast(project, manager):
    agree(project, manager)
    change(project, "Wire", duration_minutes=5 * 480)
    agree(project, manager, name="Anew")
    change(project, "Test", duration_minutes=5 * 480)
    dropped, done = (
        make_task(project, "Permit", days=0, is_milestone=True),
        make_task(project, "Kickoff", days=0, is_milestone=True, percent_complete=100),
    )
    recalculate(project)
    agree(project, manager, name="And anew")
    change(project, "Test", duration_minutes=6 * 480)
    change(project, dropped.name, is_active=False)

    found = [
        (m.name, m.first_agreed, m.agreed, m.forecast, m.days_from_first, m.days, m.standing)
        for m in milestones_of(project, as_of=date(2027, 3, 2))
    ]

    start = datetime(2027, 3, 1, 8)
    assert found == [
        ("Permit", None, start, None, None, None, Standing.DROPPED),
        (done.name, None, start, start, None, 0, Standing.DONE),
        (
            "Opening",
            datetime(2027, 3, 5, 17),
            datetime(2027, 3, 12, 17),
            datetime(2027, 3, 15, 17),
            6,
            1,
            Standing.LATE,
        ),
    ]


def test_a_milestone_that_passed_unfinished_is_overdue(project):
    assert [m.standing for m in milestones_of(project, as_of=date(2027, 3, 5))] == [Standing.PLANNED]
    assert [m.standing for m in milestones_of(project, as_of=date(2027, 3, 6))] == [Standing.OVERDUE]


def test_a_milestone_added_since_the_baseline_says_so(project, manager):
    agree(project, manager)
    make_task(project, "Tour", days=0, is_milestone=True)
    recalculate(project)

    standings = {m.name: m.standing for m in milestones_of(project, as_of=date(2027, 3, 1))}

    assert standings == {"Tour": Standing.ADDED, "Opening": Standing.ON_TIME}


moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@given(moments, moments, moments)
def test_working_time_adds_up_over_any_moment_between(first, second, third):
    time = WorkingTime(STANDARD, minutes_per_day=480)

    assert time.minutes(first, second) + time.minutes(second, third) == time.minutes(first, third)


@given(moments, moments)
def test_working_time_backward_is_working_time_forward_negated(first, second):
    time = WorkingTime(STANDARD, minutes_per_day=480)

    assert time.minutes(first, second) == -time.minutes(second, first)
    assert WorkingTime(STANDARD, minutes_per_day=480).minutes(first, second) == time.minutes(first, second)

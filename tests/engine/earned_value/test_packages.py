from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.engine.calendar.pattern import STANDARD
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.earned_value import (
    Method,
    Package,
    earned_share,
    measures_of,
    planned_by_month,
    rolled_up,
)
from milepost.engine.instants import minutes_of
from tests.engine.drawing import MONDAY, at

TIME = WorkTime(STANDARD)


def package(uid: int, start: str, finish: str, *, budget: float = 100, **known: object) -> Package:
    return Package(uid, budget, at(start), at(finish), TIME, **known)  # type: ignore[arg-type]


def test_the_plan_is_spread_over_working_time():
    """Microsoft's help: four days from Monday, so three quarters are planned on Wednesday evening."""
    work = package(1, "Mon Mar 1 08:00", "Thu Mar 4 17:00", earned_share=0.6, actual=70)

    found = measures_of([work], at=at("Wed Mar 3 17:00"))

    assert (found.planned, found.earned, found.actual) == (75, 60, 70)


def test_a_weekend_plans_nothing():
    work = package(1, "Fri Mar 5 08:00", "Mon Mar 8 17:00")

    assert work.planned_share(at("Fri Mar 5 17:00")) == work.planned_share(at("Sun Mar 7 12:00")) == 0.5


def test_summaries_add_up_what_they_hold_and_know_the_cost_that_is_known():
    packages = [
        package(2, "Mon Mar 1 08:00", "Tue Mar 2 17:00", earned_share=1.0, actual=90),
        package(3, "Wed Mar 3 08:00", "Thu Mar 4 17:00", earned_share=0.5),
    ]

    found = rolled_up(packages, {2: 1, 3: 1, 1: None}, at=at("Wed Mar 3 17:00"))

    assert (found[1].budget, found[1].planned, found[1].earned, found[1].actual) == (200, 150, 150, 90)
    assert found[3].actual is None


def test_the_months_of_a_plan_end_with_its_budget():
    packages = [package(1, "Mon Mar 1 08:00", "Fri Apr 30 17:00", budget=440)]

    months = planned_by_month(packages)

    assert [end for end, _ in months] == [minutes_of(datetime(2027, 4, 1)), minutes_of(datetime(2027, 5, 1))]
    assert [value for _, value in months] == [pytest.approx(440 * 23 / 45), 440]


@pytest.mark.parametrize(
    ("method", "percent", "share"),
    [
        (Method.ZERO_HUNDRED, 99, 0),
        (Method.ZERO_HUNDRED, 100, 1),
        (Method.FIFTY_FIFTY, 0, 0),
        (Method.FIFTY_FIFTY, 1, 0.5),
        (Method.FIFTY_FIFTY, 100, 1),
        (Method.PERCENT_COMPLETE, 30, 0.3),
        (Method.PHYSICAL_PERCENT, 30, 0.3),
    ],
)
def test_what_counts_as_done_by_each_method(method: Method, percent: float, share: float):
    assert earned_share(method, percent=percent) == share


def test_milestones_effort_and_physical_progress_count_for_themselves():
    reached = [(30.0, True), (50.0, False), (20.0, True)]

    assert earned_share(Method.WEIGHTED_MILESTONES, milestones=reached) == 0.5
    assert earned_share(Method.WEIGHTED_MILESTONES) == 0
    assert earned_share(Method.LEVEL_OF_EFFORT, percent=10, planned_share=0.4) == 0.4
    assert earned_share(Method.PHYSICAL_PERCENT, percent=10, physical_percent=40) == 0.4


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 100), st.floats(0, 1e6)), min_size=1, max_size=8),
    st.integers(-10, 400),
)
def test_planned_value_never_falls_and_ends_with_the_budget(spans: list[tuple[int, int, float]], day: int):
    packages = [
        Package(uid, budget, TIME.add(MONDAY, first * 480), TIME.add(MONDAY, (first + length) * 480), TIME)
        for uid, (first, length, budget) in enumerate(spans)
    ]
    instant = MONDAY + day * 1440

    now, later = (measures_of(packages, at=at) for at in (instant, instant + 1440))
    months = [value for _, value in planned_by_month(packages)]

    assert 0 <= now.planned <= later.planned + 1e-6 <= now.budget + 2e-6
    assert months == sorted(months)
    assert months[-1] == pytest.approx(now.budget)

import pytest

from milepost.engine.earned_value import earned_schedule


def test_a_plan_that_earned_less_than_it_wanted():
    """PV 25, 50, 75, 100 and EV 60 at the end of the third period."""
    found = earned_schedule([25, 50, 75, 100], 60, at=3)

    assert (found.earned, found.performance) == (2.4, pytest.approx(0.8))
    assert found.duration_at_completion == pytest.approx(5)


def test_the_example_of_damnjanovic_and_reinschmidt_in_time():
    """Planned 10, 20, 40, 70 and 100 %; after three periods 35 % is earned."""
    found = earned_schedule([10, 20, 40, 70, 100], 35, at=3)

    assert (found.earned, found.variance, round(found.performance or 0, 4)) == (2.75, -0.25, 0.9167)
    assert round(found.duration_at_completion or 0, 4) == 5.4545
    assert found.to_complete_performance == 1.125


def test_a_late_finished_project_stays_late():
    """SPI returns to 1 on any finished project; SPI(t) is PD / AT."""
    assert earned_schedule([50, 100], 100, at=4).performance == 0.5


def test_where_the_plan_stands_still_the_earliest_time_counts():
    assert earned_schedule([50, 50, 100], 50, at=3).earned == 1


def test_nothing_earned_is_no_time_and_says_nothing_of_the_end():
    found = earned_schedule([50, 100], 0, at=1)

    assert (found.earned, found.performance, found.duration_at_completion) == (0, 0, None)


def test_before_the_start_and_after_the_planned_end_some_things_are_undefined():
    assert earned_schedule([50, 100], 0, at=0).performance is None
    assert earned_schedule([50, 100], 75, at=2).to_complete_performance is None


def test_a_plan_without_periods_has_earned_no_time():
    assert earned_schedule([], 0, at=0).earned == 0

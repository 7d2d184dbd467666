import pytest

from milepost.engine.earned_value import Measures


def rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)


def test_the_example_of_microsofts_help():
    """A task of four days and $100 from Monday, status on Wednesday, 60 % done for $70."""
    found = Measures(budget=100, planned=75, earned=60, actual=70)

    assert (found.cost_variance, found.schedule_variance) == (-10, -15)
    assert (rounded(found.cost_performance, 3), found.schedule_performance) == (0.857, 0.8)
    assert [rounded(estimate.value, 2) for estimate in found.at_completion[:3]] == [116.67, 110, 128.33]
    assert (rounded(found.estimate_to_complete, 2), rounded(found.variance_at_completion, 2)) == (
        46.67,
        -16.67,
    )
    assert rounded(found.to_complete_performance, 3) == 1.333


def test_the_example_of_damnjanovic_and_reinschmidt():
    """PRA's tests: BAC 100,000, PV 40,000, EV 35,000, AC 36,000."""
    found = Measures(budget=100_000, planned=40_000, earned=35_000, actual=36_000)

    assert (found.schedule_variance, found.cost_variance) == (-5_000, -1_000)
    assert (found.schedule_performance, rounded(found.cost_performance, 6)) == (0.875, 0.972222)
    assert [rounded(estimate.value, 2) for estimate in found.at_completion[:3]] == [
        102_857.14,
        101_000,
        112_408.16,
    ]
    assert rounded(found.to_complete_performance) == 1.0156
    assert rounded(found.to_complete_performance_to_estimate) == 0.9722
    assert rounded(found.variance_at_completion, 2) == -2_857.14


@pytest.mark.parametrize(
    ("budget", "planned", "earned", "actual", "cost_performance", "estimate"),
    [
        (5_000_000, 0, 1_500_000, 1_800_000, 0.8333, 6_000_000),
        (10_000, 10_000, 9_166.67, 11_000, 0.8333, 12_000),
        (100_000, 55_000, 50_000, 45_000, 1.1111, 90_000),
        (10_000_000, 0, 3_000_000, 3_500_000, 0.8571, 11_666_666.67),
    ],
)
def test_published_single_figures(
    budget: float, planned: float, earned: float, actual: float, cost_performance: float, estimate: float
):
    found = Measures(budget, planned, earned, actual)

    assert rounded(found.cost_performance) == cost_performance
    assert found.estimate_at_completion == pytest.approx(estimate, abs=0.01 + estimate * 1e-6)


def test_before_anything_is_earned_or_spent_nothing_is_said():
    found = Measures(budget=100, planned=0, earned=0, actual=0)

    assert (found.schedule_performance, found.cost_performance) == (None, None)
    assert [estimate.value for estimate in found.at_completion] == [None, 100, None, None]
    assert (found.estimate_to_complete, found.variance_at_completion) == (None, None)
    assert found.to_complete_performance == 1


def test_without_a_known_cost_only_the_schedule_speaks():
    found = Measures(budget=100, planned=50, earned=40)

    assert found.schedule_performance == 0.8
    assert (found.cost_variance, found.spent, found.to_complete_performance) == (None, None, None)
    assert {estimate.value for estimate in found.at_completion} == {None}


def test_with_the_budget_spent_no_performance_reaches_it():
    assert Measures(budget=100, planned=100, earned=80, actual=100).to_complete_performance is None


def test_estimates_from_below_and_from_the_last_periods():
    found = Measures(budget=100, planned=50, earned=40, actual=50)

    assert found.with_bottom_up(70).value == 120
    assert found.with_recent(0.5).value == 170
    assert found.with_recent(None).value is None

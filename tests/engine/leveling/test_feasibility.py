from hypothesis import given, settings

from milepost.engine.leveling import STEADY, Infeasible, Problem, level
from tests.engine.leveling.problems import faults, problems


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_capacity_is_exceeded_and_every_link_is_kept(problem: Problem) -> None:
    try:
        leveling = level(problem, objective=STEADY, seconds=0)
    except Infeasible as error:
        assert error.obstacles  # noqa: PT017 - the other outcome has the same weight
        return

    assert list(faults(problem, leveling)) == []
    assert leveling.makespan >= leveling.bound

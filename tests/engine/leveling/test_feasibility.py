from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.leveling import STEADY, Activity, Demand, Problem, Resource, level
from milepost.engine.network.model import Link
from tests.engine.leveling.problems import HOUR, MONDAY, faults, problems


@st.composite
def plain_problems(draw: st.DrawFn) -> Problem:
    """Give problems that fit on a grid: one calendar, constant capacities, finish-to-start links."""
    resources = [Resource(uid, f"R{uid}", draw(st.integers(2, 6))) for uid in range(6)]
    count = draw(st.integers(2, 14))
    demands = st.dictionaries(st.integers(0, 5), st.integers(1, 2), max_size=3)
    activities = [
        Activity(
            uid,
            draw(st.integers(0, 6)) * 2 * HOUR,
            [Demand((one,), units) for one, units in draw(demands).items()],
            release=draw(st.none() | st.integers(0, 6).map(lambda day: MONDAY + day * 1440 + 480)),
        )
        for uid in range(count)
    ]
    pairs = st.tuples(st.integers(0, count - 2), st.integers(1, count - 1), st.sampled_from([0, 0, 120]))
    links = [Link(min(a, b), max(a, b), lag=lag) for a, b, lag in draw(st.lists(pairs)) if a != b]
    return Problem(MONDAY, activities, resources, links)


@settings(max_examples=25, deadline=None)
@given(problems())
def test_no_capacity_is_exceeded_and_every_link_is_kept(problem: Problem) -> None:
    leveling = level(problem, objective=STEADY, seconds=60, schedules=6)

    assert list(faults(problem, leveling)) == []
    assert leveling.makespan >= leveling.bound


@settings(max_examples=40, deadline=None)
@given(plain_problems())
def test_the_population_search_keeps_capacities_links_and_its_bound(problem: Problem) -> None:
    at_once = level(problem, seconds=0)
    searched = level(problem, seconds=60, schedules=40)

    assert list(faults(problem, searched)) == []
    assert searched.bound <= searched.makespan <= at_once.makespan

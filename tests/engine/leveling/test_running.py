"""What the clock of a search counts, and how far a search goes that has no time."""

from itertools import count

import pytest

from milepost.engine.leveling import STEADY, Activity, Demand, Problem, Resource, Stopped, level, running
from milepost.engine.leveling import effort as effort_module
from tests.engine.leveling.problems import MONDAY

TICK = 0.1


def three_of_one_person() -> Problem:
    activities = [
        Activity(uid, 480, [Demand((1,))], planned_start=MONDAY + 480, name=f"T{uid}") for uid in (1, 2, 3)
    ]
    return Problem(MONDAY, activities, [Resource(1, "Ann")])


def test_loading_the_kernels_takes_nothing_from_the_seconds_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks, waited = count(), [0.0]

    def now() -> float:
        return next(ticks) * TICK + waited[0]

    def load() -> None:
        waited[0] += 25

    for module in (running, effort_module):
        monkeypatch.setattr(module, "perf_counter", now)
    monkeypatch.setattr(running, "warm_up", load)

    leveling = level(three_of_one_person(), objective=STEADY, seconds=1, threads=1)

    assert waited == [25]
    assert 1 <= leveling.seconds < 2
    assert leveling.schedules > len(running.RULES)


def test_a_search_whose_time_is_over_answers_with_the_first_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count()
    for module in (running, effort_module):
        monkeypatch.setattr(module, "perf_counter", lambda: next(ticks) * 10.0)

    leveling = level(three_of_one_person(), objective=STEADY, seconds=1)

    assert (leveling.stopped, leveling.schedules) == (Stopped.SECONDS, 2)
    assert leveling.makespan == 3 * 480

import random

import pytest

from milepost.engine.leveling import Activity, Demand, Problem, Resource, Stopped, grid_search, level
from milepost.engine.network.model import Link
from tests.engine.leveling.problems import HOUR, MONDAY, faults


def test_the_solver_proves_the_least_makespan(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ortools", reason="needs the extra: make solver")
    phases = ((grid_search.Phase.BREED, 0.02), (grid_search.Phase.PROVE, 0.98))
    monkeypatch.setattr(grid_search, "PHASES", phases)
    draw = random.Random(5)
    activities = [
        Activity(uid, draw.randint(1, 6) * 2 * HOUR, [Demand((1,), draw.randint(1, 3))]) for uid in range(18)
    ]
    problem = Problem(MONDAY, activities, [Resource(1, "Crew", 4)], [Link(uid, uid + 4) for uid in range(14)])

    leveling = level(problem, seconds=120)

    assert leveling.stopped is Stopped.OPTIMAL
    assert leveling.makespan == leveling.bound
    assert list(faults(problem, leveling)) == []

"""Drawn by hand; a day is 480 minutes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD
from milepost.engine.network.conventions import MICROSOFT_PROJECT, CriticalBy, Progress
from milepost.engine.network.model import Constraint, Network
from milepost.engine.schedule import FloatBy, NoPathTo, float_paths, schedule
from milepost.engine.schedule.recalculation import COMPILED, compute, prepare
from tests.engine.drawing import MONDAY, at, network
from tests.engine.schedule.networks import networks

DAY = 480

# Boyle's example of why total float names no driver: C3 is driven by A, B, B1 though A and B have no float to spare.
BRANCHES = """
    A 5d
    B 10d after A
    C 5d after B
    D 10d after C
    E 10d after D
    A1 5d after A
    B1 3d after B
    C1 5d after A1, B1
    C3 2d after C1
    Finish after E
"""


def longest(plan: Network) -> list[str]:
    return [
        task.name for task, on_path in zip(plan.tasks, schedule(plan).longest_path, strict=True) if on_path
    ]


def paths(plan: Network, **asked: object) -> list[tuple[list[str], float]]:
    names = {task.uid: task.name for task in plan.tasks}
    return [([names[uid] for uid in path.uids], path.slack / DAY) for path in float_paths(plan, **asked)]


def named(plan: Network, name: str) -> int:
    return next(task.uid for task in plan.tasks if task.name == name)


def test_the_longest_path_is_the_chain_that_drives_the_last_finish() -> None:
    assert longest(network(BRANCHES)) == ["A", "B", "C", "D", "E", "Finish"]


def test_two_chains_that_drive_equally_are_both_longest() -> None:
    plan = network("a 2d\nb 2d\nc 1d\nlast 1d after a, b, c")

    assert longest(plan) == ["a", "b", "last"]


def test_a_date_ends_the_longest_path_though_slack_is_left_before_it() -> None:
    held = {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Wed Mar 10 08:00")}
    plan = network("a 2d\nb 2d after a", b=held)

    assert longest(plan) == ["b"]


def test_a_deadline_makes_critical_what_is_not_on_the_longest_path() -> None:
    plan = network("long 5d\nshort 2d", short={"deadline": at("Tue Mar 2 17:00")})

    by_path = replace(MICROSOFT_PROJECT, critical=CriticalBy.LONGEST_PATH)

    assert schedule(plan).critical.tolist() == [True, True]
    assert schedule(replace(plan, convention=by_path)).critical.tolist() == [True, False]


def test_the_longest_path_runs_through_summaries_at_both_ends() -> None:
    plan = network(
        """
        prepare
          order 2d
          wait 3d
        build after prepare
          dig 1d
          pour 4d after dig
          paint 1d
        """
    )

    assert longest(plan) == ["prepare", "wait", "build", "dig", "pour"]


def test_the_longest_path_crosses_a_weekend_between_calendars() -> None:
    plan = network("a 5d\nb 1d after a", b={"calendar": 1})
    plan = replace(plan, calendars=[STANDARD, ROUND_THE_CLOCK])

    assert longest(plan) == ["a", "b"]


def test_work_that_waits_by_retained_logic_keeps_the_longest_path_whole() -> None:
    begun = {"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 50, "remaining": 480}
    plan = network("design 5d\nbuild 2d after design", build=begun)
    plan = replace(plan, status=at("Wed Mar 3 08:00"))
    retained, override = (
        replace(MICROSOFT_PROJECT, progress=progress)
        for progress in (Progress.RETAINED_LOGIC, Progress.OVERRIDE)
    )

    assert longest(replace(plan, convention=retained)) == ["design", "build"]
    assert longest(replace(plan, convention=override)) == ["design"]


def test_float_paths_lead_to_the_last_finish_in_the_order_of_their_float() -> None:
    plan = network("a 5d\nb 3d\nc 4d\nd 2d after b\nend 1d after a, c, d")

    assert paths(plan) == [(["a", "end"], 0), (["b", "d"], 0), (["c"], 1)]


def test_a_path_by_free_float_may_slip_by_the_sum_along_its_chain() -> None:
    plan = network("a 10d\nb 4d\nc 2d\nd 3d after b, c\nend 1d after a, d")

    assert paths(plan) == [(["a", "end"], 0), (["b", "d"], 3), (["c"], 5)]


def test_paths_to_a_task_off_the_critical_path_follow_what_drives_it() -> None:
    plan = network(BRANCHES)

    assert paths(plan, to=named(plan, "C3")) == [(["A", "B", "B1", "C1", "C3"], 0), (["A1"], 8)]


def test_by_total_float_a_path_follows_the_link_of_least_total_float() -> None:
    plan = network(BRANCHES)

    by_total = paths(plan, to=named(plan, "C3"), by=FloatBy.TOTAL)

    assert by_total == [(["A", "B", "B1", "C1", "C3"], 15), (["A1"], 23)]


def test_so_many_paths_are_given_as_are_asked_for() -> None:
    assert len(float_paths(network("a 1d\nb 1d\nc 1d\nend after a, b, c"), most=2)) == 2


def test_no_path_leads_to_a_summary_or_to_no_task() -> None:
    plan = network("phase\n  work 1d")

    for uid in (1, 9):
        with pytest.raises(NoPathTo):
            float_paths(plan, to=uid)


def test_an_empty_project_has_no_paths() -> None:
    assert float_paths(Network(MONDAY, [])) == ()


@settings(deadline=None, max_examples=100)
@given(networks())
def test_paths_name_each_task_once_and_rise_in_float(plan: Network) -> None:
    found = float_paths(plan)

    uids = [uid for path in found for uid in path.uids]
    slacks = [path.slack for path in found]
    assert len(uids) == len(set(uids))
    assert slacks == sorted(slacks)
    assert slacks[:1] in ([], [0])


@settings(deadline=None, max_examples=100)
@given(networks(decided=False))
def test_without_dates_the_first_float_path_stands_on_the_longest_path(plan: Network) -> None:
    result = schedule(plan)
    on_path = {int(uid) for uid in result.uid[result.longest_path]}

    assert set(float_paths(plan)[0].uids) <= on_path


@settings(deadline=None, max_examples=60)
@given(networks())
def test_compiled_kernels_mark_the_same_longest_path(plan: Network) -> None:
    compiled = compute(prepare(plan, COMPILED))

    assert compiled.longest_path.tolist() == schedule(plan).longest_path.tolist()

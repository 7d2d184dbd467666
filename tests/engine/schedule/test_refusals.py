import math

import pytest

from milepost.engine.calendar.pattern import STANDARD, Calendar
from milepost.engine.network.model import Link, Network, Task
from milepost.engine.schedule import (
    CycleFound,
    DanglingLink,
    DuplicateTask,
    ImpossibleNumber,
    MisplacedTask,
    OutOfTime,
    ScheduleError,
    schedule,
)
from tests.engine.drawing import MONDAY


def refused(tasks: list[Task], *links: Link, calendar: Calendar = STANDARD) -> ScheduleError:
    with pytest.raises(ScheduleError) as caught:
        schedule(Network(MONDAY, tasks, links, [calendar]))
    return caught.value


def test_a_circle_is_named_in_order() -> None:
    tasks = [
        Task(uid, name=name) for uid, name in enumerate(("lead", "ask", "build", "test", "tail"), start=1)
    ]
    links = [Link(1, 2), Link(2, 3), Link(3, 4), Link(4, 2), Link(4, 5)]

    refusal = refused(tasks, *links)

    assert isinstance(refusal, CycleFound)
    assert sorted(refusal.uids) == [2, 3, 4]
    assert refusal.uids[refusal.uids.index(2) - 2 :][:1] == [3]
    assert str(refusal).startswith("Tasks wait for each other in a circle: ")


def test_the_shortest_circle_through_a_task_is_named() -> None:
    tasks = [Task(uid) for uid in range(1, 7)]
    long_way = [Link(1, 2), Link(2, 3), Link(3, 4), Link(4, 5), Link(5, 1)]

    refusal = refused(tasks, *long_way, *[Link(uid, 1) for uid in (2, 3, 4)])

    assert isinstance(refusal, CycleFound)
    assert len(refusal.uids) < 5


def test_a_task_that_waits_for_itself_is_a_circle() -> None:
    refusal = refused([Task(7)], Link(7, 7))

    assert isinstance(refusal, CycleFound)
    assert refusal.uids == [7]


@pytest.mark.parametrize("link", [Link(1, 2), Link(2, 1)])
def test_a_link_between_a_summary_and_a_task_below_it_is_a_circle(link: Link) -> None:
    refusal = refused([Task(1), Task(2, 1, 480)], link)

    assert isinstance(refusal, CycleFound)
    assert sorted(refusal.uids) == [1, 2]


def test_crossed_links_between_two_summaries_are_no_circle() -> None:
    tasks = [Task(1), Task(2, 1, 480), Task(3, 1, 480), Task(4), Task(5, 4, 480)]

    result = schedule(Network(MONDAY, tasks, [Link(2, 4), Link(5, 3)]))

    assert ((result.start - MONDAY) // 1440).tolist() == [0, 0, 2, 1, 1]


@pytest.mark.parametrize(("link", "missing"), [(Link(1, 9), 9), (Link(9, 1), 9)])
def test_a_link_to_a_missing_task_is_refused(link: Link, missing: int) -> None:
    refusal = refused([Task(1)], link)

    assert isinstance(refusal, DanglingLink)
    assert str(refusal) == (
        f"The link from task {link.predecessor} to task {link.successor} names task {missing}, which is not there."
    )


def test_two_tasks_of_one_number_are_refused() -> None:
    refusal = refused([Task(1), Task(4), Task(4)])

    assert isinstance(refusal, DuplicateTask)
    assert refusal.uid == 4


@pytest.mark.parametrize(
    "tasks", [[Task(1), Task(2, parent=3)], [Task(1, parent=2), Task(2)], [Task(1, parent=1)]]
)
def test_a_task_that_does_not_stand_below_its_summary_is_refused(tasks: list[Task]) -> None:
    assert isinstance(refused(tasks), MisplacedTask)


@pytest.mark.parametrize(
    ("task", "field"),
    [
        (Task(1, duration=-1), "duration"),
        (Task(1, duration=2**70), "duration"),
        (Task(1, duration=10**10), "duration"),
        (Task(1, remaining=-5), "remaining duration"),
        (Task(1, deadline=10**12), "deadline"),
        (Task(1, constraint_at=-(10**12)), "constraint date"),
        (Task(1, actual_start=2**65), "actual start"),
        (Task(1, calendar=5), "calendar"),
        (Task(1, calendar=-1), "calendar"),
    ],
)
def test_a_number_no_schedule_can_hold_is_named(task: Task, field: str) -> None:
    refusal = refused([task])

    assert isinstance(refusal, ImpossibleNumber)
    assert (refusal.uid, refusal.field) == (1, field)


@pytest.mark.parametrize("lag", [math.nan, math.inf, -(10.0**12)])
def test_an_impossible_lag_is_named_by_its_successor(lag: float) -> None:
    refusal = refused([Task(1), Task(2)], Link(1, 2, lag=lag))

    assert isinstance(refusal, ImpossibleNumber)
    assert (refusal.uid, refusal.field) == (2, "lag")


def test_a_plan_that_runs_out_of_years_names_its_first_task() -> None:
    refusal = refused([Task(1, duration=480), Task(2, duration=10**8), Task(3)], Link(1, 2), Link(2, 3))

    assert isinstance(refusal, OutOfTime)
    assert refusal.uid == 2


def test_work_on_a_calendar_without_working_days_is_refused() -> None:
    assert isinstance(refused([Task(1, duration=1)], calendar=Calendar(((),) * 7)), OutOfTime)


def test_milestones_need_no_working_days() -> None:
    result = schedule(Network(MONDAY, [Task(1)], (), [Calendar(((),) * 7)]))

    assert result.start.tolist() == [MONDAY]

from dataclasses import replace

import pytest

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK
from milepost.engine.network.model import Constraint, Network, Task
from milepost.engine.schedule import Change, Changed, Moved, Movement, movement_sentence, schedule, what_moved
from tests.engine.drawing import at, link, network

PLAN = network("design 3d\nbuy 1d after design\nbuild 2d after buy\npaint 1d after design")


def moved(was: Network, now: Network) -> Movement:
    return what_moved(schedule(was), schedule(now), was=was, now=now)


def changed(which: str, **fields: object) -> Network:
    return replace(
        PLAN, tasks=[task._replace(**fields) if task.name == which else task for task in PLAN.tasks]
    )


def sentence(now: Network) -> str:
    return movement_sentence(moved(PLAN, now), PLAN, now)


def test_a_longer_task_on_the_critical_path_is_the_cause() -> None:
    now = changed("buy", duration=3 * 480)

    movement = moved(PLAN, now)

    assert movement == Movement(
        finish_before=at("Mon Mar 8 17:00"),
        finish_after=at("Wed Mar 10 17:00"),
        moved=(
            Moved(
                2, at("Thu Mar 4 08:00"), at("Thu Mar 4 08:00"), at("Thu Mar 4 17:00"), at("Mon Mar 8 17:00")
            ),
            Moved(
                3, at("Fri Mar 5 08:00"), at("Tue Mar 9 08:00"), at("Mon Mar 8 17:00"), at("Wed Mar 10 17:00")
            ),
        ),
        causes=(Change(2, Changed.DURATION, PLAN.tasks[1], now.tasks[1]),),
    )
    assert movement.is_later
    assert (
        sentence(now)
        == "The finish moves from Mar 8, 2027 to Mar 10, 2027 because “buy” takes 2 days longer."
    )


def test_a_change_off_the_critical_path_moves_no_finish() -> None:
    movement = moved(PLAN, changed("paint", duration=960))

    assert (movement.causes, [one.uid for one in movement.moved]) == ((), [4])
    assert sentence(changed("paint", duration=960)) == "The finish stays on Mar 8, 2027."


def test_a_shorter_task_is_found_on_the_path_as_it_was() -> None:
    now = changed("build", duration=0)

    assert (
        sentence(now) == "The finish moves from Mar 8, 2027 to Mar 4, 2027 because “build” takes 2 days less."
    )


@pytest.mark.parametrize(
    ("name", "fields", "because"),
    [
        (
            "buy",
            {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Mon Mar 8 08:00")},
            "“buy” may not start before Mar 8, 2027",
        ),
        ("design", {"actual_start": at("Tue Mar 2 08:00")}, "“design” started Mar 2, 2027"),
        (
            "design",
            {"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 50.0, "remaining": 2400},
            "“design” has 5 days of work left",
        ),
        ("design", {"actual_finish": at("Thu Mar 4 17:00")}, "“design” finished Mar 4, 2027"),
        ("buy", {"pinned_start": at("Mon Mar 8 08:00")}, "“buy” is scheduled by hand"),
        ("buy", {"active": False}, "“buy” is inactive now"),
        ("buy", {"elapsed": True, "duration": 2880}, "“buy” takes 5 days longer"),
    ],
)
def test_each_kind_of_change_is_said(name: str, fields: dict[str, object], because: str) -> None:
    assert sentence(changed(name, **fields)).split(" because ")[1] == f"{because}."


def test_links_that_come_go_and_change_are_said_with_the_task_that_waits() -> None:
    links = list(PLAN.links)

    assert sentence(replace(PLAN, links=[*links, link(3, 4, "FS")])).endswith(
        "because “paint” now waits for “build”."
    )
    assert sentence(replace(PLAN, links=links[1:])).endswith("because “buy” no longer waits for “design”.")
    assert sentence(replace(PLAN, links=[link(1, 2, "FS+1d"), *links[1:]])).endswith(
        "because “buy” waits differently for “design”."
    )


def test_new_and_removed_tasks_are_said() -> None:
    new = replace(PLAN, tasks=[*PLAN.tasks, Task(9, duration=4800, name="audit")])
    gone = replace(PLAN, tasks=[task for task in PLAN.tasks if task.uid != 3], links=PLAN.links[:1])

    assert sentence(new).endswith("because “audit” is new.")
    assert sentence(gone).endswith("because “build” is gone.")


def test_the_project_start_and_calendars_are_said_when_no_task_changed() -> None:
    later = replace(PLAN, start=at("Wed Mar 3 08:00"))
    busier = replace(PLAN, calendars=[ROUND_THE_CLOCK])

    assert sentence(later).endswith("because the project starts Mar 3, 2027 instead of Mar 1, 2027.")
    assert sentence(busier).endswith("because a working calendar changed.")


def test_a_new_name_is_no_change() -> None:
    movement = moved(PLAN, changed("buy", name="purchase"))

    assert (movement.moved, movement.causes) == ((), ())

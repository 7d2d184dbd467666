from datetime import datetime

from milepost.exchange.guards import hold_together
from milepost.exchange.plan import (
    Notice,
    Plan,
    PlanAssignment,
    PlanCalendar,
    PlanLink,
    PlanResource,
    PlanTask,
)

START = datetime(2027, 3, 1, 8, 0)


def held(**parts: object) -> Plan:
    return hold_together(Plan("Plan", START, **parts))  # type: ignore[arg-type]


def test_names_percentages_priorities_and_guids_are_mended_with_a_notice() -> None:
    plan = held(
        tasks=[
            PlanTask(1, "x" * 300, percent_complete=120, guid="G", priority=5000),
            PlanTask(2, "Ok", percent_complete=-5, guid="G", priority=-1),
        ]
    )

    assert [(len(task.name), task.percent_complete, task.guid, task.priority) for task in plan.tasks] == [
        (255, 100, "", 1000),
        (2, 0, "", 0),
    ]
    assert plan.notices == [
        Notice("1 task had a name longer than 255 characters; it was cut.", "Task.Name"),
        Notice("2 tasks had a percent complete outside 0 to 100; it was bounded.", "Task.PercentComplete"),
        Notice("2 tasks shared a GUID with another; it was dropped.", "Task.GUID"),
    ]


def test_calendars_that_the_file_lacks_are_done_without() -> None:
    plan = held(
        tasks=[PlanTask(1, "A", calendar_uid=9)],
        calendars=[
            PlanCalendar(2, "Night", (None,) * 7, base_uid=8),
            PlanCalendar(1, "Standard", (None,) * 7),
        ],
        resources=[PlanResource(1, "Ana", calendar_uid=7)],
        calendar_uid=5,
    )

    assert (plan.tasks[0].calendar_uid, plan.calendars[0].base_uid, plan.resources[0].calendar_uid) == (
        None,
        None,
        None,
    )
    assert plan.calendar_uid == 2
    assert [notice.message for notice in plan.notices] == [
        "Calendar “Night” was based on one that the file lacks; it stands alone now.",
        "1 task named a calendar that the file lacks; the project calendar is used.",
    ]


def test_the_same_link_twice_is_kept_once() -> None:
    plan = held(tasks=[PlanTask(1, "A"), PlanTask(2, "B")], links=[PlanLink(1, 2), PlanLink(1, 2, lag=480)])

    assert plan.links == [PlanLink(1, 2, lag=480)]
    assert [notice.message for notice in plan.notices] == ["1 link stood twice; the last of each was kept."]


def test_assignments_of_nothing_are_left_out() -> None:
    plan = held(
        tasks=[PlanTask(1, "A")],
        resources=[PlanResource(1, "Ana")],
        assignments=[PlanAssignment(1, 1), PlanAssignment(1, 2), PlanAssignment(3, 1)],
    )

    assert plan.assignments == [PlanAssignment(1, 1)]
    assert [notice.where for notice in plan.notices] == ["Assignment"]


def test_what_is_done_began_no_later_than_it_ended() -> None:
    done = PlanTask(1, "A", actual_finish=datetime(2027, 3, 5, 17, 0))
    done.stored.start = datetime(2027, 3, 4, 8, 0)

    assert held(tasks=[done]).tasks[0].actual_start == datetime(2027, 3, 4, 8, 0)

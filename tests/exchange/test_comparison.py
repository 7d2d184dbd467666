from datetime import datetime

import pytest

from milepost.engine.schedule import schedule
from milepost.exchange.comparison import Difference, DifferenceKind, compare
from milepost.exchange.network import project_network_of
from milepost.exchange.plan import Plan
from tests.exchange.documents import STANDARD, link, mspdi, plan_of, task


def dates(start: str, finish: str) -> str:
    return f"<Start>2027-03-{start}</Start><Finish>2027-03-{finish}</Finish>"


ON_TIME = dates("01T08:00:00", "01T17:00:00")
A_DAY_LATE = dates("02T08:00:00", "02T17:00:00")
OVER_TWO_DAYS = dates("01T08:00:00", "02T17:00:00")


def compared(plan: Plan) -> list[Difference]:
    network = project_network_of(plan)
    return compare(plan, network, schedule(network))


def test_tasks_at_their_stored_dates_are_not_told() -> None:
    assert compared(plan_of(mspdi(task(1, ON_TIME) + task(2)))) == []


def test_a_difference_tells_both_dates_and_why() -> None:
    (difference,) = compared(plan_of(mspdi(task(1, OVER_TWO_DAYS, name="Survey"))))

    assert (difference.uid, difference.name, difference.fields, difference.kind) == (
        1,
        "Survey",
        ("finish",),
        DifferenceKind.SPLIT,
    )
    assert (difference.stored.finish, difference.computed.finish) == (
        datetime(2027, 3, 2, 17, 0),
        datetime(2027, 3, 1, 17, 0),
    )
    assert difference.sentence == (
        "It is split or its work pauses: between its dates the file has 16 h of working time for a duration of 8 h."
    )


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (A_DAY_LATE + link(9, "<CrossProject>1</CrossProject>"), DifferenceKind.LINKED_ABROAD),
        ("<Active>0</Active>" + A_DAY_LATE, DifferenceKind.INACTIVE),
        (
            "<Manual>1</Manual><ManualStart>2027-03-01T08:00:00</ManualStart>" + A_DAY_LATE,
            DifferenceKind.MANUAL,
        ),
        (dates("01T08:00:00", "02T08:00:00"), DifferenceKind.SAME_MOMENT),
        (dates("01T08:00:00", "01T12:00:00"), DifferenceKind.EFFORT),
        ("<PercentComplete>10</PercentComplete>" + A_DAY_LATE, DifferenceKind.PROGRESS),
        (A_DAY_LATE, DifferenceKind.UNEXPLAINED),
    ],
)
def test_the_kind_of_difference_is_named(fields: str, kind: DifferenceKind) -> None:
    assert [difference.kind for difference in compared(plan_of(mspdi(task(1, fields))))] == [kind]


def test_a_file_that_holds_days_without_times_is_compared_by_days() -> None:
    assert compared(plan_of(mspdi(task(1, dates("01T00:00:00", "01T00:00:00"))))) == []
    assert len(compared(plan_of(mspdi(task(1, dates("01T00:00:00", "02T00:00:00")))))) == 1


def test_a_plan_scheduled_from_its_finish_differs_for_that() -> None:
    document = mspdi(task(1, A_DAY_LATE), project="<ScheduleFromStart>0</ScheduleFromStart>")

    assert [difference.kind for difference in compared(plan_of(document))] == [DifferenceKind.FROM_FINISH]


def test_what_follows_differs_because_of_what_it_follows() -> None:
    tasks = task(1, OVER_TWO_DAYS, name="Survey") + task(2, dates("03T08:00:00", "03T17:00:00") + link(1))

    assert [(difference.kind, difference.sentence) for difference in compared(plan_of(mspdi(tasks)))][1] == (
        DifferenceKind.PREDECESSOR,
        "It follows “Survey”, whose dates differ.",
    )


def test_a_summary_differs_because_of_its_tasks() -> None:
    tasks = task(1, OVER_TWO_DAYS) + task(2, "<OutlineLevel>2</OutlineLevel>" + OVER_TWO_DAYS)

    assert [difference.kind for difference in compared(plan_of(mspdi(tasks)))] == [
        DifferenceKind.ITS_TASKS,
        DifferenceKind.SPLIT,
    ]


def test_a_task_on_its_resources_calendar_differs_for_that() -> None:
    off_on_monday = "<WeekDays><WeekDay><DayType>2</DayType><DayWorking>0</DayWorking></WeekDay></WeekDays>"
    own = f"<Calendar><UID>2</UID><Name>Ana</Name><BaseCalendarUID>1</BaseCalendarUID>{off_on_monday}</Calendar>"
    document = mspdi(
        task(1, dates("02T08:00:00", "03T17:00:00")),
        calendars=STANDARD + own,
        resources="<Resource><UID>1</UID><Name>Ana</Name><CalendarUID>2</CalendarUID></Resource>",
        assignments="<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID></Assignment>",
    )

    assert [difference.sentence for difference in compared(plan_of(document))] == [
        "In the file it runs on the working time of “Ana”, in Milepost on its own."
    ]

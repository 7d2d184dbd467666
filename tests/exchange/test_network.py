from datetime import date, datetime

from milepost.engine.calendar.pattern import STANDARD, Calendar, DatedException, Shift
from milepost.engine.instants import day_of, minutes_of
from milepost.engine.network.model import Constraint, LagUnit, Link, LinkType, Network, Task
from milepost.engine.schedule import schedule
from milepost.exchange.network import dates_of, network_of
from milepost.exchange.plan import (
    Kind,
    Plan,
    PlanCalendar,
    PlanException,
    PlanLink,
    PlanTask,
    StoredDates,
)

START = datetime(2027, 3, 1, 8, 0)
MORNING = (Shift(480, 720),)


def test_a_plan_becomes_the_engines_network() -> None:
    base = PlanCalendar(
        3,
        "City",
        (MORNING, None, None, None, None, (), ()),
        [PlanException(date(2027, 7, 5), date(2027, 7, 5))],
    )
    own = PlanCalendar(
        8,
        "Crew",
        (None,) * 5 + (MORNING, None),
        [PlanException(date(2027, 7, 5), date(2027, 7, 5), MORNING)],
        3,
    )
    plan = Plan(
        "Tower",
        START,
        tasks=[
            PlanTask(10, "Site", kind=Kind.SUMMARY, duration_minutes=960),
            PlanTask(
                11, "Survey", 2, 10, duration_minutes=480, duration_unit="ed", calendar_uid=8, active=False
            ),
            PlanTask(
                12,
                "Pour",
                2,
                10,
                duration_minutes=960,
                constraint=Constraint.MUST_START_ON,
                constraint_at=START,
                deadline=START,
                percent_complete=50,
                actual_start=START,
                remaining_minutes=480,
                manual_start=START,
            ),
        ],
        links=[PlanLink(11, 12, LinkType.START_TO_START, 50, LagUnit.PERCENT, "%")],
        calendars=[own, base],
        calendar_uid=3,
        status_date=START,
        critical_slack_minutes=480,
    )
    at = minutes_of(START)
    holiday = day_of(date(2027, 7, 5))

    week = (MORNING, *STANDARD.week[1:5])
    assert network_of(plan) == Network(
        start=at,
        tasks=[
            Task(10, name="Site"),
            Task(11, 10, 480, elapsed=True, calendar=0, active=False, name="Survey"),
            Task(
                12,
                10,
                960,
                constraint=Constraint.MUST_START_ON,
                constraint_at=at,
                deadline=at,
                percent_complete=50,
                actual_start=at,
                remaining=480,
                pinned_start=at,
                name="Pour",
            ),
        ],
        links=[Link(11, 12, LinkType.START_TO_START, 50, LagUnit.PERCENT)],
        calendars=[
            Calendar(
                (*week, MORNING, ()),
                (DatedException(holiday, holiday), DatedException(holiday, holiday, MORNING)),
                "Crew",
            ),
            Calendar((*week, (), ()), (DatedException(holiday, holiday),), "City"),
        ],
        project_calendar=1,
        status=at,
        critical_slack=480,
    )


def test_a_plan_without_calendars_runs_on_the_standard_one() -> None:
    assert network_of(Plan("Tower", START)).calendars == [STANDARD]


def test_computed_dates_come_in_the_shape_of_stored_ones() -> None:
    plan = Plan("Tower", START, tasks=[PlanTask(1, "Survey", duration_minutes=480)])

    assert dates_of(schedule(network_of(plan))) == {
        1: StoredDates(
            start=START,
            finish=datetime(2027, 3, 1, 17, 0),
            early_start=START,
            early_finish=datetime(2027, 3, 1, 17, 0),
            late_start=START,
            late_finish=datetime(2027, 3, 1, 17, 0),
            total_slack_minutes=0,
            free_slack_minutes=0,
            critical=True,
        )
    }

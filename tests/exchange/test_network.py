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


def test_tasks_and_links_become_the_engines() -> None:
    at = minutes_of(START)
    pour = PlanTask(12, "Pour", 2, 10, duration_minutes=960, percent_complete=50, remaining_minutes=480)
    pour.constraint, pour.constraint_at, pour.deadline = Constraint.MUST_START_ON, START, START
    pour.actual_start = pour.manual_start = START
    plan = Plan("Tower", START, status_date=START, critical_slack_minutes=480)
    plan.tasks = [
        PlanTask(10, "Site", kind=Kind.SUMMARY, duration_minutes=960),
        PlanTask(11, "Survey", 2, 10, duration_minutes=480, duration_unit="ed", active=False),
        pour,
    ]
    plan.links = [PlanLink(11, 12, LinkType.START_TO_START, 50, LagUnit.PERCENT, "%")]

    started = Task(
        12, 10, 960, percent_complete=50, remaining=480, actual_start=at, pinned_start=at, name="Pour"
    )
    assert network_of(plan) == Network(
        start=at,
        tasks=[
            Task(10, name="Site"),
            Task(11, 10, 480, elapsed=True, active=False, name="Survey"),
            started._replace(constraint=Constraint.MUST_START_ON, constraint_at=at, deadline=at),
        ],
        links=[Link(11, 12, LinkType.START_TO_START, 50, LagUnit.PERCENT)],
        calendars=[STANDARD],
        status=at,
        critical_slack=480,
    )


def test_calendars_are_laid_flat_and_named_by_place() -> None:
    fifth = date(2027, 7, 5)
    base = PlanCalendar(3, "City", (MORNING, None, None, None, None, (), ()), [PlanException(fifth, fifth)])
    own = PlanCalendar(8, "Crew", (None,) * 5 + (MORNING, None), [PlanException(fifth, fifth, MORNING)], 3)
    plan = Plan(
        "Tower", START, tasks=[PlanTask(1, "Survey", calendar_uid=8)], calendars=[own, base], calendar_uid=3
    )
    network = network_of(plan)

    week, off = (MORNING, *STANDARD.week[1:5]), DatedException(day_of(fifth), day_of(fifth))
    assert network.calendars == [
        Calendar((*week, MORNING, ()), (off, off._replace(shifts=MORNING)), "Crew"),
        Calendar((*week, (), ()), (off,), "City"),
    ]
    assert (network.tasks[0].calendar, network.project_calendar) == (0, 1)


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

from dataclasses import replace
from datetime import datetime

from milepost.engine.calendar.pattern import STANDARD, Shift
from milepost.engine.instants import minutes_of
from milepost.engine.leveling import Demand, level
from milepost.engine.network.model import Constraint, Link, LinkType
from milepost.engine.schedule import schedule
from milepost.exchange.leveling.plans import problem_of, uid_of
from milepost.exchange.network import network_of
from milepost.exchange.plan import Kind, Plan, PlanAssignment, PlanCalendar, PlanLink, PlanResource, PlanTask

START = datetime(2026, 1, 5, 8)
DAY = 480


def plan(*tasks: PlanTask, links: list[PlanLink] | None = None, units: float = 1.0) -> Plan:
    return Plan(
        "Radio",
        START,
        list(tasks),
        links or [],
        resources=[PlanResource(1, "Ann", max_units=units)],
        assignments=[PlanAssignment(task.uid, 1) for task in tasks if task.kind is Kind.TASK],
    )


def test_people_of_the_same_name_are_shared_by_all_plans() -> None:
    problem = problem_of([plan(PlanTask(1, "Survey", duration_minutes=DAY)) for _ in range(2)])

    leveling = level(problem, seconds=0)

    assert len(problem.resources) == 1
    assert [activity.uid for activity in problem.activities] == [1, uid_of(1, 1)]
    assert leveling.makespan == 2 * DAY
    assert problem.activities[0].demands == [Demand((1,), 100)]


def test_a_task_is_worked_on_while_any_of_its_people_works_as_in_the_schedule() -> None:
    night = PlanCalendar(2, "Night", ((Shift(0, 240), Shift(1200, 1440)),) * 7)
    shifts = plan(PlanTask(1, "Move", duration_minutes=3 * DAY), PlanTask(2, "Watch", duration_minutes=DAY))
    shifts.calendars = [PlanCalendar(1, "Standard", STANDARD.week), night]
    shifts.calendar_uid = 1
    shifts.resources.append(PlanResource(2, "Bob", calendar_uid=2))
    shifts.assignments = [PlanAssignment(1, 1), PlanAssignment(1, 2), PlanAssignment(2, 2)]
    planned = schedule(network_of(shifts))

    problem = problem_of([shifts])
    alone = level(replace(problem, activities=problem.activities[:1]), seconds=0)
    both = level(problem, seconds=0)

    assert (alone.placements[0].start, alone.finish) == (planned.start[0], planned.finish[0])
    first, second = sorted(both.placements, key=lambda one: one.start)
    assert second.start >= first.finish


def test_what_started_is_fixed_where_the_schedule_has_it() -> None:
    started = PlanTask(
        1, "Survey", duration_minutes=2 * DAY, actual_start=datetime(2026, 1, 6, 8), percent_complete=50
    )

    activity = problem_of([plan(started)]).activities[0]

    assert activity.fixed_start == minutes_of(datetime(2026, 1, 6, 8))
    assert activity.fixed_finish == minutes_of(datetime(2026, 1, 7, 17))


def test_constraints_become_releases_and_deadlines() -> None:
    at = datetime(2026, 1, 9, 17)
    earliest = PlanTask(
        1, "A", duration_minutes=DAY, constraint=Constraint.FINISH_NO_EARLIER_THAN, constraint_at=at
    )
    latest = PlanTask(
        2, "B", duration_minutes=DAY, constraint=Constraint.FINISH_NO_LATER_THAN, constraint_at=at
    )

    first, second = problem_of([plan(earliest, latest)]).activities

    assert first.release == minutes_of(datetime(2026, 1, 9, 8))
    assert second.deadline == minutes_of(at)


def test_links_of_summaries_hold_what_is_below_them() -> None:
    phase = PlanTask(1, "Phase", kind=Kind.SUMMARY)
    inside = [PlanTask(uid, "In", 2, 1, duration_minutes=DAY) for uid in (2, 3)]
    after = PlanTask(4, "After", kind=Kind.MILESTONE)
    finish = PlanLink(1, 4)
    problem = problem_of([plan(phase, *inside, after, links=[finish])])

    leveling = level(problem, seconds=0)

    assert leveling.placement(4).start == max(leveling.placement(uid).finish for uid in (2, 3))
    assert leveling.makespan == 2 * DAY


def test_a_link_to_the_finish_of_a_summary_holds_each_task_below_it() -> None:
    phase = PlanTask(2, "Phase", kind=Kind.SUMMARY)
    inside = [PlanTask(uid, "In", 2, 2, duration_minutes=DAY) for uid in (3, 4)]
    link = PlanLink(1, 2, LinkType.FINISH_TO_FINISH)

    problem = problem_of([plan(PlanTask(1, "First", duration_minutes=DAY), phase, *inside, links=[link])])

    kept = [one for one in problem.links if one.type is LinkType.FINISH_TO_FINISH]
    assert kept == [Link(1, 3, LinkType.FINISH_TO_FINISH), Link(1, 4, LinkType.FINISH_TO_FINISH)]

from dataclasses import replace

from hypothesis import given, settings

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, CombinedCalendar
from milepost.engine.network.model import Constraint, LagCalendar, Network, Progress
from milepost.engine.schedule import schedule
from tests.engine.drawing import at, network, shown
from tests.engine.schedule.networks import networks


def finishing(plan: Network, finish: str) -> Network:
    late = [task._replace(constraint=Constraint.AS_LATE_AS_POSSIBLE) for task in plan.tasks]
    return replace(plan, tasks=late, finish=at(finish))


def test_a_project_scheduled_from_its_finish_starts_when_it_must() -> None:
    plan = finishing(network("design 2d\nbuild 3d after design\nother 1d"), "Fri Mar 12 17:00")

    result = schedule(plan)

    assert shown(result.start_of_project) == "Mon Mar 8 08:00"
    assert [shown(start) for start in result.start.tolist()] == [
        "Mon Mar 8 08:00",
        "Wed Mar 10 08:00",
        "Fri Mar 12 08:00",
    ]
    assert result.total_slack.tolist() == [0, 0, 4 * 480]
    assert result.critical.tolist() == [True, True, False]


def test_from_the_finish_a_task_as_soon_as_possible_stands_at_the_start() -> None:
    plan = finishing(network("design 2d\nbuild 3d after design\nother 1d"), "Fri Mar 12 17:00")
    soon = [*plan.tasks[:2], plan.tasks[2]._replace(constraint=Constraint.AS_SOON_AS_POSSIBLE)]

    assert shown(schedule(replace(plan, tasks=soon)).start[2]) == "Mon Mar 8 08:00"


def test_from_the_finish_a_date_that_holds_a_task_back_may_pass_the_finish() -> None:
    plan = finishing(network("design 2d"), "Fri Mar 12 17:00")
    held = plan.tasks[0]._replace(
        constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=at("Mon Mar 15 08:00")
    )

    assert shown(schedule(replace(plan, tasks=[held])).finish[0]) == "Tue Mar 16 17:00"


@settings(deadline=None, max_examples=60)
@given(networks(decided=False))
def test_a_project_scheduled_from_its_own_finish_keeps_its_late_dates(plan: Network) -> None:
    forward = schedule(plan)

    backward = schedule(replace(plan, finish=forward.finish_of_project))

    assert backward.late_start.tolist() == forward.late_start.tolist()
    assert backward.late_finish.tolist() == forward.late_finish.tolist()


def test_a_lag_counts_on_the_calendar_that_the_tool_takes() -> None:
    plan = network("design 4d\nbuild 2d after design +2d", build={"calendar": 1})
    plan = replace(plan, calendars=[STANDARD, ROUND_THE_CLOCK])

    starts = {
        convention: shown(schedule(replace(plan, lag_calendar=convention)).start[1])
        for convention in LagCalendar
    }

    assert starts == {
        LagCalendar.SUCCESSOR: "Fri Mar 5 09:00",
        LagCalendar.PREDECESSOR: "Mon Mar 8 17:00",
        LagCalendar.PROJECT: "Mon Mar 8 17:00",
    }


def test_work_out_of_sequence_waits_as_the_convention_says() -> None:
    # Build was begun, half done, before design; the status date is Wednesday.
    begun = {"actual_start": at("Mon Mar 1 08:00"), "percent_complete": 50, "remaining": 480}
    plan = network("design 5d\nbuild 2d after design\ncheck 1d", build=begun)
    plan = replace(plan, status=at("Wed Mar 3 08:00"))

    finishes = {
        convention: [shown(at) for at in schedule(replace(plan, progress=convention)).finish.tolist()[1:]]
        for convention in Progress
    }

    assert finishes == {
        Progress.AS_STARTED: ["Tue Mar 2 17:00", "Mon Mar 1 17:00"],
        Progress.RETAINED_LOGIC: ["Wed Mar 10 17:00", "Wed Mar 3 17:00"],
        Progress.OVERRIDE: ["Wed Mar 3 17:00", "Wed Mar 3 17:00"],
    }


def test_each_chain_has_a_critical_path_where_the_plan_asks_for_many() -> None:
    plan = network("design 2d\nbuild 3d after design\nother 1d")

    many = schedule(replace(plan, has_many_critical_paths=True))

    assert schedule(plan).critical.tolist() == [True, True, False]
    assert many.critical.tolist() == [True, True, True]


def test_a_task_runs_on_the_working_time_of_its_people_and_lags_on_its_own() -> None:
    people = CombinedCalendar((STANDARD, ROUND_THE_CLOCK))
    plan = network("design 2d\nbuild 1d after design +1d", build={"people_calendar": 1})

    result = schedule(replace(plan, calendars=[STANDARD, people]))

    assert (shown(result.start[1]), shown(result.finish[1])) == ("Wed Mar 3 17:00", "Thu Mar 4 01:00")

from dataclasses import replace

from hypothesis import given, settings

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, CombinedCalendar
from milepost.engine.network.conventions import (
    CONVENTIONS,
    MICROSOFT_PROJECT,
    PRIMAVERA,
    LagCalendar,
    Progress,
    SlackOf,
)
from milepost.engine.network.model import Constraint, Network, Task
from milepost.engine.schedule import schedule
from tests.engine.drawing import at, network, shown
from tests.engine.schedule.networks import networks


def by(plan: Network, **decided: object) -> Network:
    return replace(plan, convention=replace(MICROSOFT_PROJECT, **decided))


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
        convention: shown(schedule(by(plan, lag_calendar=convention)).start[1]) for convention in LagCalendar
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
        convention: [shown(at) for at in schedule(by(plan, progress=convention)).finish.tolist()[1:]]
        for convention in Progress
    }

    assert finishes == {
        Progress.AS_STARTED: ["Tue Mar 2 17:00", "Mon Mar 1 17:00"],
        Progress.RETAINED_LOGIC: ["Wed Mar 10 17:00", "Wed Mar 3 17:00"],
        Progress.OVERRIDE: ["Wed Mar 3 17:00", "Wed Mar 3 17:00"],
    }


def test_each_chain_has_a_critical_path_where_the_plan_asks_for_many() -> None:
    plan = network("design 2d\nbuild 3d after design\nother 1d")

    many = schedule(by(plan, has_many_critical_paths=True))

    assert schedule(plan).critical.tolist() == [True, True, False]
    assert many.critical.tolist() == [True, True, True]


def test_a_task_runs_on_the_working_time_of_its_people_and_lags_on_its_own() -> None:
    people = CombinedCalendar((STANDARD, ROUND_THE_CLOCK))
    plan = network("design 2d\nbuild 1d after design +1d", build={"people_calendar": 1})

    result = schedule(replace(plan, calendars=[STANDARD, people]))

    assert (shown(result.start[1]), shown(result.finish[1])) == ("Wed Mar 3 17:00", "Thu Mar 4 01:00")


def test_total_slack_is_measured_between_the_dates_that_the_tool_takes() -> None:
    # Two days of work, fixed by hand over four.
    fixed = {"pinned_start": at("Mon Mar 1 08:00"), "pinned_finish": at("Thu Mar 4 17:00")}
    plan = network("design 2d\nother 6d", design=fixed)

    slack = {of: int(schedule(by(plan, total_slack=of)).total_slack[0]) // 480 for of in SlackOf}

    assert slack == {SlackOf.SMALLER: 2, SlackOf.START: 4, SlackOf.FINISH: 2}


def test_a_date_not_to_be_passed_binds_in_microsoft_project_and_limits_late_dates_in_primavera() -> None:
    held = {"constraint": Constraint.FINISH_NO_LATER_THAN, "constraint_at": at("Wed Mar 3 17:00")}
    plan = network("design 3d\nbuild 2d after design", build=held)

    binding, limiting = schedule(plan), schedule(replace(plan, convention=PRIMAVERA))

    assert [shown(result.finish[1]) for result in (binding, limiting)] == [
        "Wed Mar 3 17:00",
        "Fri Mar 5 17:00",
    ]
    assert limiting.total_slack.tolist() == [-2 * 480, -2 * 480]
    assert [(one.uid, shown(one.decided), shown(one.needed)) for one in limiting.contradictions] == [
        (2, "Wed Mar 3 17:00", "Fri Mar 5 17:00")
    ]


def test_primavera_starts_a_task_on_its_date_unless_links_are_later_or_the_date_is_mandatory() -> None:
    held = {"constraint": Constraint.MUST_START_ON, "constraint_at": at("Wed Mar 3 08:00")}
    plan = replace(network("design 3d\nbuild 2d after design\nother 1d", build=held), convention=PRIMAVERA)
    early = plan.tasks[2]._replace(**held)
    mandatory = plan.tasks[1]._replace(is_mandatory=True)

    def starts(*tasks: Task) -> list[str]:
        return [shown(start) for start in schedule(replace(plan, tasks=tasks)).start[1:]]

    assert starts(*plan.tasks[:2], early) == ["Thu Mar 4 08:00", "Wed Mar 3 08:00"]
    assert starts(plan.tasks[0], mandatory, early) == ["Wed Mar 3 08:00", "Wed Mar 3 08:00"]


def test_as_late_as_possible_takes_total_slack_in_one_tool_and_free_slack_in_the_other() -> None:
    late = {"constraint": Constraint.AS_LATE_AS_POSSIBLE}
    plan = network("order 1d\ntest 1d after order\ntrain 1d after test\nlong 9d", order=late, test=late)

    starts = {
        convention.name: [shown(start) for start in schedule(replace(plan, convention=convention)).start[:3]]
        for convention in (MICROSOFT_PROJECT, PRIMAVERA)
    }

    assert starts == {
        "microsoft_project": ["Tue Mar 9 08:00", "Wed Mar 10 08:00", "Thu Mar 11 08:00"],
        "primavera": ["Mon Mar 1 08:00", "Tue Mar 2 08:00", "Wed Mar 3 08:00"],
    }


def test_free_slack_is_used_up_from_the_last_task_on() -> None:
    late = {"constraint": Constraint.AS_LATE_AS_POSSIBLE}
    held = {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Mon Mar 8 08:00")}
    plan = network("order 1d\ntest 1d after order\ntrain 1d after test", order=late, test=late, train=held)

    result = schedule(replace(plan, convention=PRIMAVERA))

    assert [shown(start) for start in result.start[:2]] == ["Thu Mar 4 08:00", "Fri Mar 5 08:00"]
    assert result.free_slack.tolist() == [0, 0, 0]


def test_what_follows_a_summary_is_not_overrun_by_a_task_of_it_that_takes_free_slack() -> None:
    late = {"constraint": Constraint.AS_LATE_AS_POSSIBLE}
    plan = network("phase\n  order 1d\n  build 3d\ntrain 1d after phase\nlong 9d", order=late)

    result = schedule(replace(plan, convention=PRIMAVERA))

    # Of its own, order could be as late as the project's finish; train waits for its phase.
    assert [shown(start) for start in result.start] == [
        "Mon Mar 1 08:00",
        "Mon Mar 1 08:00",
        "Mon Mar 1 08:00",
        "Thu Mar 4 08:00",
        "Mon Mar 1 08:00",
    ]


def test_a_start_milestone_of_primavera_stands_where_work_begins() -> None:
    plan = network("design 1d\nbegun 0d after design\ndone 0d after design", begun={"waits_for_work": True})

    result = schedule(replace(plan, convention=PRIMAVERA))

    assert [shown(start) for start in result.start[1:]] == ["Tue Mar 2 08:00", "Mon Mar 1 17:00"]


def test_no_date_places_a_task_before_the_project_in_primavera() -> None:
    held = {"constraint": Constraint.START_NO_EARLIER_THAN, "constraint_at": at("Wed Feb 24 08:00")}
    plan = network("design 1d", design=held)

    starts = [shown(schedule(replace(plan, convention=one)).start[0]) for one in CONVENTIONS.values()]

    assert starts == ["Wed Feb 24 08:00", "Mon Mar 1 08:00"]


def test_work_below_a_summary_waits_for_the_status_date_though_the_summary_was_free_before() -> None:
    plan = network(
        """
        order 1d
        build after order
          dig 1d
        """
    )
    plan = replace(plan, status=at("Thu Mar 4 08:00"), convention=PRIMAVERA)

    assert shown(schedule(plan).start[2]) == "Fri Mar 5 08:00"
    done = plan.tasks[0]._replace(
        actual_start=at("Mon Mar 1 08:00"), actual_finish=at("Mon Mar 1 17:00"), percent_complete=100
    )
    assert shown(schedule(replace(plan, tasks=[done, *plan.tasks[1:]])).start[2]) == "Thu Mar 4 08:00"

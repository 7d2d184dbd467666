from dataclasses import replace

import pytest

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, Calendar
from milepost.engine.leveling import (
    EARLY,
    LEVEL,
    ON_TIME,
    STEADY,
    Activity,
    Availability,
    Demand,
    Held,
    Infeasible,
    Leveling,
    Objective,
    Problem,
    Project,
    Resource,
    Span,
    Stopped,
    level,
)
from milepost.engine.leveling.wording import delay_sentence
from milepost.engine.network.graph import CycleFound
from milepost.engine.network.model import Link
from tests.engine.leveling.problems import DAY, HOUR, MONDAY

ANN, BOB = Resource(1, "Ann"), Resource(2, "Bob")
EIGHT, FIVE = 8 * HOUR, 17 * HOUR


def needs(uid: int, *choices: int, days: float = 1, units: int = 100) -> Activity:
    return Activity(uid, round(days * 480), [Demand(choices or (1,), units)], name=f"T{uid}")


def problem(
    *activities: Activity, links: tuple[Link, ...] = (), resources: tuple[Resource, ...] = (ANN, BOB)
) -> Problem:
    return Problem(MONDAY, activities, resources, links)


def dates(leveling: Leveling) -> list[tuple[int, int]]:
    return [(one.start - MONDAY, one.finish - MONDAY) for one in leveling.placements]


def test_two_tasks_of_one_person_follow_each_other_and_the_second_says_why() -> None:
    both = problem(needs(1), needs(2))

    leveling = level(both, seconds=0)

    assert dates(leveling) == [(EIGHT, FIVE), (DAY + EIGHT, DAY + FIVE)]
    delay = leveling.delays[0]
    assert (delay.uid, delay.held, delay.resource, delay.by) == (2, Held.RESOURCE, 1, (1,))
    assert delay_sentence(both, delay) == (
        "“T2” starts Jan 6, 2026 instead of Jan 5, 2026: “Ann” is taken by “T1” until Jan 5, 2026."
    )


def test_a_task_that_waits_for_a_late_one_names_it() -> None:
    waits = problem(needs(1, days=9), needs(2), needs(3, 2), links=(Link(2, 3),))

    delays = level(waits, seconds=0).delays

    late = {delay.uid: (delay.held, delay.by) for delay in delays}
    assert late in ({1: (Held.RESOURCE, (2,))}, {2: (Held.RESOURCE, (1,)), 3: (Held.PREDECESSOR, (2,))})


def test_another_with_the_skill_takes_over() -> None:
    leveling = level(problem(needs(1), needs(2, 1, 2)), seconds=0)

    assert [one.resources for one in leveling.placements] == [(1,), (2,)]
    assert dates(leveling) == [(EIGHT, FIVE)] * 2


def test_an_absence_pauses_a_task_and_a_lower_capacity_shuts_it_out() -> None:
    away = replace(ANN, blackouts=(Span(MONDAY + DAY, MONDAY + 3 * DAY),))
    half = replace(ANN, units=50, availability=(Availability(MONDAY + 2 * DAY, 100),))

    paused = level(problem(needs(1, days=2), resources=(away,)), seconds=0)
    shut_out = level(problem(needs(1), resources=(half,)), seconds=0)

    assert dates(paused) == [(EIGHT, 3 * DAY + FIVE)]
    assert dates(shut_out) == [(2 * DAY + EIGHT, 2 * DAY + FIVE)]


def test_a_fixed_task_stays_and_one_that_may_be_split_works_around_it() -> None:
    fixed = replace(needs(1), fixed_start=MONDAY + DAY + EIGHT)
    long = needs(2, days=3)

    whole = level(problem(fixed, long), seconds=0)
    split = level(problem(fixed, replace(long, is_splittable=True)), seconds=0)

    assert dates(whole) == [(DAY + EIGHT, DAY + FIVE), (2 * DAY + EIGHT, 4 * DAY + FIVE)]
    assert dates(split) == [(DAY + EIGHT, DAY + FIVE), (EIGHT, 3 * DAY + FIVE)]
    assert len(split.placements[1].parts) == 2


def test_fixed_tasks_that_overload_a_person_are_told_and_left() -> None:
    first = replace(needs(1), fixed_start=MONDAY + EIGHT)

    leveling = level(problem(first, replace(first, uid=2)), seconds=0)

    assert dates(leveling) == [(EIGHT, FIVE)] * 2
    assert {(one.resource, one.uids, one.units, one.capacity) for one in leveling.overloads} == {
        (1, (1, 2), 200, 100)
    }


def test_a_plan_that_need_not_change_does_not_change() -> None:
    planned = replace(needs(1), planned_start=MONDAY + 2 * DAY + EIGHT)

    steady = level(problem(planned), objective=STEADY, seconds=0)
    early = level(problem(planned), objective=EARLY, seconds=0)

    assert (dates(steady), steady.parts.moves) == ([(2 * DAY + EIGHT, 2 * DAY + FIVE)], 0)
    assert (dates(early), early.parts.moves, early.parts.people_told) == ([(EIGHT, FIVE)], 1, 1)


def test_the_heavier_project_goes_first_when_both_are_late() -> None:
    due = MONDAY + FIVE
    one, other = (replace(needs(uid), deadline=due, project=uid) for uid in (1, 2))
    both = replace(problem(one, other), projects=(Project(1, "Light", 1), Project(2, "Heavy", 9)))

    leveling = level(both, objective=ON_TIME, seconds=9, schedules=60)

    assert dates(leveling) == [(DAY + EIGHT, DAY + FIVE), (EIGHT, FIVE)]
    assert leveling.late == (1,)


def test_peaks_are_evened_out_where_nobody_has_to_wait_for_it() -> None:
    team = Resource(1, "Team", 400)
    tasks = [needs(uid) for uid in (1, 2, 3, 4)]

    early = level(problem(*tasks, resources=(team,)), objective=EARLY, seconds=0)
    even = level(problem(*tasks, resources=(team,)), objective=LEVEL, seconds=9, schedules=400)

    assert early.parts.peaks == 4
    assert even.parts.peaks == 1


@pytest.mark.parametrize("objective", [EARLY, STEADY, Objective(tardiness=1, finishes=1)])
def test_the_same_seed_gives_the_same_answer(objective: Objective) -> None:
    tasks = [replace(needs(uid, 1 + uid % 2, days=1 + uid % 3), planned_start=MONDAY) for uid in range(12)]
    links = tuple(Link(uid, uid + 3) for uid in range(0, 9, 2))

    first, again = (
        level(problem(*tasks, links=links), objective=objective, seconds=60, seed=4, schedules=50)
        for _ in "ab"
    )

    assert first.placements == again.placements
    assert first.schedules == again.schedules


def test_a_canceled_search_gives_the_best_so_far() -> None:
    leveling = level(
        problem(*(needs(uid) for uid in range(9))), objective=STEADY, seconds=60, canceled=lambda: True
    )

    assert leveling.stopped is Stopped.CANCELED
    assert leveling.makespan == 9 * 480
    assert leveling.seconds < 30


def test_a_proven_answer_ends_the_search() -> None:
    leveling = level(problem(needs(1), needs(2, 2)), seconds=60)

    assert (leveling.stopped, leveling.makespan, leveling.bound, leveling.gap) == (
        Stopped.OPTIMAL,
        480,
        480,
        0,
    )


def test_more_units_than_there_ever_are_name_task_and_field_and_the_cheapest_change() -> None:
    with pytest.raises(Infeasible, match="Task 7 “T7” needs 150 units of “Ann”") as caught:
        level(problem(needs(7, units=150)))

    obstacle = caught.value.obstacles[0]
    assert (obstacle.uids, obstacle.resource, obstacle.field) == ((7,), 1, "units")
    assert obstacle.relaxation is not None
    assert obstacle.relaxation.value == 100


def test_nothing_of_a_resource_is_an_answer() -> None:
    with pytest.raises(Infeasible, match="there are never more than 0"):
        level(problem(needs(7), resources=(replace(ANN, units=0),)))


def test_a_circle_is_named() -> None:
    with pytest.raises(CycleFound, match="2 “T2” → 1 “T1” → 2 “T2”"):
        level(problem(needs(1), needs(2), links=(Link(1, 2), Link(2, 1))))


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (problem(replace(needs(1), duration=-1)), "duration"),
        (problem(replace(needs(1), weight=float("nan"))), "weight"),
        (problem(replace(needs(1), calendar=5)), "calendar"),
        (problem(needs(1, 99)), "resource"),
        (problem(needs(1), needs(1)), "uid"),
        (problem(needs(1), links=(Link(1, 2),)), "link"),
        (problem(needs(1), needs(2), links=(Link(1, 2, lag=float("nan")),)), "lag"),
        (problem(needs(1, units=-1)), "units"),
        (problem(needs(1), resources=(replace(ANN, units=-5),)), "units"),
    ],
)
def test_what_no_schedule_can_hold_is_told_by_task_and_field(broken: Problem, field: str) -> None:
    with pytest.raises(Infeasible) as caught:
        level(broken)

    assert caught.value.obstacles[0].field == field


def test_a_task_that_never_finds_time_is_named() -> None:
    nights = Calendar(((),) * 7, name="Never")

    with pytest.raises(Infeasible, match="Task 1 “T1” finds no time with “Ann” within 60 years"):
        level(problem(needs(1), resources=(replace(ANN, calendar=nights),)))


def test_a_plan_of_many_years_is_laid_out_over_as_many() -> None:
    leveling = level(problem(*(needs(uid, days=300) for uid in range(5))), seconds=0)

    assert leveling.makespan == 5 * 300 * 480


def test_a_hard_deadline_that_cannot_be_met_says_by_when_it_could() -> None:
    due = replace(needs(2), deadline=MONDAY + FIVE, is_deadline_hard=True)

    met = level(problem(needs(1), due), seconds=9, schedules=30)
    with pytest.raises(Infeasible, match="does not meet its deadline") as caught:
        level(problem(replace(needs(1), fixed_start=MONDAY + EIGHT), due), seconds=9, schedules=30)

    assert dates(met)[1] == (EIGHT, FIVE)
    relaxation = caught.value.obstacles[0].relaxation
    assert relaxation is not None
    assert relaxation.value == MONDAY + DAY + FIVE


def test_calendars_of_task_and_person_both_hold() -> None:
    night = Calendar(((),) * 5 + (STANDARD.week[0],) * 2, name="Weekend")
    activity = replace(needs(1), calendar=1)
    weekend = Problem(MONDAY, [activity], [replace(ANN, calendar=night)], (), (STANDARD, ROUND_THE_CLOCK))

    start = level(weekend, seconds=0).placements[0].start

    assert ((start // DAY + 3) % 7, start % DAY) == (5, EIGHT)

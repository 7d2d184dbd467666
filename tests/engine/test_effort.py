import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.engine.effort import (
    Effort,
    ImpossibleEffort,
    Share,
    TaskType,
    with_duration,
    with_people,
    with_share,
    with_share_work,
    with_units,
    with_work,
    without_person,
)

DAY = 480
UNITS, DURATION, WORK = TaskType.FIXED_UNITS, TaskType.FIXED_DURATION, TaskType.FIXED_WORK


def ten_days(kind: TaskType, *, is_effort_driven: bool = False) -> Effort:
    return Effort(kind, 10 * DAY, (Share(1.0, 10 * DAY),), is_effort_driven)


def told(effort: Effort) -> tuple[float, float, list[float]]:
    """Duration and work in days, and each person's units."""
    return effort.duration / DAY, effort.work / DAY, [share.units for share in effort.shares]


# "Change the task type for more accurate scheduling", Microsoft Support: what is recalculated of each type.
@pytest.mark.parametrize(
    ("kind", "units", "duration", "work"),
    [
        (UNITS, (20, 10, [0.5]), (5, 5, [1.0]), (20, 20, [1.0])),
        (WORK, (20, 10, [0.5]), (5, 10, [2.0]), (20, 20, [1.0])),
        (DURATION, (10, 5, [0.5]), (5, 5, [1.0]), (10, 20, [2.0])),
    ],
)
def test_what_follows_from_a_change_is_as_the_task_type_says(
    kind: TaskType, units: object, duration: object, work: object
) -> None:
    effort = ten_days(kind)

    assert told(with_units(effort, 0, 0.5)) == units
    assert told(with_duration(effort, 5 * DAY)) == duration
    assert told(with_work(effort, 20 * DAY)) == work


@pytest.mark.parametrize(
    ("kind", "driven", "expected"),
    [
        (UNITS, True, (5, 10, [1.0, 1.0])),
        (WORK, True, (5, 10, [1.0, 1.0])),
        (DURATION, True, (10, 10, [0.5, 0.5])),
        (UNITS, False, (10, 20, [1.0, 1.0])),
        (DURATION, False, (10, 20, [1.0, 1.0])),
    ],
)
def test_a_second_person_shares_the_work_or_adds_to_it(
    kind: TaskType, driven: bool, expected: object
) -> None:
    assert told(with_people(ten_days(kind, is_effort_driven=driven), [1.0])) == expected


def test_who_leaves_an_effort_driven_task_leaves_the_work_to_the_others() -> None:
    two = with_people(ten_days(UNITS, is_effort_driven=True), [1.0])

    assert told(without_person(two, 1)) == (10, 10, [1.0])


def test_the_longest_share_gives_the_duration() -> None:
    effort = Effort(UNITS, 10 * DAY, (Share(1.0, 10 * DAY), Share(0.5, 5 * DAY)))

    assert told(with_units(effort, 1, 0.25)) == (20, 15, [1.0, 0.25])


def test_the_first_to_be_assigned_give_the_work_together() -> None:
    nobody = Effort(UNITS, 10 * DAY, (), is_effort_driven=True)

    assert told(with_people(nobody, [1.0, 0.5])) == (10, 15, [1.0, 0.5])


def test_hours_of_one_person_drive_the_duration_unless_it_is_fixed() -> None:
    two = with_people(ten_days(UNITS), [1.0])
    fixed = with_people(ten_days(DURATION), [1.0])

    assert told(with_share_work(two, 1, 15 * DAY)) == (15, 25, [1.0, 1.0])
    assert told(with_share_work(fixed, 1, 5 * DAY)) == (10, 15, [1.0, 0.5])
    assert told(with_share(fixed, 1, Share(1.0, 2 * DAY))) == (10, 12, [1.0, 1.0])
    assert told(with_share(two, 1, Share(0.5, 6 * DAY))) == (12, 16, [1.0, 0.5])


@settings(deadline=None)
@given(st.sampled_from(TaskType), st.floats(0.05, 4), st.floats(1, 100_000), st.booleans())
def test_duration_times_units_is_work_after_every_change(
    kind: TaskType, units: float, amount: float, driven: bool
) -> None:
    effort = ten_days(kind, is_effort_driven=driven)

    for changed in (
        with_units(effort, 0, units),
        with_duration(effort, amount),
        with_work(effort, amount),
        with_people(effort, [units]),
    ):
        longest = max(share.work / share.units for share in changed.shares)
        assert changed.duration == pytest.approx(longest)


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan"), float("inf")])
def test_nothing_and_less_are_refused_by_field(value: float) -> None:
    with pytest.raises(ImpossibleEffort, match="The units of"):
        with_units(ten_days(UNITS), 0, value)
    with pytest.raises(ImpossibleEffort, match="The work of"):
        with_work(ten_days(UNITS), value)

from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.domain.common.models import ChangeSet
from milepost.domain.common.recording import recording
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.actions.applying_commands.problems import CannotApply
from milepost.domain.projects.actions.applying_plan import apply_plan
from milepost.domain.projects.actions.assigning import assign, team_on
from milepost.domain.projects.actions.editing import StaleField
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.actions.revising import revise_task
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.effort import settled_with_team, work_minutes_of
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Task
from milepost.engine.effort import TaskType
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.writing import content_of
from tests.factories import AT, make_person, make_project, make_task

DAY = 480
UNITS, DURATION, WORK = TaskType.FIXED_UNITS, TaskType.FIXED_DURATION, TaskType.FIXED_WORK


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def kara():
    return make_person("Kara Montoya")


def ten_days(manager, *, kind=UNITS, driven=False, **fields):
    """A task of ten days that the manager works on."""
    project = make_project("Switch refresh", manager=manager)
    task = make_task(project, "Order", days=10, type=kind, is_effort_driven=driven, **fields)
    recalculate(project)
    assign(task, [Terms(manager.pk)], by=manager, at=AT)
    return task


def told(task):
    """Duration and work in days, and the units of each."""
    task = Task.objects.get(pk=task.pk)
    team = team_on(task)
    return task.duration_minutes / DAY, work_minutes_of(task, team) / DAY, [one.units_percent for one in team]


def typed(task, by, **values):
    command = {"do": "set", "task": task.pk, "values": values}
    return apply_commands(task.project, commands_of([command]), by=by, at=AT)


# As Microsoft Project does it: "Change the task type for more accurate scheduling", Microsoft Support.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "driven", "expected"),
    [
        (UNITS, True, (5, 10, [100, 100])),
        (WORK, False, (5, 10, [100, 100])),
        (DURATION, True, (10, 10, [50, 50])),
        (UNITS, False, (10, 20, [100, 100])),
        (DURATION, False, (10, 20, [100, 100])),
    ],
)
def test_a_second_person_shortens_an_effort_driven_task(manager, kara, kind, driven, expected):
    task = ten_days(manager, kind=kind, driven=driven)

    consequence = assign(task, [Terms(manager.pk), Terms(kara.pk)], by=manager, at=AT)

    assert told(task) == expected
    assert ("takes 5 days less" in consequence.message) == (expected[0] == 5)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        (UNITS, {"assigned": "Mara Quint [50%]"}, (20, 10, [50])),
        (UNITS, {"duration": "5d"}, (5, 5, [100])),
        (UNITS, {"work": "160h"}, (20, 20, [100])),
        (WORK, {"assigned": "Mara Quint [50%]"}, (20, 10, [50])),
        (WORK, {"duration": "5d"}, (5, 10, [200])),
        (WORK, {"work": "160"}, (20, 20, [100])),
        (DURATION, {"assigned": "Mara Quint [50%]"}, (10, 5, [50])),
        (DURATION, {"duration": "5d"}, (5, 5, [100])),
        (DURATION, {"work": "160h"}, (10, 20, [200])),
        (UNITS, {"assigned": "Mara Quint [40h]"}, (5, 5, [100])),
    ],
)
def test_what_follows_from_a_typed_change_is_as_the_task_type_says(manager, kind, values, expected):
    task = ten_days(manager, kind=kind)

    typed(task, manager, **values)

    assert told(task) == expected


@pytest.mark.django_db
def test_who_leaves_leaves_the_work_to_the_others_and_undo_brings_both_back(manager, kara):
    task = ten_days(manager, driven=True)
    assign(task, [Terms(manager.pk), Terms(kara.pk)], by=manager, at=AT)

    assign(task, [Terms(kara.pk)], by=manager, at=AT)
    alone = told(task)
    undo_change(ChangeSet.objects.first(), by=manager, at=AT)

    assert alone == (10, 10, [100])
    assert told(task) == (5, 10, [100, 100])


@pytest.mark.django_db
def test_only_the_work_that_is_left_is_shared(manager, kara):
    task = ten_days(manager, driven=True)
    Task.objects.update(percent_complete=40, actual_start=datetime(2027, 1, 4, 8))

    assign(task, [Terms(manager.pk), Terms(kara.pk)], by=manager, at=AT)

    task.refresh_from_db()
    assert told(task) == (7, 10, [100, 100])
    assert task.percent_complete == pytest.approx(400 / 7)
    assert {(one.work_minutes, one.joined_minutes) for one in team_on(task)} == {(None, 0), (None, 4 * DAY)}
    assert [one.work_in(7 * DAY) / DAY for one in team_on(task)] == [7, 3]


@pytest.mark.django_db
def test_who_joined_later_has_done_nothing_of_what_was_done_before(manager, kara):
    task = ten_days(manager)
    Task.objects.update(percent_complete=50, actual_start=datetime(2027, 1, 4, 8))
    assign(task, [Terms(manager.pk), Terms(kara.pk)], by=manager, at=AT)

    typed(task, manager, assigned="Mara Quint; Kara Montoya [50%]")

    task.refresh_from_db()
    assert told(task) == (15, 15, [100, 50])
    assert [one.joined_minutes for one in team_on(task)] == [-5 * DAY, 5 * DAY]
    assert [one.work_in(15 * DAY) * one.part_left(15 * DAY, 10 * DAY) for one in team_on(task)] == [
        5 * DAY
    ] * 2


@pytest.mark.django_db
def test_hours_of_help_stay_while_they_fit(manager, kara):
    task = ten_days(manager)
    assign(task, [Terms(manager.pk), Terms(kara.pk, work_minutes=2 * DAY)], by=manager, at=AT)

    edit_task(task, by=manager, at=AT, duration_minutes=4 * DAY)
    helped = told(task)
    edit_task(task, by=manager, at=AT, duration_minutes=DAY)

    assert helped == (4, 6, [100, 100])
    assert told(task) == (1, 2, [100, 100])


@pytest.mark.django_db
def test_work_is_refused_where_nobody_works_or_nothing_follows(manager):
    task = ten_days(manager)
    with pytest.raises(CannotApply, match=r"more than nothing"):
        typed(task, manager, work="0h")
    assign(task, [], by=manager, at=AT)

    with pytest.raises(CannotApply, match="Assign somebody first"):
        typed(task, manager, work="40h")


@pytest.mark.django_db
def test_work_typed_for_a_team_that_is_another_now_is_refused(manager, kara):
    task = ten_days(manager)
    assign(task, [Terms(kara.pk)], by=manager, at=AT)
    seen = {"assigned": [Terms(manager.pk)]}

    with pytest.raises(StaleField):
        revise_task(task, by=manager, at=AT, fields={}, progress={}, work_minutes=DAY, seen=seen)


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"duration_unit": "ed"}, {"percent_complete": 100}])
def test_what_people_do_not_drive_keeps_its_duration(manager, kara, fields):
    task = ten_days(manager, driven=True, **fields)

    assign(task, [Terms(manager.pk), Terms(kara.pk)], by=manager, at=AT)

    assert told(task)[0] == 10


@pytest.mark.django_db
def test_the_task_type_comes_with_a_file_and_goes_back(manager):
    task = ten_days(manager, kind=WORK, driven=True)

    plan = read_mspdi(BytesIO(content_of(plan_of(task.project), ".xml")))
    other = make_project("Read again", manager=manager)
    with recording("projects.apply_import", by=manager.account, at=AT, subject=other) as record:
        apply_plan(record, other, plan, by=manager, at=AT)

    assert (plan.tasks[0].type, plan.tasks[0].effort_driven) == (WORK, True)
    assert list(other.tasks.values_list("type", "is_effort_driven")) == [(WORK, True)]


@settings(deadline=None)
@given(
    st.sampled_from(TaskType),
    st.booleans(),
    st.integers(10, 100_000),
    st.lists(st.floats(5, 400), min_size=1, max_size=4),
    st.integers(0, 90),
    st.floats(5, 400),
)
def test_work_that_people_share_stays_in_sum(kind, driven, minutes, units, percent, joining):
    task = Task(type=kind, is_effort_driven=driven, duration_minutes=minutes, percent_complete=percent)
    before = [Terms(number, units_percent=each) for number, each in enumerate(units)]
    joined = [*before, Terms(99, units_percent=joining)]

    settled = settled_with_team(task, before, joined)

    after = Task(**{"duration_minutes": minutes} | settled.values(task))
    work, now = work_minutes_of(task, before), work_minutes_of(after, settled.team)
    tolerance = len(joined) * (1 + sum(one.units_percent for one in settled.team) / 100)
    if task.keeps_work:
        assert now == pytest.approx(work, abs=tolerance)
    else:
        assert now >= work - tolerance
    assert kind != DURATION or settled.duration_minutes == minutes

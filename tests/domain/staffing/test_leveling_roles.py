"""Leveling where a role is asked for, and where tasks may be split."""

from datetime import date, datetime, timedelta

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.actions.leveling_projects import apply_leveling, undo_leveling
from milepost.domain.staffing.calculations.leveling_words import words_of
from milepost.domain.staffing.models import OperationsLoad, PersonSkill, RoleSkill, Skill, StaffingRole
from milepost.engine.instants import minutes_of
from milepost.engine.network.model import Constraint
from tests.factories import AT, make_calendar, make_city, make_person, make_project, make_task
from tests.leveling_runs import MONDAY, leveled

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    make_city()
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def engineers():
    """Two who could fill the role, and two who could not: one knows too little, the certificate of one has ended."""
    skill = Skill.objects.create(name="Routing")
    RoleSkill.objects.create(role=StaffingRole.objects.create(name="Network engineer"), skill=skill, level=3)
    people = [make_person(name) for name in ("Ada Ruiz", "Bo Tran", "Cal West", "Di Young")]
    for person, level, expires in zip(
        people, (4, 3, 2, 4), (None, None, None, date(2027, 2, 1)), strict=True
    ):
        PersonSkill.objects.create(person=person, skill=skill, level=level, expires_on=expires)
    return people[:2]


def make_plan(name, *, days, start=None, **assignment):
    project = make_project(name, state="in_progress", calendar=make_calendar())
    task = make_task(project, f"{name} 1", days=days)
    if start is not None:
        task.constraint, task.constraint_at = Constraint.MUST_START_ON, start
        task.save()
    Assignment.objects.create(task=task, **assignment)
    recalculate(project)
    return project


def test_a_role_is_filled_by_whoever_can_and_is_free(engineers, planner):
    projects = [make_plan(name, days=3, resource="network engineer") for name in ("Radio", "Fiber", "Phones")]

    run = leveled(projects, planner)

    people = [row[2] for row in run.result["filled"]]
    assert set(people) == {person.pk for person in engineers}
    (moved,) = run.result["tasks"]
    assert (moved["held"], moved["person"] in people) == ("resource", True)
    filled = words_of(run, reader=planner).filled
    assert sorted(one.start.date() for one in filled) == [MONDAY, MONDAY, MONDAY + timedelta(days=3)]


def test_a_role_for_more_people_than_there_are_is_told(engineers, planner):
    project = make_plan("Radio", days=3, resource="Network engineer", units_percent=300)

    run = leveled([project], planner)

    assert run.result["unfilled"] == [[project.tasks.get().pk, "Network engineer"]]
    assert len({row[2] for row in run.result["filled"]}) == 2
    (notice,) = words_of(run, reader=planner).notices
    assert "asks for more of the role Network engineer" in notice


def test_a_role_asks_for_what_its_people_have_beside_operations(engineers, planner):
    for person in engineers:
        OperationsLoad.objects.create(person=person, share_percent=30, first=date(2027, 1, 1))
    projects = [make_plan(name, days=3, resource="Network engineer") for name in ("Radio", "Fiber")]

    run = leveled(projects, planner)

    assert run.result["unfilled"] == run.result["tasks"] == []
    assert {row[2] for row in run.result["filled"]} == {person.pk for person in engineers}


def test_a_task_that_may_be_split_goes_around_what_is_fixed(planner):
    kara = make_person("Kara Montoya")
    fixed = make_plan("Council", days=1, start=datetime(2027, 3, 3, 8), person=kara)
    project = make_plan("Radio", days=4, person=kara)
    before = project.tasks.get().dates.finish

    whole = leveled([project, fixed], planner)
    run = leveled([project, fixed], planner, may_split=True)

    (moved,) = (one for one in run.result["tasks"] if one["project"] == project.pk)
    assert (moved["parts"], moved["delay"]) == (2, 0)
    assert moved["after"][1] < whole.result["tasks"][0]["after"][1]
    assert words_of(run, reader=planner).tasks[0].why.endswith("worked on in 2 parts")

    applied = apply_leveling(run, by=planner, at=AT)
    task = Task.objects.get(project=project)
    assert task.pauses == [[2 * 480, 480]]
    assert minutes_of(task.dates.finish) == moved["after"][1]

    undo_leveling(applied, by=planner, at=AT)
    task = Task.objects.get(project=project)
    assert (task.pauses, task.dates.finish) == (None, before)


@pytest.mark.parametrize(("of_task", "asked", "parts"), [(True, False, 2), (False, True, 1), (None, True, 2)])
def test_a_task_says_itself_whether_it_may_be_split(planner, of_task, asked, parts):
    kara = make_person("Kara Montoya")
    fixed = make_plan("Council", days=1, start=datetime(2027, 3, 3, 8), person=kara)
    project = make_plan("Radio", days=4, person=kara)
    project.tasks.update(may_split=of_task)

    run = leveled([project, fixed], planner, may_split=asked)

    (moved,) = (one for one in run.result["tasks"] if one["project"] == project.pk)
    assert moved["parts"] == parts

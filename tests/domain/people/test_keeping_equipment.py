"""The catalog of equipment and rooms, and what it does to plans that name them."""

from datetime import date

import pytest

from milepost.domain.people.actions.keeping_equipment import (
    CannotKeepEquipment,
    EquipmentFields,
    add_equipment,
    close_equipment,
    edit_equipment,
    retire_equipment,
    set_equipment_capacity,
    withdraw_closing,
)
from milepost.domain.people.calculations.openings import levels_of, units_on
from milepost.domain.people.models import Equipment
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.assigning import assign, team_on
from milepost.domain.projects.actions.booking import name_bookings
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Assignment
from tests.factories import AT, make_calendar, make_city, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
ROOM = EquipmentFields("Training room")


@pytest.fixture
def keeper():
    make_city()
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def room(keeper):
    return add_equipment(ROOM, by=keeper, at=AT)


@pytest.fixture
def task():
    project = make_project("Dispatch", state="in_progress", calendar=make_calendar())
    made = make_task(project, "Train", days=3)
    recalculate(project)
    return made


def days_of(task):
    task.refresh_from_db()
    return task.dates.start.date(), task.dates.finish.date()


def test_a_team_member_keeps_no_equipment(keeper):
    with pytest.raises(Refused):
        add_equipment(ROOM, by=make_person("Sam Lee", Role.TEAM_MEMBER), at=AT)


def test_the_owner_closes_it_and_nobody_else_without_the_role(room):
    owner = make_person("Sam Lee")
    room.owner = owner
    room.save()

    close_equipment(room, first=date(2027, 3, 2), last=date(2027, 3, 2), by=owner, at=AT)

    with pytest.raises(Refused):
        close_equipment(
            room, first=date(2027, 3, 2), last=date(2027, 3, 2), by=make_person("Ann Hall"), at=AT
        )


def test_a_name_that_no_plan_could_type_is_refused(keeper):
    with pytest.raises(CannotKeepEquipment) as refused:
        add_equipment(EquipmentFields("Room [1]; left"), by=keeper, at=AT)

    assert refused.value.field == "name"


def test_of_two_capacities_that_have_begun_the_later_counts(room, keeper):
    set_equipment_capacity(room, first=date(2027, 3, 10), capacity=3, by=keeper, at=AT)
    set_equipment_capacity(room, first=date(2027, 3, 10), capacity=4, by=keeper, at=AT)

    levels = levels_of([room])[room.pk]
    assert [units_on(levels, date(2027, 3, day)) for day in (9, 10, 11)] == [1, 4, 4]


def test_a_room_joins_a_task_by_its_name_and_does_no_work(room, keeper, task):
    sam = make_person("Sam Lee")
    task.is_effort_driven = True
    task.save()

    assign(task, [Terms(sam.pk)], by=keeper, at=AT)
    assign(task, [Terms(sam.pk), Terms(None, "training ROOM")], by=keeper, at=AT)

    task.refresh_from_db()
    assert task.duration_minutes == 3 * 480
    assert team_on(task) == [Terms(sam.pk), Terms(None, "Training room", 100, 0)]
    assert task.assignments.get(person=None).equipment == room


def test_a_closing_moves_what_books_the_room_and_its_withdrawal_brings_it_back(
    room, keeper, task, django_capture_on_commit_callbacks
):
    assign(task, [Terms(None, "Training room")], by=keeper, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        closing = close_equipment(room, first=date(2027, 3, 2), last=date(2027, 3, 3), by=keeper, at=AT)
    moved = days_of(task)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_closing(closing, by=keeper, at=AT)

    assert moved == (date(2027, 3, 1), date(2027, 3, 5))
    assert days_of(task) == (date(2027, 3, 1), date(2027, 3, 3))


def test_what_plans_name_already_is_booked_once_it_stands_in_the_catalog(keeper, task):
    row = Assignment.objects.create(task=task, resource="Test lab", units_percent=200)
    lab = add_equipment(EquipmentFields("Test Lab", kind="lab", capacity=2), by=keeper, at=AT)

    named = name_bookings(lab, by=keeper, at=AT)

    row.refresh_from_db()
    assert (named, row.equipment, row.resource, row.work_minutes) == (1, lab, "Test Lab", 0)


def test_plans_name_it_as_it_is_called_now(room, keeper, task):
    assign(task, [Terms(None, "Training room")], by=keeper, at=AT)
    edit_equipment(room, EquipmentFields("Classroom"), by=keeper, at=AT)

    name_bookings(room, by=keeper, at=AT)

    assert task.assignments.get().resource == "Classroom"


def test_what_is_retired_is_booked_no_more(room, keeper, task):
    retire_equipment(room, by=keeper, at=AT)

    with pytest.raises(CannotEdit, match="Training room is retired"):
        assign(task, [Terms(None, "Training room")], by=keeper, at=AT)
    assert Equipment.objects.get().is_active is False

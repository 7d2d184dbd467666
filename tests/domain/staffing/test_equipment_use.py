"""What is booked of equipment week by week, and where that conflicts."""

from datetime import date, datetime

import pytest

from milepost.domain.people.models import Equipment, EquipmentCapacity
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.calculations.equipment_use import use_of
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.engine.instants import datetime_of
from tests.factories import make_calendar, make_city, make_project, make_task

pytestmark = pytest.mark.django_db
WEEKS = periods_from(date(2027, 3, 1), Unit.WEEK, months=1)


@pytest.fixture
def room():
    make_city()
    return Equipment.objects.create(name="Training room")


def book(room, *days, units=100):
    project = make_project(state="in_progress", calendar=make_calendar())
    for number, length in enumerate(days, 1):
        task = make_task(project, f"Class {number}", days=length)
        Assignment.objects.create(
            task=task, equipment=room, resource=room.name, units_percent=units, work_minutes=0
        )
    recalculate(project)
    return project


def told(conflicts):
    return [
        (datetime_of(one.start), datetime_of(one.finish), one.booked, one.there, len(one.uses))
        for one in conflicts
    ]


def test_a_week_is_booked_by_the_hours_of_its_tasks(room):
    book(room, 5)

    (use,) = use_of([room], WEEKS)

    assert (use.booked[:2], use.open[:2]) == ([2400, 0], [2400, 2400])
    assert use.conflicts == []


def test_two_tasks_in_one_room_conflict_until_the_first_ends(room):
    book(room, 3, 2)

    (use,) = use_of([room], WEEKS)

    assert told(use.conflicts) == [(datetime(2027, 3, 1, 8), datetime(2027, 3, 2, 17), 2, 1, 2)]


def test_fewer_units_from_a_day_on_conflict_from_that_day_on(room):
    room.capacity = 2
    room.save()
    EquipmentCapacity.objects.create(equipment=room, first=date(2027, 3, 3), capacity=1)
    book(room, 4, 4)

    (use,) = use_of([room], WEEKS)

    assert told(use.conflicts) == [(datetime(2027, 3, 3, 8), datetime(2027, 3, 4, 17), 2, 1, 2)]


def test_whatever_is_booked_of_what_is_retired_conflicts(room):
    room.is_active = False
    room.save()
    book(room, 1)

    (use,) = use_of([room], WEEKS)

    assert told(use.conflicts) == [(datetime(2027, 3, 1, 8), datetime(2027, 3, 1, 17), 1, 0, 1)]


def test_the_queries_do_not_grow_with_the_catalog(room, django_assert_max_num_queries):
    rooms = [room, *(Equipment.objects.create(name=f"Room {number}") for number in range(6))]
    for one in rooms:
        book(one, 2, 3)

    with django_assert_max_num_queries(8):
        use_of(rooms, WEEKS)

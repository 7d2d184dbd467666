"""Leveling where tasks book equipment and rooms."""

from datetime import date, datetime, timedelta

import pytest

from milepost.domain.people.models import Equipment, EquipmentCapacity, EquipmentClosing
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.explaining import explanation_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Task
from milepost.domain.staffing.actions.leveling_projects import apply_leveling
from milepost.domain.staffing.calculations.leveling_words import words_of
from tests.factories import AT, make_calendar, make_city, make_person, make_project, make_task
from tests.leveling_runs import MONDAY, leveled

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    make_city()
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


def make_room(name="Training room", **fields):
    return Equipment.objects.create(name=name, **fields)


def make_plan(name, room, *days, units=100, person=None, **fields):
    """Make a project whose tasks, side by side, book the room."""
    project = make_project(name, state="in_progress", calendar=make_calendar(), **fields)
    for number, length in enumerate(days, 1):
        task = make_task(project, f"{name} {number}", days=length)
        Assignment.objects.create(
            task=task, equipment=room, resource=room.name, units_percent=units, work_minutes=0
        )
        if person:
            Assignment.objects.create(task=task, person=person)
    recalculate(project)
    return project


def days_of(*projects):
    """Give the first and the last day of each task."""
    rows = Task.objects.filter(project__in=projects).order_by("dates__start", "pk")
    return {
        name: (start.date(), finish.date())
        for name, start, finish in rows.values_list("name", "dates__start", "dates__finish")
    }


def most_at_once(*projects):
    """Count, day by day, how many units the tasks of projects book at most."""
    rows = Assignment.objects.filter(task__project__in=projects, equipment__isnull=False)
    spans = list(rows.values_list("task__dates__start", "task__dates__finish", "units_percent"))
    return max(sum(units for first, last, units in spans if first <= start < last) for start, _, _ in spans)


def test_two_projects_take_a_room_one_after_the_other(planner):
    room = make_room()
    projects = make_plan("Police", room, 3), make_plan("Fire", room, 2)
    assert most_at_once(*projects) == 200

    run = leveled(projects, planner)
    apply_leveling(run, by=planner, at=AT)

    assert most_at_once(*projects) == 100
    (why,) = [one.why for one in words_of(run, reader=planner).tasks]
    assert why.startswith("waits for Training room, taken by “")


def test_a_date_says_who_has_the_room_until_when(planner):
    room = make_room()
    projects = make_plan("Police", room, 3), make_plan("Fire", room, 2)
    apply_leveling(leveled(projects, planner), by=planner, at=AT)
    later = Task.objects.filter(project__in=projects, leveling_delay_minutes__gt=0).get()
    first = Task.objects.filter(project__in=projects).exclude(pk=later.pk).get()

    step = explanation_of(later, reader=planner)[0]

    until = f"{first.dates.finish:%b} {first.dates.finish.day}"
    taken = f"It waits for Training room, taken by “{first.name}” ({first.project.number}) until {until}"
    assert taken in step.sentence


@pytest.mark.parametrize("capacity", [2, 3])
def test_a_lab_takes_as_many_at_once_as_it_has_benches(planner, capacity):
    projects = [make_plan(name, make_room(capacity=capacity), 4, 4, 4, 4) for name in ("Police",)]

    apply_leveling(leveled(projects, planner), by=planner, at=AT)

    assert most_at_once(*projects) == capacity * 100


def test_no_task_begins_that_would_meet_days_with_fewer_benches(planner):
    lab = make_room("Lab", capacity=2)
    EquipmentCapacity.objects.create(equipment=lab, first=date(2027, 3, 4), capacity=1)
    EquipmentCapacity.objects.create(equipment=lab, first=date(2027, 3, 9), capacity=2)
    project = make_plan("Police", lab, 5, 5)

    apply_leveling(leveled([project], planner), by=planner, at=AT)

    assert (
        sorted(days_of(project).values())
        == [
            (date(2027, 3, 1), date(2027, 3, 5)),
            (date(2027, 3, 8), date(2027, 3, 12)),
        ]
        or most_at_once(project) == 100
    )


def test_work_in_a_room_waits_while_that_is_closed(planner):
    room = make_room()
    EquipmentClosing.objects.create(equipment=room, first=date(2027, 3, 3), last=date(2027, 3, 4))

    project = make_plan("Police", room, 3)

    assert days_of(project) == {"Police 1": (MONDAY, date(2027, 3, 5))}


def test_what_is_heard_by_a_council_waits_for_its_evening(planner):
    evenings = make_calendar("Council", week=[[], [[1080, 1260]], [], [], [], [], []])
    council = make_room("Council agenda", kind="agenda", calendar=evenings)
    projects = [make_plan(name, council, 0.25) for name in ("Police", "Fire")]

    apply_leveling(leveled(projects, planner), by=planner, at=AT)

    starts = sorted(Task.objects.filter(project__in=projects).values_list("dates__start", flat=True))
    assert starts == [datetime(2027, 3, 2, 18), datetime(2027, 3, 2, 20)]


def test_what_other_projects_have_booked_stands(planner):
    room = make_room()
    other = make_plan("Fire", room, 5)
    project = make_plan("Police", room, 2)

    apply_leveling(leveled([project], planner), by=planner, at=AT)

    assert days_of(other) == {"Fire 1": (MONDAY, date(2027, 3, 5))}
    assert days_of(project) == {"Police 1": (date(2027, 3, 8), date(2027, 3, 9))}


def test_more_of_a_room_than_there_is_is_said_and_not_waited_for(planner):
    run = leveled([make_plan("Police", make_room(), 2, units=200)], planner)

    notices = words_of(run, reader=planner).notices
    assert [one.split(") ")[1] for one in notices] == [
        "books 2 of Training room, of which there are never so many."
    ]


def test_room_and_person_are_waited_for_together(planner):
    room, kara = make_room(), make_person("Kara Montoya")
    projects = make_plan("Police", room, 2, person=kara), make_plan("Fire", make_room("Lab"), 2, person=kara)

    apply_leveling(leveled(projects, planner), by=planner, at=AT)

    (_, end), (start, _) = sorted(days_of(*projects).values())
    assert start - end == timedelta(days=1)


def test_somebody_on_nights_is_leveled_at_the_hours_of_a_project_that_asks_no_calendar(planner):
    nights = make_calendar("Nights", week=[[[1080, 1440]]] * 5 + [[], []])
    kara = make_person("Kara Montoya", calendar=nights)
    projects = (
        make_plan("Police", make_room(), 2, person=kara),
        make_plan("Fire", make_room("Lab"), 2, person=kara),
    )

    run = leveled(projects, planner)
    apply_leveling(run, by=planner, at=AT)

    assert run.result["obstacles"] == []
    assert sorted(days_of(*projects).values()) == [
        (MONDAY, date(2027, 3, 2)),
        (date(2027, 3, 3), date(2027, 3, 4)),
    ]


def test_a_task_that_two_shifts_share_is_leveled_at_the_hours_of_both(planner):
    late = make_calendar("Nights", week=[[[1080, 1440]]] * 5 + [[], []])
    early, night = make_person("Ada Ruiz"), make_person("Bo Tran", calendar=late)
    projects = [
        make_plan(name, make_room(f"Lab {name}"), 2, person=early, follows_people=True) for name in ("A", "B")
    ]
    for project in projects:
        Assignment.objects.create(task=project.tasks.get(), person=night)
        recalculate(project)
    before = days_of(*projects)

    run = leveled(projects, planner)
    apply_leveling(run, by=planner, at=AT)

    assert run.result["obstacles"] == []
    assert before == {
        "A 1": (MONDAY, MONDAY + timedelta(days=1)),
        "B 1": (MONDAY, MONDAY + timedelta(days=1)),
    }
    (_, end), (start, _) = sorted(
        Task.objects.filter(project__in=projects).values_list("dates__start", "dates__finish")
    )
    assert end <= start

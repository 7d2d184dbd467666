from datetime import date, datetime

import pytest

from milepost.domain.people.actions.recording_absences import AbsenceFields, record_absence
from milepost.domain.people.models import Absence, WorkingCalendar
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.assigning import assign
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.actions.recalculating import recalculate_projects_of, recalculate_projects_on
from milepost.domain.projects.actions.settings import edit_schedule_settings
from milepost.domain.projects.calculations.explaining import explanation_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Assignment, Task, TaskDates
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
START = datetime(2027, 1, 4, 8)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def kara():
    return make_person("Kara Montoya")


@pytest.fixture
def project(manager):
    return make_project("Switch refresh", manager=manager, start=START, follows_people=True)


@pytest.fixture
def task(project, manager, kara):
    task = make_task(project, "Order", days=5)
    assign(task, [Terms(kara.pk)], by=manager, at=AT)
    return task


def away(person, first, last, percent=100):
    return Absence.objects.create(
        person=person, first=first, last=last, share_percent=percent, kind="leave", note="Knee surgery"
    )


def dates(task):
    stored = TaskDates.objects.get(task=task)
    return stored.start, stored.finish


def test_a_task_waits_for_who_is_assigned(project, task, kara):
    away(kara, date(2027, 1, 4), date(2027, 1, 5))

    recalculate(project)

    assert dates(task) == (datetime(2027, 1, 6, 8), datetime(2027, 1, 12, 17))


def test_a_day_of_which_half_is_taken_does_half(project, task, kara):
    away(kara, date(2027, 1, 4), date(2027, 1, 5), percent=50)

    recalculate(project)

    assert dates(task) == (START, datetime(2027, 1, 11, 17))


def test_it_runs_while_any_of_those_assigned_is_there(project, task, manager, kara):
    away(kara, date(2027, 1, 4), date(2027, 1, 8))
    assign(task, [Terms(kara.pk), Terms(manager.pk)], by=manager, at=AT)

    assert dates(task) == (START, datetime(2027, 1, 8, 17))


def test_its_own_calendar_holds_as_well_unless_people_are_ignored(project, task, manager, kara):
    days_off = WorkingCalendar.objects.create(name="Mornings", week=[[[480, 720]]] * 5 + [[], []])
    away(kara, date(2027, 1, 4), date(2027, 1, 5))

    edit_task(task, by=manager, at=AT, calendar=days_off)
    both = dates(task)
    edit_task(task, by=manager, at=AT, ignores_people=True)

    assert both == (datetime(2027, 1, 6, 8), datetime(2027, 1, 19, 12))
    assert dates(task) == (START, datetime(2027, 1, 15, 12))


def test_a_calendar_on_which_its_people_never_work_counts_alone(project, task, manager):
    nights = WorkingCalendar.objects.create(name="Nights", week=[[[1200, 1440]]] * 5 + [[], []])

    edit_task(task, by=manager, at=AT, calendar=nights)

    assert dates(task) == (datetime(2027, 1, 4, 20), datetime(2027, 1, 16))

    WorkingCalendar.objects.filter(pk=nights.pk).update(week=[[[1260, 1440]]] * 5 + [[], []])
    assert recalculate_projects_on(nights.pk, report=lambda percent, note: None) == 1
    assert dates(task)[0] == datetime(2027, 1, 4, 21)


def test_the_project_decides_whether_people_count_and_says_what_that_moves(project, task, manager, kara):
    away(kara, date(2027, 1, 4), date(2027, 1, 5))
    recalculate(project)

    consequence = edit_schedule_settings(project, {"follows_people": False}, by=manager, at=AT)

    assert consequence.message.startswith("The finish moves from Jan 12, 2027 to Jan 8, 2027")
    assert dates(task) == (START, datetime(2027, 1, 8, 17))


def test_a_role_of_a_file_works_on_the_calendar_that_the_file_gives_it(project, task, manager):
    nights = WorkingCalendar.objects.create(
        name="Nights", week=[[[1200, 1440]]] * 5 + [[], []], is_city_wide=False
    )
    Assignment.objects.filter(task=task).update(person=None, resource="Night crew", calendar=nights)

    recalculate(project)

    assert dates(task) == (datetime(2027, 1, 4, 20), datetime(2027, 1, 16))


def test_assigning_somebody_who_is_away_moves_the_finish_and_undoing_knows_the_dates_before(
    project, task, manager, kara
):
    away(kara, date(2027, 1, 4), date(2027, 1, 5))
    recalculate(project)

    consequence = assign(task, [Terms(manager.pk)], by=manager, at=AT)

    assert consequence.message == (
        "The finish moves from Jan 12, 2027 to Jan 8, 2027 because “Order” works on another calendar."
    )


def test_why_a_date_names_who_is_away_and_not_the_reason(project, task, manager, kara):
    away(kara, date(2027, 1, 4), date(2027, 1, 5))
    following = make_task(project, "Install", days=1)
    link_tasks(task, following, by=manager, at=AT)

    told = [one.sentence for one in explanation_of(Task.objects.get(pk=following.pk), reader=manager)]

    assert told == [
        "“Install” starts Jan 13, 2027, when “Order” finishes.",
        (
            "“Order” starts Jan 6, 2027, when the project starts."
            " It would finish Jan 8, 2027 on its own calendar,"
            " but Kara Montoya is away from Jan 4, 2027 to Jan 5, 2027."
        ),
    ]


def test_an_absence_recorded_moves_the_projects_that_wait_for_the_person(project, task, kara, manager):
    recalculate(project)
    before = dates(task)
    supervisor = make_person("Sol Reyes", Role.SUPERVISOR)
    record_absence(kara, AbsenceFields(date(2027, 1, 4), date(2027, 1, 5)), by=supervisor, at=AT)

    count = recalculate_projects_of(kara.pk, report=lambda *_: None)

    assert (before, count) == ((START, datetime(2027, 1, 8, 17)), 1)
    assert dates(task)[1] == datetime(2027, 1, 12, 17)


def test_reading_people_takes_the_same_number_of_queries_for_any_number_of_tasks(
    project, task, manager, django_assert_max_num_queries
):
    for number in range(20):
        made = make_task(project, f"Task {number}", days=1)
        Assignment.objects.create(task=made, person=make_person(f"Person {number}"))

    with django_assert_max_num_queries(25):
        recalculate(project)

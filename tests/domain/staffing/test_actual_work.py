from datetime import date, datetime
from decimal import Decimal

import pytest

from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.calculations.actual_work import actual_work_of
from milepost.domain.staffing.calculations.labor_cost import internal_cost_of
from milepost.domain.staffing.models import JobClass, JobClassification, LaborRate, PostedHours
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 1)


@pytest.fixture
def kara():
    person = make_person("Kara Montoya")
    engineers = JobClass.objects.create(name="Engineer")
    LaborRate.objects.create(job_class=engineers, first=date(2027, 1, 1), hourly=Decimal("88.33"))
    JobClassification.objects.create(person=person, job_class=engineers, first=date(2027, 1, 1))
    return person


@pytest.fixture
def project():
    return make_project("Radio", state="in_progress", start=datetime(2027, 3, 1, 8))


def assigned(project, person, **fields):
    task = make_task(project, "Install", days=5, **fields)
    row = Assignment.objects.create(task=task, person=person)
    recalculate(project)
    return row


def post(person, day, minutes, *, task=None, project=None, source="timesheet"):
    PostedHours.objects.create(
        person=person, day=day, minutes=minutes, source=source, by=person, at=AT,
        project=project or task.project, task_uid=task.uid if task else None,
    )  # fmt: skip


def test_posted_and_left_make_what_it_comes_to(project, kara):
    row = assigned(project, kara, percent_complete=40, remaining_minutes=4 * 480)
    for day, minutes in ((1, 480), (2, 615), (2, -15)):
        post(kara, date(2027, 3, day), minutes, task=row.task)

    work = actual_work_of(project, as_of=date(2027, 3, 3)).assignments[row.pk]

    assert (work.planned.minutes, work.posted, work.left.minutes) == (2400, 1080, 1920)
    assert (work.at_completion, work.variance) == (3000, 600)
    assert (work.planned.cost, work.posted_cost) == (Decimal("3533.20"), Decimal("1589.94"))
    assert work.cost_at_completion == Decimal("1589.94") + Decimal("2826.56")


def test_what_is_under_way_without_hours_comes_to_nothing_known(project, kara):
    begun = assigned(project, kara, percent_complete=40)
    waiting = assigned(project, kara)

    works = actual_work_of(project, as_of=MONDAY).assignments

    assert (works[begun.pk].at_completion, works[begun.pk].cost_at_completion) == (None, None)
    assert (works[begun.pk].posted, works[begun.pk].posted_cost) == (0, None)
    assert (works[waiting.pk].at_completion, works[waiting.pk].posted) == (2400, 0)


def test_hours_beside_assignments_are_said_apart_and_all_add_up_to_the_project(project, kara):
    omar = make_person("Omar Diaz")
    row = assigned(project, kara)
    post(kara, MONDAY, 475, task=row.task)
    post(kara, MONDAY, 37, project=project)
    post(omar, MONDAY, 60, task=row.task)

    work = actual_work_of(project, as_of=MONDAY)
    whole = internal_cost_of(project, as_of=MONDAY)

    assert [(one.person, one.task_name, one.minutes) for one in work.unassigned] == [
        (kara, "", 37), (omar, "Install", 60),
    ]  # fmt: skip
    assert work.posted == whole.minutes == 572
    assert work.assignments[row.pk].posted_cost + work.unassigned[0].cost == whole.cost
    assert (work.cost, work.minutes_without_rate) == (whole.cost, 60)
    assert (work.unassigned[1].cost, whole.minutes_without_rate) == (None, 60)


def test_a_role_that_nobody_fills_has_work_and_no_cost(project):
    task = make_task(project, "Install", days=5)
    row = Assignment.objects.create(task=task, resource="Rigger", units_percent=200)
    recalculate(project)

    work = actual_work_of(project, as_of=MONDAY).assignments[row.pk]

    assert (work.planned.minutes, work.planned.cost, work.at_completion) == (4800, None, 4800)


def test_more_people_take_no_more_queries(project, kara, django_assert_max_num_queries):
    for _ in range(8):
        post(kara, MONDAY, 30, task=assigned(project, kara).task)

    with django_assert_max_num_queries(16):
        assert len(actual_work_of(project, as_of=MONDAY).assignments) == 8

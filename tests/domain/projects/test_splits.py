from datetime import date, datetime
from io import BytesIO

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.common.recording import recording
from milepost.domain.projects.actions.applying_plan import apply_plan
from milepost.domain.projects.actions.assigning import assign
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.interrupting import close_split, interrupt_task
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.gantt_document import gantt_document
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.schedule_file import schedule_file
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Task, TaskDates
from milepost.engine.calendar.pattern import Shift
from milepost.engine.instants import datetime_of
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.plan import PlanAssignment, PlanCalendar, PlanResource
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
START = datetime(2027, 1, 4, 8)
STOPS, RESUMES = datetime(2027, 1, 6, 8), datetime(2027, 1, 11, 8)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def task(manager):
    project = make_project("Switch refresh", manager=manager, start=START)
    task = make_task(project, "Order", days=5)
    recalculate(project)
    return task


def interrupt(task, by, stops=STOPS, resumes=RESUMES):
    return interrupt_task(task, stops=stops, resumes=resumes, by=by, at=AT)


def finish(task):
    return TaskDates.objects.get(task=task).finish


def parts(project):
    (found,) = gantt_document(project, as_of=date(2027, 1, 4), baseline=None, is_editable=True)["tasks"][
        "parts"
    ]
    return found and [datetime_of(instant) for instant in found]


def test_what_is_left_follows_once_work_goes_on(task, manager):
    consequence = interrupt(task, manager)

    task.refresh_from_db()
    assert task.pauses == [[960, 1440]]
    assert finish(task) == datetime(2027, 1, 13, 17)
    assert consequence.message == (
        "The finish moves from Jan 8, 2027 to Jan 13, 2027"
        " because “Order” is interrupted for 3 working days more."
    )
    assert parts(task.project) == [START, datetime(2027, 1, 5, 17), RESUMES, datetime(2027, 1, 13, 17)]


def test_a_second_split_counts_from_the_work_done_before_it(task, manager):
    interrupt(task, manager)

    interrupt(task, manager, datetime(2027, 1, 12, 8), datetime(2027, 1, 13, 8))

    task.refresh_from_db()
    assert task.pauses == [[960, 1440], [1440, 480]]
    assert finish(task) == datetime(2027, 1, 14, 17)


def test_a_split_is_closed_and_both_are_undone(task, manager):
    interrupt(task, manager)

    close_split(task, 0, by=manager, at=AT)
    closed = finish(task)
    undo_change(ChangeSet.objects.first(), by=manager, at=AT)

    assert (closed, finish(task)) == (datetime(2027, 1, 8, 17), datetime(2027, 1, 13, 17))


@pytest.mark.parametrize(
    ("stops", "resumes", "sentence"),
    [
        (RESUMES, STOPS, "goes on after"),
        (START, RESUMES, "stops after it starts"),
        (datetime(2027, 2, 1, 8), datetime(2027, 2, 2, 8), "stops after it starts"),
        (datetime(2027, 1, 5, 17), datetime(2027, 1, 6, 8), "Nobody works"),
    ],
)
def test_a_split_outside_the_work_is_refused(task, manager, stops, resumes, sentence):
    with pytest.raises(CannotEdit, match=sentence):
        interrupt(task, manager, stops, resumes)


def test_work_that_is_done_is_not_interrupted(task, manager):
    Task.objects.update(percent_complete=80, actual_start=START)

    with pytest.raises(CannotEdit, match="done already"):
        interrupt(task, manager)


@pytest.mark.parametrize("is_assigned", [True, False])
def test_splits_go_to_a_file_and_come_back(task, manager, is_assigned):
    if is_assigned:
        assign(task, [Terms(manager.pk)], by=manager, at=AT)
    interrupt(task, manager)

    plan = read_mspdi(BytesIO(schedule_file(task.project, ".xml")))
    other = make_project("Read again", manager=manager, start=START)
    with recording("projects.apply_import", by=manager.account, at=AT, subject=other) as record:
        apply_plan(record, other, plan, by=manager, at=AT)
    recalculate(other)

    assert plan.tasks[0].stored.finish == datetime(2027, 1, 13, 17)
    assert [one.pauses for one in other.tasks.all()] == [[[960, 1440]]]
    assert finish(other.tasks.get()) == datetime(2027, 1, 13, 17)


def test_a_plan_from_the_finish_comes_with_a_file_and_goes_back(task, manager):
    task.project.required_finish = datetime(2027, 1, 29, 17)
    task.project.save()
    Task.objects.update(constraint=1)
    recalculate(task.project)

    plan = read_mspdi(BytesIO(schedule_file(task.project, ".xml")))
    other = make_project("Read again", manager=manager, start=START)
    with recording("projects.apply_import", by=manager.account, at=AT, subject=other) as record:
        apply_plan(record, other, plan, by=manager, at=AT)

    assert plan.from_finish
    assert other.required_finish == datetime(2027, 1, 29, 17)


def test_a_file_that_is_scheduled_by_its_people_stays_so(task, manager):
    plan = plan_of(task.project)
    nights = ((Shift(1200, 1440),),) * 5 + ((), ())
    plan.calendars.append(PlanCalendar(77, "Nights", nights))
    plan.resources.append(PlanResource(5, "Night crew", calendar_uid=77))
    plan.assignments.append(PlanAssignment(plan.tasks[0].uid, 5))
    other = make_project("Read again", manager=manager, start=START)
    with recording("projects.apply_import", by=manager.account, at=AT, subject=other) as record:
        apply_plan(record, other, plan, by=manager, at=AT)
    recalculate(other)

    assert other.follows_people
    assert finish(other.tasks.get()) == datetime(2027, 1, 16)

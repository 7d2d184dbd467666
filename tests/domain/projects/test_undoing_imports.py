from datetime import datetime
from io import BytesIO

import pytest

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.actions.importing import apply_import, confirm_import, read_import, stage_import
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Baseline, Link, Project, ScheduleImport, Task, TaskDates
from milepost.engine.calendar.pattern import STANDARD_DAY
from milepost.exchange.mspdi.writing import write_mspdi
from milepost.exchange.plan import Kind, Plan, PlanBaseline, PlanCalendar, PlanLink, PlanTask
from tests.factories import AT, make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

State = ScheduleImport.State


@pytest.fixture
def planner(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_city()
    return make_person("Mara Quint")


def plan_of(days: int) -> bytes:
    start, finish = datetime(2027, 3, 1, 8), datetime(2027, 3, 3, 17)
    agreed = [PlanBaseline(0, start=start, finish=finish, duration_minutes=1440)]
    tasks = [
        PlanTask(1, "Build", kind=Kind.SUMMARY),
        PlanTask(2, "Wire", outline_level=2, parent_uid=1, duration_minutes=days * 480, baselines=agreed),
        PlanTask(3, "Test", outline_level=2, parent_uid=1, duration_minutes=480),
    ]
    calendars = [PlanCalendar(1, "Standard", (STANDARD_DAY,) * 5 + ((), ()))]
    return write_mspdi(
        Plan("Station 7", start, tasks=tasks, links=[PlanLink(2, 3)], calendars=calendars, calendar_uid=1)
    )


def bring(content, planner, **where):
    staged = stage_import(BytesIO(content), "station.xml", by=planner, at=AT, **where)
    read_import(staged, report=silent)
    staged.refresh_from_db()
    confirm_import(staged, by=planner, at=AT)
    apply_import(staged, by=planner, at=AT, report=silent)
    staged.refresh_from_db()
    return staged


def silent(percent, message):
    return None


def rows():
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Project, Task, Link, Baseline, WorkingCalendar, TaskDates)
    ]


def test_an_import_into_a_project_is_undone_whole(planner):
    project = make_project("Station 7", manager=planner)
    make_task(project, "Own task")
    recalculate(project)
    before = rows()
    staged = bring(plan_of(days=3), planner, project=project)
    assert project.tasks.count() == 4

    undo_change(staged.change_set, by=planner, at=AT)

    staged.refresh_from_db()
    Project.objects.update(revision=0)
    assert rows() == before
    assert staged.state == State.UNDONE


def test_a_project_made_by_an_import_goes_with_its_undo(planner):
    department = make_department()
    planner.role_assignments.create(role="project_manager", department=department)
    before = rows()
    staged = bring(plan_of(days=3), planner, department=department)
    assert Baseline.objects.count() == 1

    assert undo_change(staged.change_set, by=planner, at=AT) is None

    staged.refresh_from_db()
    assert rows() == before
    assert (staged.state, staged.project) == (State.UNDONE, None)


def test_an_import_stays_once_its_schedule_was_changed(planner):
    department = make_department()
    planner.role_assignments.create(role="project_manager", department=department)
    staged = bring(plan_of(days=3), planner, department=department)
    add_task(staged.project, "Label", by=planner, at=AT)

    with pytest.raises(CannotUndo):
        undo_change(staged.change_set, by=planner, at=AT)

    staged.refresh_from_db()
    assert (staged.state, staged.project.tasks.count()) == (State.APPLIED, 4)

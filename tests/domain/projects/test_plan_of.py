from io import BytesIO

import pytest

from milepost.domain.common.recording import recording
from milepost.domain.projects.actions.applying_plan import apply_plan
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from milepost.engine.network.model import LagUnit, LinkType
from milepost.engine.schedule import schedule
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.network import network_of
from milepost.exchange.plan import Kind, Plan
from milepost.exchange.writing import content_of
from tests.conftest import data_folder
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager)
    phase = make_task(project, "Build")
    order = make_task(project, "Order", days=5, parent=phase, responsible=manager)
    live = make_task(project, "Live", days=0, parent=phase, is_milestone=True)
    link(order, live, type=LinkType.FINISH_TO_START, lag=960, lag_unit=LagUnit.WORKING)
    recalculate(project)
    return project


def test_a_plan_holds_outline_kinds_links_and_people(project):
    plan = plan_of(project)

    assert [(task.name, task.outline_level, task.kind) for task in plan.tasks] == [
        ("Build", 1, Kind.SUMMARY), ("Order", 2, Kind.TASK), ("Live", 2, Kind.MILESTONE),
    ]  # fmt: skip
    assert [(one.predecessor_uid, one.successor_uid, one.lag) for one in plan.links] == [(2, 3, 960)]
    assert [(one.name, one.uid) for one in plan.resources] == [("Mara Quint", 1)]
    assert [(one.task_uid, one.resource_uid) for one in plan.assignments] == [(2, 1)]


def test_the_current_baseline_goes_out_as_number_zero(project, manager):
    set_baseline(project, name="Agreed", by=manager, at=AT)
    set_baseline(project, name="Agreed anew", by=manager, at=AT, reason="Scope grew")

    plan = plan_of(project)

    assert [baseline.number for baseline in plan.tasks[1].baselines] == [0, 1]


def test_what_is_written_is_read_back_with_the_same_dates(project):
    plan = plan_of(project)

    again = read_mspdi(BytesIO(content_of(plan, ".xml", schedule=schedule(network_of(plan)))))

    dates = dict(project.tasks.values_list("uid", "dates__finish"))
    assert {task.uid: task.stored.finish for task in again.tasks} == dates


@pytest.mark.parametrize(
    "name",
    [
        "other/baselines.xml", "other/compact_schedule.xml", "other/mspdirelations.xml", "other/mspdiresource.xml",
        "links/task-links-project2010-mspdi.xml", "calendars/calendar-recurring-exceptions-project2016-mspdi.xml",
    ],
)  # fmt: skip
def test_an_untouched_project_goes_back_as_it_came(manager, name):
    content = data_folder("schedules").joinpath(name).read_bytes()
    kept = read_mspdi(BytesIO(content))
    project = _imported(kept, manager)

    plan = plan_of(project, kept=kept)
    again = read_mspdi(BytesIO(content_of(plan, ".xml", schedule=schedule(network_of(plan)), source=content)))

    assert [_decided(task) for task in again.tasks] == [_decided(task) for task in kept.tasks]
    assert sorted(map(repr, again.links)) == sorted(map(repr, kept.links))
    assert again.resources == kept.resources
    assert sorted(map(repr, again.assignments)) == sorted(map(repr, kept.assignments))


def _imported(plan: Plan, manager) -> Project:
    project = make_project(plan.name, manager=manager, start=plan.start)
    with recording("projects.import_schedule", by=manager.account, at=AT, subject=project) as record:
        apply_plan(record, project, plan, by=manager, at=AT)
    recalculate(project)
    return project


def _decided(task) -> tuple[object, ...]:
    return (
        task.uid, task.name, task.outline_level, task.kind, task.duration_minutes, task.duration_unit,
        task.constraint, task.constraint_at, task.deadline, task.percent_complete, task.actual_start,
        task.actual_finish, task.notes, task.priority, task.active,
    )  # fmt: skip

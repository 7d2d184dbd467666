"""Equipment and rooms in files: booked by the name the catalog has, whatever the file makes of them."""

from io import BytesIO

import pytest

from milepost.domain.common.recording import recording
from milepost.domain.people.models import Equipment
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.applying_plan import apply_plan
from milepost.domain.projects.actions.assigning import assign, team_on
from milepost.domain.projects.calculations.effort import work_minutes_of
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms, team_texts
from milepost.domain.projects.calculations.typed_fields import TypedFields
from milepost.engine.schedule import schedule
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.network import network_of
from milepost.exchange.plan import PlanAssignment, PlanResource
from milepost.exchange.sheets.typed import Units
from milepost.exchange.writing import content_of
from tests.factories import AT, make_calendar, make_city, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    make_city()
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def room():
    return Equipment.objects.create(name="Training room")


@pytest.fixture
def task(manager):
    project = make_project("Dispatch", state="in_progress", calendar=make_calendar(), manager=manager)
    made = make_task(project, "Train", days=2, is_from_file=True)
    recalculate(project)
    return made


def bring(project, plan, by):
    with recording("projects.import_schedule", by=by.account, at=AT, subject=project) as record:
        apply_plan(record, project, plan, by=by, at=AT)
    return record.changes


@pytest.mark.parametrize("kind", ["work", "material"])
def test_what_the_catalog_knows_is_booked_and_goes_back_as_it_came(task, manager, room, kind):
    plan = plan_of(task.project)
    plan.resources = [
        PlanResource(1, "Sam Lee"),
        PlanResource(2, "training room", kind),
        PlanResource(3, "Cable", "material"),
    ]
    plan.assignments = [
        PlanAssignment(task.uid, 2, 1.0, 960),
        PlanAssignment(task.uid, 1, 1.0, 960),
        PlanAssignment(task.uid, 3, 10.0),
    ]

    bring(task.project, plan, manager)

    task.refresh_from_db()
    assert team_on(task) == [Terms(None, "Training room", 100, 0), Terms(None, "Sam Lee")]
    assert task.assignments.get(equipment__isnull=False).equipment == room
    assert (task.responsible_name, work_minutes_of(task, team_on(task))) == ("Sam Lee", 960)
    assert plan_of(task.project, kept=plan).assignments == plan.assignments


def test_a_booking_is_written_and_read_back_as_the_same(task, manager, room):
    assign(task, [Terms(None, room.name, 200)], by=manager, at=AT)
    plan = plan_of(task.project)

    again = read_mspdi(BytesIO(content_of(plan, ".xml", schedule=schedule(network_of(plan)))))

    changes = bring(task.project, again, manager)
    assert not [change for change in changes if change.object_type == "projects.assignment"]


def test_a_room_is_typed_by_its_name_beside_people(task, manager, room):
    typed = TypedFields(task.project, by=manager, as_of=AT.date())

    team = typed.read("assigned", "Mara Quint [50%]; training room [200%]", task)
    assign(task, team, by=manager, at=AT)

    assert team == [Terms(manager.pk, units_percent=50), Terms(None, "Training room", 200, 0)]
    assert team_texts(task.project, Units())[task.pk] == "Mara Quint [50%]; Training room [200%]"

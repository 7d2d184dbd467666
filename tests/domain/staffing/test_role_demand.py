from datetime import date

import pytest

from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.answering_requests import Counter, confirm_request, hold_tentatively
from milepost.domain.staffing.actions.planning_demand import CannotPlanDemand, drop_demand, plan_demand
from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
from milepost.domain.staffing.calculations.capacity import picture_of
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.domain.staffing.calculations.role_capacity import RoleCapacity, ShapeLine
from milepost.domain.staffing.calculations.role_demand import planned_demands
from milepost.domain.staffing.models import PersonSkill, RoleDemand, RoleSkill, Skill, StaffingRole
from tests.factories import AT, make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
MARCH = date(2027, 3, 1)
MONTHS = periods_from(MARCH, Unit.MONTH)


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure")


@pytest.fixture
def lead(team):
    return make_person("Lee Ortega", department=team)


@pytest.fixture
def role():
    skill = Skill.objects.create(name="Radio work")
    role = StaffingRole.objects.create(name="Rigger")
    RoleSkill.objects.create(role=role, skill=skill, level=2)
    return role


@pytest.fixture
def kara(team, lead, role):
    kara = make_person("Kara Montoya", department=team, supervisor=lead)
    PersonSkill.objects.create(person=kara, skill=role.needs.get().skill, level=3)
    return kara


@pytest.fixture
def manager(team):
    return make_person("Paz Manager", Role.PROJECT_MANAGER)


@pytest.fixture
def project(manager):
    return make_project("Radio", manager=manager, state="in_progress")


def plan(project, role, by, *, first=MARCH, last=date(2027, 5, 9), hours=100.0, skill=None):
    fields = {"role": role, "skill": skill, "first": first, "last": last, "hours": hours, "note": ""}
    return plan_demand(project, fields, by=by, at=AT)


def left(periods=MONTHS):
    (one,) = planned_demands(periods, as_of=MARCH)
    return [round(minutes / 60, 1) for minutes in one.left][:4]


def asks_for(task, role, by, lead):
    fields = RequestFields(
        tasks=[task.uid], first=MARCH, last=date(2027, 3, 12), needed_by=MARCH, reason="Masts", role=role,
        supervisor=lead, share_percent=50.0,
    )  # fmt: skip
    return ask_for_staff(task.project, fields, by=by, at=AT)


def test_a_demand_counts_in_every_month_it_names_and_in_weeks_by_their_days(project, role, manager):
    plan(project, role, manager)
    weeks = periods_from(MARCH, Unit.WEEK)

    assert left() == [100, 100, 100, 0]
    (by_week,) = planned_demands(weeks, as_of=MARCH)
    assert by_week.left.sum() / 60 == pytest.approx(300)
    assert by_week.left[0] / 60 == pytest.approx(100 * 7 / 31)


def test_what_has_passed_of_a_month_asks_for_nothing(project, role, manager):
    plan(project, role, manager, last=MARCH)

    (one,) = planned_demands(MONTHS, as_of=date(2027, 3, 17))

    assert one.left[0] / 60 == pytest.approx(100 * 15 / 31)


def test_a_task_on_which_the_role_stands_takes_from_the_demand(project, role, manager):
    plan(project, role, manager)
    Assignment.objects.create(task=make_task(project, "Rig", days=5), resource="rigger", units_percent=100)
    Assignment.objects.create(task=make_task(project, "Dig", days=5), resource="Digger", units_percent=100)
    recalculate(project)

    assert left() == [60, 100, 100, 0]


def test_tasks_that_ask_for_more_leave_none(project, role, manager):
    plan(project, role, manager)
    Assignment.objects.create(task=make_task(project, "Rig", days=20), resource="Rigger", units_percent=100)
    recalculate(project)

    assert left() == [0, 100, 100, 0]


def test_a_request_takes_from_the_demand_and_once_confirmed_the_work_does(project, role, manager, lead, kara):
    plan(project, role, manager)
    task = make_task(project, "Rig", days=10)
    recalculate(project)
    request = asks_for(task, role, manager, lead)
    asked = left()

    confirm_request(request, counter=_given(request, kara), by=lead, at=AT)

    assert (asked, left()) == ([60, 100, 100, 0], [60, 100, 100, 0])


def test_of_two_demands_of_a_role_one_task_takes_only_once(project, role, manager):
    plan(project, role, manager, last=MARCH, hours=30)
    plan(project, role, manager, last=MARCH, hours=30)
    Assignment.objects.create(task=make_task(project, "Rig", days=5), resource="Rigger", units_percent=100)
    recalculate(project)

    assert [one.left_hours for one in planned_demands(MONTHS, as_of=MARCH)] == [0, 20]


def test_held_time_is_tentative_until_it_is_assigned(project, manager, lead, kara):
    task = make_task(project, "Rig", days=10)
    recalculate(project)
    fields = RequestFields(
        tasks=[task.uid], first=MARCH, last=date(2027, 3, 12), needed_by=MARCH, reason="Masts", person=kara,
        share_percent=50.0,
    )  # fmt: skip
    request = ask_for_staff(project, fields, by=manager, at=AT)

    def march():
        cell = picture_of([kara], MONTHS, as_of=MARCH).teams[0].people[0].cells[0]
        return (round(cell.assigned / 60), round(cell.tentative / 60))

    asked = march()
    hold_tentatively(request, by=lead, at=AT)
    held = march()
    request.refresh_from_db()
    confirm_request(request, by=lead, at=AT)

    assert (asked, held, march()) == ((0, 0), (0, 40), (40, 0))


def test_the_map_shows_what_is_left_of_a_demand_with_the_roles_nobody_fills(project, role, manager, kara):
    plan(project, role, manager)

    (row,) = picture_of([kara], MONTHS, as_of=MARCH).roles

    assert (row.name, [round(cell.assigned / 60) for cell in row.cells][:4]) == ("Rigger", [100, 100, 100, 0])


def test_a_role_has_what_its_people_have_free_until_their_skill_expires(project, role, manager, kara):
    held = kara.skills.get()
    held.expires_on = date(2027, 4, 30)
    held.save()
    plan(project, role, manager)
    coming = make_project("Proposed", manager=manager, state="proposed")
    plan(coming, role, manager, last=MARCH, hours=50.0)

    (row,) = RoleCapacity([kara], MONTHS, as_of=MARCH).by_role()

    assert row.people == 1
    assert [(round(cell.free), cell.asked, cell.pipeline) for cell in row.cells[:3]] == [
        (184, 100, 50),
        (176, 100, 0),
        (0, 100, 0),
    ]
    assert [cell.is_short for cell in row.cells[:3]] == [False, False, True]


def test_a_project_of_a_shape_starts_where_its_hours_fit(project, role, manager, kara):
    plan(project, role, manager)
    capacity = RoleCapacity([kara], MONTHS, as_of=MARCH)

    def start(hours, months=2):
        found = capacity.earliest_start([ShapeLine(role, 0, months, hours)], with_pipeline=False)
        return found and found.first

    assert start(70) == MARCH
    assert start(150) == date(2027, 6, 1)
    assert start(900) is None
    own = capacity.own_demand(project.pk)
    assert capacity.earliest_start([ShapeLine(role, 0, 3, 100)], with_pipeline=False, beside=own)


def test_a_skill_beyond_the_role_narrows_who_is_able(project, role, manager, kara, team):
    towers = Skill.objects.create(name="Tower climbing")
    otto = make_person("Otto Frey", department=team)
    for skill in (role.needs.get().skill, towers):
        PersonSkill.objects.create(person=otto, skill=skill, level=2)
    plan(project, role, manager, last=MARCH, hours=200.0, skill=towers)
    capacity = RoleCapacity([kara, otto], MONTHS, as_of=MARCH)

    rows = {row.name: row for row in [*capacity.by_role(), *capacity.by_skill()]}

    shown = {name: (row.people, *map(round, row.cells[0])) for name, row in rows.items()}
    assert shown == {
        "Rigger": (2, 368, 200, 0),
        "Rigger, Tower climbing": (1, 184, 200, 0),
        "Radio work": (2, 368, 200, 0),
        "Tower climbing": (1, 184, 200, 0),
    }
    climbing = [ShapeLine(role, 0, 1, 60, towers)]
    assert capacity.earliest_start(climbing, with_pipeline=False).first == date(2027, 4, 1)
    assert capacity.earliest_start([ShapeLine(role, 0, 1, 60)], with_pipeline=False).first == MARCH


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last": date(2027, 2, 1)}, "last"),
        ({"hours": 0.0}, "hours"),
        ({"last": date(2033, 2, 1)}, "last"),
    ],
)
def test_a_demand_that_cannot_be_is_refused_at_its_field(project, role, manager, changes, field):
    with pytest.raises(CannotPlanDemand) as refused:
        plan(project, role, manager, **changes)

    assert refused.value.field == field


def test_only_who_asks_for_staff_plans_demand_and_takes_it_off(project, role, manager):
    demand = plan(project, role, manager)
    with pytest.raises(Refused):
        plan(project, role, make_person("Ned Ray"))

    drop_demand(demand, by=manager, at=AT)

    assert not RoleDemand.objects.exists()


def _given(request, person):

    offer = request.offer
    return Counter(person=person, first=offer.first, last=offer.last, share_percent=offer.share_percent)

from io import BytesIO

import pytest

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import ChangeSet
from milepost.domain.common.recording import recording
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.actions.applying_commands.problems import CannotApply
from milepost.domain.projects.actions.applying_plan import apply_plan
from milepost.domain.projects.actions.assigning import assign, team_on
from milepost.domain.projects.actions.editing import CannotEdit, StaleField
from milepost.domain.projects.actions.planning import add_task, edit_task, remove_task
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Assignment, Task
from milepost.engine.schedule import schedule
from milepost.exchange.mspdi.reading import read_mspdi
from milepost.exchange.network import network_of
from milepost.exchange.plan import PlanAssignment, PlanResource
from milepost.exchange.writing import content_of
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def kara():
    return make_person("Kara Montoya")


@pytest.fixture
def task(manager):
    project = make_project("Switch refresh", manager=manager)
    task = make_task(project, "Order", days=5, is_from_file=True)
    recalculate(project)
    return task


def typed(task, text, *, by, seen=None):
    command = {"do": "set", "task": task.pk, "values": {"assigned": text}}
    if seen is not None:
        command["seen"] = {"assigned": seen}
    return apply_commands(task.project, commands_of([command]), by=by, at=AT)


def test_people_and_roles_are_typed_with_units_and_work(task, manager, kara):
    typed(task, "kara [50%]; Mara Quint [16h]; role: Analyst [150%]", by=manager)

    assert set(team_on(task)) == {
        Terms(kara.pk, units_percent=50),
        Terms(manager.pk, work_minutes=960),
        Terms(None, "Analyst", 150),
    }


def test_a_role_that_the_plan_knows_is_typed_by_its_name_alone(task, manager):
    typed(task, "role: Analyst", by=manager)

    typed(task, "analyst [50%]", by=manager)

    assert team_on(task) == [Terms(None, "Analyst", 50)]


@pytest.mark.parametrize(
    "text", ["Nobody Known", "Mara Quint; Mara Quint", "Mara Quint [-5%]", "[50%]", "role:"]
)
def test_what_names_nobody_or_somebody_twice_is_refused_at_its_field(task, manager, text):
    with pytest.raises(CannotApply) as refusal:
        typed(task, text, by=manager)

    assert [problem.problem.field for problem in refusal.value.problems] == ["assigned"]
    assert not team_on(task)


def test_a_team_that_somebody_changed_meanwhile_is_refused(task, manager, kara):
    typed(task, "Kara Montoya", by=manager)

    with pytest.raises(CannotApply):
        typed(task, "Mara Quint", by=manager, seen="")
    with pytest.raises(StaleField):
        assign(task, [Terms(manager.pk)], by=manager, at=AT, seen=[])


def test_the_first_person_answers_for_a_task_that_nobody_answers_for(task, manager, kara):
    assign(task, [Terms(None, "Analyst"), Terms(kara.pk)], by=manager, at=AT)

    assert Task.objects.get(pk=task.pk).responsible == kara


def test_a_new_responsible_person_takes_over_the_work_of_the_one_before(task, manager, kara):
    assign(task, [Terms(kara.pk, units_percent=40)], by=manager, at=AT)

    edit_task(task, by=manager, at=AT, responsible=manager)

    assert team_on(task) == [Terms(manager.pk, units_percent=40)]


def test_who_answers_without_working_leaves_the_team_alone(task, manager, kara):
    edit_task(task, by=manager, at=AT, responsible=manager)
    assign(task, [Terms(None, "Analyst")], by=manager, at=AT)

    edit_task(task, by=manager, at=AT, responsible=kara)

    assert team_on(task) == [Terms(None, "Analyst")]


def test_assigning_is_recorded_and_undone(task, manager, kara):
    assign(task, [Terms(kara.pk)], by=manager, at=AT)
    change_set = ChangeSet.objects.first()

    undo_change(change_set, by=manager, at=AT)

    assert (change_set.action, team_on(task)) == ("projects.assign_people", [])
    assert Task.objects.get(pk=task.pk).responsible is None


def test_a_task_is_not_taken_back_once_people_are_assigned(task, manager, kara):
    added, _ = add_task(task.project, "Install", by=manager, at=AT)
    made = ChangeSet.objects.first()
    assign(added, [Terms(None, "Installer")], by=manager, at=AT)

    with pytest.raises(CannotUndo):
        undo_change(made, by=manager, at=AT)


def test_removing_a_task_takes_its_people_off(task, manager, kara):
    assign(task, [Terms(kara.pk)], by=manager, at=AT)

    remove_task(task, by=manager, at=AT)

    assert not Assignment.objects.exists()


def test_people_are_assigned_below_a_summary(task, manager, kara):
    make_task(task.project, "Call", parent=task)

    with pytest.raises(CannotEdit, match="below this summary"):
        assign(task, [Terms(kara.pk)], by=manager, at=AT)


def test_assigning_takes_the_permission_to_edit_the_schedule(task, kara):
    with pytest.raises(Refused):
        assign(task, [Terms(kara.pk)], by=kara, at=AT)


def test_assignments_of_a_file_become_rows_and_go_back_as_they_came(task, manager, kara):
    project = task.project
    plan = plan_of(project)
    plan.resources = [
        PlanResource(1, "Kara Montoya"),
        PlanResource(2, "Cable crew", max_units=3.0),
        PlanResource(3, "Cable", "material"),
    ]
    plan.assignments = [
        PlanAssignment(1, 1, 0.5, 1200), PlanAssignment(1, 2, 2.0, 480), PlanAssignment(1, 3, 10.0),
    ]  # fmt: skip
    with recording("projects.import_schedule", by=manager.account, at=AT, subject=project) as record:
        apply_plan(record, project, plan, by=manager, at=AT)

    assert team_on(project.tasks.get()) == [
        Terms(kara.pk, units_percent=50),
        Terms(None, "Cable crew", 200, 480),
    ]
    assert plan_of(project, kept=plan).assignments == plan.assignments


def test_what_is_written_is_read_back_as_the_same_team(task, manager, kara):
    assign(task, [Terms(kara.pk, units_percent=50), Terms(None, "Analyst", 100, 240)], by=manager, at=AT)
    plan = plan_of(task.project)

    again = read_mspdi(BytesIO(content_of(plan, ".xml", schedule=schedule(network_of(plan)))))

    with recording("projects.import_schedule", by=manager.account, at=AT, subject=task.project) as record:
        apply_plan(record, task.project, again, by=manager, at=AT)
    assert not [change for change in record.changes if change.object_type == "projects.assignment"]

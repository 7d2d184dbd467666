import ast
from datetime import datetime
from pathlib import Path

import pytest

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects import actions
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.planning import add_task, edit_task, remove_task
from milepost.domain.projects.actions.settings import ScheduleSettings, edit_schedule_settings
from milepost.domain.projects.actions.undoing import UNDOABLE, can_undo, undo_change
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Link, Project, Task, TaskDates
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Station 7", manager=manager)
    wire, test = make_task(project, "Wire", days=3), make_task(project, "Test", days=2)
    link(wire, test)
    recalculate(project)
    return project


def last():
    return ChangeSet.objects.first()


def rows_of(project):
    tasks = Task.objects.filter(project=project).values_list("pk", "name", "duration_minutes", "position")
    dates = (
        TaskDates.objects.filter(task__project=project)
        .order_by("task")
        .values_list("task", "start", "finish")
    )
    return list(tasks), list(Link.objects.filter(project=project).values_list("pk", "lag")), list(dates)


def test_an_edit_is_taken_back_with_its_consequence(project, manager):
    before = rows_of(project)
    edit_task(project.tasks.get(name="Wire"), by=manager, at=AT, duration_minutes=4800)
    edit = last()

    consequence = undo_change(edit, by=manager, at=AT, reason="A slip of the pen.")

    assert rows_of(project) == before
    assert consequence.finish_after == datetime(2027, 3, 5, 17)
    assert consequence.message.startswith("The finish moves from Mar 16, 2027 to Mar 5, 2027")
    undo = last()
    assert (undo.undoes, undo.action, undo.reason) == (edit, "projects.edit_task", "A slip of the pen.")


@pytest.mark.parametrize("name", ["Wire", "Test"])
def test_a_removed_task_comes_back_with_its_links(project, manager, name):
    before = rows_of(project)
    remove_task(project.tasks.get(name=name), by=manager, at=AT)

    undo_change(last(), by=manager, at=AT)

    assert rows_of(project) == before


def test_an_added_task_goes_and_undoing_that_brings_it_back(project, manager):
    before = rows_of(project)
    add_task(project, "Label", by=manager, at=AT)
    with_task = rows_of(project)

    undo_change(last(), by=manager, at=AT)
    assert rows_of(project) == before

    undo_change(last(), by=manager, at=AT)
    assert rows_of(project) == with_task


def test_schedule_settings_are_taken_back(project, manager):
    edit_schedule_settings(project, ScheduleSettings(start=datetime(2027, 3, 8, 8)), by=manager, at=AT)

    undo_change(last(), by=manager, at=AT)

    assert Project.objects.get().start == datetime(2027, 3, 1, 8)


def test_nothing_is_undone_when_a_field_changed_since(project, manager):
    wire = project.tasks.get(name="Wire")
    edit_task(wire, by=manager, at=AT, duration_minutes=4800)
    first = last()
    edit_task(wire, by=manager, at=AT, duration_minutes=960)

    with pytest.raises(
        CannotUndo, match="Wire has been changed since by Mara Quint: its duration is another now"
    ):
        undo_change(first, by=manager, at=AT)

    assert ChangeSet.objects.count() == 2


def test_an_edit_is_undone_only_once(project, manager):
    edit_task(project.tasks.get(name="Wire"), by=manager, at=AT, duration_minutes=4800)
    edit = last()
    undo_change(edit, by=manager, at=AT)

    with pytest.raises(CannotUndo, match="already been undone"):
        undo_change(ChangeSet.objects.get(pk=edit.pk), by=manager, at=AT)


def test_only_its_author_undoes_an_edit(project, manager):
    director = make_person("Ines Vega", Role.PORTFOLIO_MANAGER)
    edit_task(project.tasks.get(name="Wire"), by=manager, at=AT, duration_minutes=4800)

    with pytest.raises(CannotUndo, match="Mara Quint made this change and alone can undo it"):
        undo_change(last(), by=director, at=AT)

    assert (can_undo(manager, last(), project), can_undo(director, last(), project)) == (True, False)


def test_who_lost_the_role_undoes_nothing(project, manager):
    edit_task(project.tasks.get(name="Wire"), by=manager, at=AT, duration_minutes=4800)
    project.roles.all().delete()

    with pytest.raises(Refused):
        undo_change(last(), by=manager, at=AT)


def test_a_baseline_stays(project, manager):
    set_baseline(project, name="As approved", by=manager, at=AT)

    with pytest.raises(CannotUndo, match="Only edits and imports of a schedule can be undone"):
        undo_change(last(), by=manager, at=AT)
    assert not can_undo(manager, last(), project)


def test_every_schedule_edit_can_be_undone():
    sources = Path(actions.__file__).parent.glob("*.py")
    nodes = [node for source in sources for node in ast.walk(ast.parse(source.read_text()))]
    edits = [
        node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "editing"
    ]

    named = {edit.args[1].value for edit in edits if isinstance(edit.args[1], ast.Constant)}

    assert len(named) > 5
    # What is only tried is rolled back at its end.
    assert named - {"projects.try_commands"} <= UNDOABLE.keys()

import pytest

from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.outlining import Step, shift_task
from milepost.domain.projects.models import Project, Task
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    """Build holds Rack and Cable; Test and Close stand on the first level."""
    project = make_project("Switch refresh", manager=manager)
    build = make_task(project, "Build")
    make_task(project, "Rack", parent=build)
    make_task(project, "Cable", parent=build)
    make_task(project, "Test")
    make_task(project, "Close")
    return project


def outline(project: Project) -> list[str]:
    tasks = Task.objects.filter(project=project).select_related("parent__parent").order_by("position")
    return [f"{'  ' * depth(task)}{task.name}" for task in tasks]


def depth(task: Task) -> int:
    return 0 if task.parent is None else 1 + depth(task.parent)


def named(project: Project, name: str) -> Task:
    return Task.objects.get(project=project, name=name)


def test_indent_puts_a_task_under_the_one_above(project, manager):
    shift_task(named(project, "Test"), Step.INDENT, by=manager, at=AT)

    assert outline(project) == ["Build", "  Rack", "  Cable", "  Test", "Close"]


def test_outdent_takes_the_siblings_below_along_as_children(project, manager):
    shift_task(named(project, "Rack"), Step.OUTDENT, by=manager, at=AT)

    assert outline(project) == ["Build", "Rack", "  Cable", "Test", "Close"]


def test_down_moves_a_whole_subtree(project, manager):
    shift_task(named(project, "Build"), Step.DOWN, by=manager, at=AT)

    assert outline(project) == ["Test", "Build", "  Rack", "  Cable", "Close"]


def test_up_is_the_way_back(project, manager):
    before = outline(project)
    shift_task(named(project, "Build"), Step.DOWN, by=manager, at=AT)

    shift_task(named(project, "Build"), Step.UP, by=manager, at=AT)

    assert outline(project) == before


@pytest.mark.parametrize(
    ("name", "step", "why"),
    [
        ("Build", Step.INDENT, "no task above"),
        ("Build", Step.OUTDENT, "first level"),
        ("Rack", Step.UP, "first of its level"),
        ("Cable", Step.DOWN, "last of its level"),
    ],
)
def test_a_step_that_leads_nowhere_is_refused(project, manager, name, step, why):
    with pytest.raises(CannotEdit, match=why):
        shift_task(named(project, name), step, by=manager, at=AT)


def test_a_task_with_progress_does_not_become_a_summary(project, manager):
    Task.objects.filter(name="Test").update(percent_complete=50)

    with pytest.raises(CannotEdit, match="has progress of its own"):
        shift_task(named(project, "Close"), Step.INDENT, by=manager, at=AT)

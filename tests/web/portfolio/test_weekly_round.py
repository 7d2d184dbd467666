from datetime import datetime

import pytest
from django.test import Client

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Task
from tests.factories import give_role, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db
ROUND = "/weekly-round/"


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def running(name: str, manager) -> Task:
    """Make a project with one task that should run."""
    project = make_project(name, manager=manager, state="in_progress", start=datetime(2026, 3, 2, 8))
    task = make_task(project, f"Work on {name}", days=5)
    recalculate(project)
    return task


def typed(visitor: Client) -> dict[str, str]:
    """Give what the grid would send when nothing was typed."""
    values = {}
    for one in visitor.get(ROUND).context["rounds"]:
        for form in one.forms:
            for field in form:
                shown = field.value()
                values[field.html_name] = values[field.html_initial_name] = (
                    "" if shown is None else str(shown)
                )
    return values


def test_the_round_lists_the_open_tasks_of_ones_own_projects(visitor, manager):
    running("Radios", manager)
    running("Pumps", make_person("Otto Frey"))

    rounds = visitor.get(ROUND).context["rounds"]

    assert [one.project.name for one in rounds] == ["Radios"]


def test_each_project_answers_with_its_consequence(visitor, manager):
    radios, pumps = running("Radios", manager), running("Pumps", manager)
    changes = {
        f"task-{radios.pk}-percent_complete": "50",
        f"task-{pumps.pk}-actual_finish": "2026-03-10",
    }

    answer = visitor.post(ROUND, typed(visitor) | changes, follow=True).content.decode()

    radios.refresh_from_db()
    pumps.refresh_from_db()
    assert (radios.percent_complete, pumps.percent_complete) == (50, 100)
    assert pumps.actual_finish == datetime(2026, 3, 10, 17)
    assert "Radios: The finish stays" in answer
    assert "Pumps: The finish moves" in answer


def test_a_project_with_an_error_keeps_what_was_typed_while_others_are_saved(visitor, manager):
    radios, pumps = running("Radios", manager), running("Pumps", manager)
    changes = {
        f"task-{radios.pk}-percent_complete": "120",
        f"task-{pumps.pk}-percent_complete": "30",
    }

    answer = visitor.post(ROUND, typed(visitor) | changes)

    radios.refresh_from_db()
    pumps.refresh_from_db()
    assert (answer.status_code, radios.percent_complete, pumps.percent_complete) == (422, 0, 30)
    assert 'value="120"' in answer.content.decode()


def test_one_wrong_task_holds_back_its_whole_project(visitor, manager):
    first = running("Radios", manager)
    second = make_task(first.project, "Test")
    recalculate(first.project)
    changes = {
        f"task-{first.pk}-percent_complete": "40",
        f"task-{second.pk}-remaining": "soon",
    }

    visitor.post(ROUND, typed(visitor) | changes)

    first.refresh_from_db()
    assert first.percent_complete == 0


def test_a_cell_that_somebody_else_changed_is_refused(visitor, manager):
    task = running("Radios", manager)
    read = typed(visitor)
    Task.objects.filter(pk=task.pk).update(percent_complete=70)

    answer = visitor.post(ROUND, read | {f"task-{task.pk}-percent_complete": "40"})

    form = answer.context["rounds"][0].forms[0]
    assert form.errors["percent_complete"] == ["Changed meanwhile: it is 70 now."]


def test_a_project_that_is_over_is_not_in_the_round(visitor, manager):
    task = running("Radios", manager)
    Project.objects.filter(pk=task.project_id).update(state="closed")

    assert visitor.get(ROUND).context["rounds"] == []


def test_a_manager_by_role_alone_has_the_project_in_the_round(client):
    task = running("Radios", make_person("Otto Frey"))
    deputy = make_person("Dee Park")
    give_role(deputy, Role.PROJECT_MANAGER, over=task.project)

    rounds = signed_in(client, deputy).get(ROUND).context["rounds"]

    assert [one.project for one in rounds] == [task.project]

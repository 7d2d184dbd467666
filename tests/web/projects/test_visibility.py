"""No page of a project, and no list, shows what its reader may not see."""

import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import give_role, make_department, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db

PAGES = [
    "overview", "charter", "schedule", "schedule-document", "new-task", "baselines", "new-baseline", "risks",
    "new-risk", "new-issue", "history", "settings", "rating", "schedule-steps",
]  # fmt: skip
TASK_PAGES = ["task", "task-explanation", "task-removal"]
TASK_POSTS = ["task-place", "task-removal", "task"]
EDIT_POSTS = ["schedule-edits", "schedule-undo", "schedule-redo"]


@pytest.fixture
def secret():
    project = make_project("Undercover radio", manager=make_person("Mara Quint"), is_restricted=True)
    make_task(project, "Buy radios")
    recalculate(project)
    return project


@pytest.fixture
def outsider(client: Client) -> Client:
    department = make_department("Parks")
    return signed_in(client, make_person("Otto Frey", Role.PROJECT_MANAGER, over=department))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_an_invisible_project_is_not_there(outsider, secret, address):
    assert outsider.get(reverse(f"projects:{address}", args=[secret.pk])).status_code == 404


@pytest.mark.parametrize("address", TASK_PAGES)
def test_a_page_of_an_invisible_task_is_not_there(outsider, secret, address):
    task = secret.tasks.get()

    assert outsider.get(reverse(f"projects:{address}", args=[secret.pk, task.pk])).status_code == 404


@pytest.mark.parametrize("address", TASK_POSTS)
def test_an_invisible_task_takes_no_edit(outsider, secret, address):
    task = secret.tasks.get()

    answer = outsider.post(reverse(f"projects:{address}", args=[secret.pk, task.pk]), {"name": "Mine"})

    task.refresh_from_db()
    assert (answer.status_code, task.name) == (404, "Buy radios")


@pytest.mark.parametrize("address", EDIT_POSTS)
def test_an_invisible_schedule_takes_no_edit(outsider, secret, address):
    body = {"commands": [{"do": "remove", "tasks": [secret.tasks.get().pk]}]}

    answer = outsider.post(
        reverse(f"projects:{address}", args=[secret.pk]), body, content_type="application/json"
    )

    assert (answer.status_code, secret.tasks.count()) == (404, 1)


@pytest.mark.parametrize("ending", ["xml", "xlsx", "csv"])
def test_an_invisible_schedule_is_not_exported(outsider, secret, ending):
    assert outsider.get(reverse("projects:schedule-file", args=[secret.pk, ending])).status_code == 404


@pytest.mark.parametrize("address", ["projects:projects", "portfolio:portfolio", "portfolio:weekly-round"])
def test_lists_counts_and_filters_do_not_tell_of_an_invisible_project(outsider, secret, address):
    answer = outsider.get(reverse(address), {"q": "radio", "state": secret.state})

    assert b"Undercover" not in answer.content
    assert secret.department.name.encode() not in answer.content
    assert b"Mara Quint" not in answer.content


def test_an_import_form_offers_only_projects_one_may_update(outsider, secret):
    answer = outsider.get(reverse("imports:imports"))

    assert b"Undercover" not in answer.content


def test_a_task_of_another_project_is_not_found_under_a_visible_one(client, secret):
    reader = make_person("Rosa Ortiz")
    own = make_project("Radio tower", manager=reader)

    answer = signed_in(client, reader).get(reverse("projects:task", args=[own.pk, secret.tasks.get().pk]))

    assert answer.status_code == 404


def test_a_role_on_the_project_opens_it(client, secret):
    member = make_person("Tom Lind")
    give_role(member, Role.TEAM_MEMBER, over=secret)

    answer = signed_in(client, member).get(reverse("projects:schedule", args=[secret.pk]))

    assert answer.status_code == 200

import pytest
from django.urls import reverse

from milepost.domain.common.models import Event
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Link
from tests.factories import AT, give_role, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def client(client, mara):
    return signed_in(client, mara)


@pytest.fixture
def switches():
    task = make_task(make_project("Network core", number="P-2027-401"), "Core switches", days=5)
    recalculate(task.project)
    return task


@pytest.fixture
def cutover():
    manager = make_person("Theo Lane")
    task = make_task(make_project("911 phones", number="P-2027-402", manager=manager), "Cut over")
    recalculate(task.project)
    return task


def address(task, other=None):
    return reverse("projects:wait", args=[task.project_id, task.pk]) + (f"?other={other.pk}" if other else "")


def test_a_project_is_chosen_then_one_of_its_tasks(client, switches, cutover):
    shown = client.get(address(cutover, switches.project)).content.decode()
    sent = {"predecessor": switches.pk, "type": 1, "lag": "2d"}

    answer = client.post(address(cutover, switches.project), sent)

    made = Link.objects.get()
    assert f"{switches.uid} Core switches" in shown
    assert (answer.status_code, made.predecessor, made.lag) == (303, switches, 960)


def test_what_is_wrong_stands_beside_its_field(client, switches, cutover):
    answer = client.post(address(cutover, switches.project), {"predecessor": "", "type": 1, "lag": "soon"})

    assert answer.status_code == 422
    assert "“soon” is not a lag such as 2d, -1w or 50%." in answer.content.decode()


def test_projects_that_may_not_be_seen_are_not_offered(client, switches, cutover):
    shown = (
        signed_in(client, cutover.project.manager).get(address(cutover, switches.project)).content.decode()
    )

    assert "Network core" not in shown
    assert "Core switches" not in shown


def test_the_tasks_page_tells_both_directions_within_what_its_reader_sees(client, switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    pages = [reverse("projects:task", args=[task.project_id, task.pk]) for task in (cutover, switches)]

    waiting, waited_for = (client.get(page).content.decode() for page in pages)
    theo = make_person()
    give_role(theo, Role.TEAM_MEMBER, over=switches.project)
    hidden = signed_in(client, theo).get(pages[1]).content.decode()

    assert "Core switches</a>" in waiting
    assert "Cut over</a>" in waited_for
    assert "Cut over" not in hidden
    assert "1 task of another project" in hidden


def test_removing_a_task_warns_of_those_that_wait_and_tells_their_manager(client, switches, cutover, mara):
    link_tasks(switches, cutover, by=mara, at=AT)
    page = reverse("projects:task-removal", args=[switches.project_id, switches.pk])

    shown = client.get(page).content.decode()
    client.post(page)

    assert "Other projects wait for it" in shown
    told = Event.objects.get(kind="predecessor_lost")
    assert told.text == "“Cut over” of 911 phones no longer waits for a task that was removed"
    assert told.to == [cutover.project.manager.user_id]

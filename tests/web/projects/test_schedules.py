import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Task
from tests.factories import AT, give_role, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_cache():
    cache.clear()


@pytest.fixture
def mara():
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def client(client, mara):
    return signed_in(client, mara)


@pytest.fixture
def core():
    project = make_project("Network core", number="P-2027-301")
    phase = make_task(project, "Migrate", days=0)
    make_task(project, "Core switches", days=5, parent=phase)
    recalculate(project)
    return project


@pytest.fixture
def phones(core, mara):
    project = make_project("911 phones", number="P-2027-302")
    cutover = make_task(project, "Cut over", days=2)
    recalculate(project)
    link_tasks(core.tasks.get(name="Core switches"), cutover, by=mara, at=AT)
    return project


def document(client, *projects):
    query = "&".join(f"project={project.pk}" for project in projects)
    return client.get(f"{reverse('projects:schedules-document')}?{query}")


def test_each_project_stands_below_a_row_of_its_own_tied_by_the_links_between_them(client, core, phones):
    read = document(client, core, phones).json()
    tasks, links = read["tasks"], read["links"]

    assert tasks["name"] == [
        "P-2027-301 Network core",
        "Migrate",
        "Core switches",
        "P-2027-302 911 phones",
        "Cut over",
    ]
    assert tasks["parent"] == [-1, 0, 1, -1, 3]
    assert tasks["level"] == [1, 2, 3, 1, 2]
    assert tasks["id"][0] == -core.pk
    assert tasks["wbs"] == ["P-2027-301", "P-2027-301 1", "P-2027-301 1.1", "P-2027-302", "P-2027-302 1"]
    assert (links["predecessor"], links["successor"], links["driving"]) == ([2], [4], [1])
    assert tasks["driver"] == [-1, -1, -1, -1, 0]
    assert tasks["abroad"] == [""] * 5
    assert {len(column) for column in tasks.values()} == {5}


def test_what_comes_from_beyond_the_chart_is_told_in_words(client, phones):
    assert (
        document(client, phones)
        .json()["tasks"]["abroad"][1]
        .startswith("waits for “Core switches” of P-2027-301")
    )


def test_a_reader_gets_only_the_projects_that_may_be_seen(client, core, phones):
    theo = make_person("Theo Lane")
    give_role(theo, Role.TEAM_MEMBER, over=phones)
    signed_in(client, theo)

    read = document(client, core, phones)

    assert read.json()["tasks"]["name"] == ["P-2027-302 911 phones", "Cut over"]
    assert "Network core" not in read.content.decode()
    assert "edits" not in read.json()["actions"]
    assert document(client, core).status_code == 404


def test_an_unchanged_document_is_not_sent_again(client, core, phones, mara):
    first = document(client, core, phones)
    address = f"{reverse('projects:schedules-document')}?project={core.pk}&project={phones.pk}"

    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_an_edit_goes_to_the_project_of_its_task(client, core, phones):
    switches = core.tasks.get(name="Core switches")
    commands = [{"do": "set", "task": switches.pk, "values": {"duration": "10d"}}]

    answer = client.post(
        reverse("projects:schedules-edits"),
        json.dumps({"commands": commands}),
        content_type="application/json",
    )

    assert answer.status_code == 200
    assert answer.json()["beyond"][0].startswith("911 phones (P-2027-302): the finish moves")
    assert Task.objects.get(pk=switches.pk).duration_minutes == 4800


def test_an_edit_of_tasks_of_two_projects_is_refused(client, core, phones):
    tasks = [core.tasks.get(name="Core switches").pk, phones.tasks.get().pk]

    answer = client.post(
        reverse("projects:schedules-edits"),
        json.dumps({"commands": [{"do": "shift", "tasks": tasks, "days": 2}]}),
        content_type="application/json",
    )

    assert (answer.status_code, answer.json()["detail"].partition(";")[0]) == (
        422,
        "Edit the tasks of one project at a time",
    )


def test_undo_takes_back_the_last_edit_in_the_chart(client, core, phones):
    chart = f"?project={core.pk}&project={phones.pk}"
    switches, cutover = core.tasks.get(name="Core switches"), phones.tasks.get()
    for task in (cutover, switches):
        edit(client, {"do": "set", "task": task.pk, "values": {"duration": "10d"}}, chart)

    offered = client.get(reverse("projects:schedules-steps") + chart).json()
    answer = client.post(reverse("projects:schedules-undo") + chart, "{}", content_type="application/json")

    assert offered["undo"]["label"].endswith("in P-2027-301")
    assert answer.status_code == 200, answer.content
    assert answer.json().keys() == {"message", "because", "moved", "beyond", "revision", "history"}
    assert [Task.objects.get(pk=task.pk).duration_minutes for task in (switches, cutover)] == [2400, 4800]


def test_a_link_is_drawn_from_one_project_to_another(client, core, phones):
    accepted = make_task(phones, "Accepted", days=1)
    recalculate(phones)
    switches = core.tasks.get(name="Core switches")

    tie = {"do": "link", "predecessor": switches.pk, "successor": accepted.pk, "type": "FS", "lag": "1d"}
    answer = edit(client, tie)

    assert answer.status_code == 200
    assert accepted.links_in.get().is_external


def edit(client, command, chart=""):
    body = json.dumps({"revision": 0, "commands": [command]})
    return client.post(reverse("projects:schedules-edits") + chart, body, content_type="application/json")


def test_a_row_leads_to_its_task_and_a_projects_row_to_its_schedule(client, core, phones):
    cutover = phones.tasks.get()

    led = [client.get(reverse("projects:row", args=[row]))["Location"] for row in (cutover.pk, -core.pk)]

    assert led == [f"/projects/{phones.pk}/tasks/{cutover.pk}/", f"/projects/{core.pk}/schedule/"]


def test_rows_of_projects_that_may_not_be_seen_are_not_there(client, core, phones):
    theo = make_person("Theo Lane")
    signed_in(client, theo)
    hidden = core.tasks.get(name="Core switches").pk

    answers = [
        client.get(reverse("projects:row", args=[hidden])),
        client.get(reverse("projects:row", args=[-core.pk])),
        client.get(reverse("projects:row-explanation", args=[hidden])),
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_without_a_choice_the_page_offers_the_projects(client, core, phones):
    shown = client.get(reverse("projects:schedules")).content.decode()

    assert "Which projects?" in shown
    assert "P-2027-301 Network core" in shown


def test_the_number_of_queries_is_constant_for_each_project(
    client, core, phones, django_assert_max_num_queries
):
    document(client, core)
    for _ in range(20):
        make_task(core)
    recalculate(core)
    cache.clear()

    with django_assert_max_num_queries(48):
        document(client, core, phones)

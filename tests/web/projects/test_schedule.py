import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import AT, give_role, link, make_person, make_project, make_task, signed_in
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state="in_progress")
    phase = make_task(project, "Build")
    order = make_task(project, "Order", days=5, parent=phase)
    live = make_task(project, "Live", days=0, parent=phase, is_milestone=True)
    link(order, live)
    recalculate(project)
    return project


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def document_of(visitor: Client, project, **headers: str):
    return visitor.get(reverse("projects:schedule-document", args=[project.pk]), headers=headers)


def test_the_document_lays_tasks_and_links_in_columns(visitor, project):
    document = document_of(visitor, project).json()

    tasks = document["tasks"]
    assert tasks["name"] == ["Build", "Order", "Live"]
    assert (tasks["kind"], tasks["parent"]) == (["summary", "task", "milestone"], [-1, 0, 0])
    assert (tasks["level"], tasks["wbs"]) == ([1, 2, 2], ["1", "1.1", "1.2"])
    assert tasks["duration_text"] == ["5d", "5d", "0d"]
    assert tasks["editable"] == [0, 1, 1]
    assert {len(column) for column in tasks.values()} == {3}
    assert document["links"] == {
        "predecessor": [1], "successor": [2], "type": [1], "lag_text": [""], "driving": [1],
    }  # fmt: skip


def test_a_reader_is_given_no_address_to_edit(client, project):
    reader = make_person("Tom Lind")
    give_role(reader, Role.TEAM_MEMBER, over=project)

    document = document_of(signed_in(client, reader), project).json()

    assert (set(document["actions"]), document["tasks"]["editable"]) == ({"task", "why"}, [0, 0, 0])


def test_a_document_that_is_still_the_latest_is_not_sent_again(visitor, project):
    first = document_of(visitor, project)

    again = document_of(visitor, project, if_none_match=first["ETag"])

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_an_edit_makes_a_new_document(visitor, project, manager):
    first = document_of(visitor, project)
    edit_task(project.tasks.get(name="Order"), duration_minutes=4800, by=manager, at=AT)

    again = document_of(visitor, project, if_none_match=first["ETag"])

    assert again.json()["revision"] == first.json()["revision"] + 1


def test_a_packed_document_reads_the_same(visitor, project):
    packed = document_of(visitor, project, accept_encoding="gzip")

    import gzip

    assert gzip.decompress(packed.content) == document_of(visitor, project).content


def test_baseline_dates_stand_beside_those_of_now(visitor, project, manager):
    set_baseline(project, name="Agreed", by=manager, at=AT)
    edit_task(project.tasks.get(name="Order"), duration_minutes=4800, by=manager, at=AT)

    tasks = document_of(visitor, project).json()["tasks"]

    assert tasks["baseline_finish"][1] < tasks["finish"][1]


def test_the_table_shows_the_same_without_scripts(visitor, project):
    row = listed(visitor.get(reverse("projects:tasks", args=[project.pk])))[2]

    assert (row.task.name, row.predecessors, row.task.is_milestone, row.wbs) == ("Live", "2", True, "1.2")


def test_the_schedule_page_asks_the_same_number_of_queries_for_more_tasks(
    visitor, project, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("projects:tasks", args=[project.pk])
    visitor.get(url)
    with CaptureQueriesContext(connection) as few:
        visitor.get(url)
    for number in range(5):
        make_task(project, f"More {number}")
    recalculate(project)

    with django_assert_num_queries(len(few)):
        visitor.get(url)


@pytest.mark.parametrize("ending", ["xml", "xlsx", "csv"])
def test_a_schedule_goes_out_as_a_file(visitor, project, ending):
    answer = visitor.get(reverse("projects:schedule-file", args=[project.pk, ending]))

    assert answer.status_code == 200
    assert f"switch-refresh.{ending}" in answer["Content-Disposition"]


def test_the_file_of_a_large_schedule_is_written_in_the_background(
    visitor, project, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("milepost.domain.projects.actions.exporting.TASKS_AT_ONCE", 1)

    with django_capture_on_commit_callbacks(execute=True):
        page = visitor.get(reverse("projects:schedule-file", args=[project.pk, "xml"]))["Location"]
    file = visitor.get(f"{page}file/")

    assert "switch-refresh.xml" in file["Content-Disposition"]
    assert b"<Project" in b"".join(file.streaming_content)


def test_no_other_kind_of_file_is_made(visitor, project):
    assert visitor.get(reverse("projects:schedule-file", args=[project.pk, "exe"])).status_code == 404

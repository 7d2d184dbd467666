import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Link
from tests.factories import AT, give_role, link, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state="in_progress")
    order, install = make_task(project, "Order", days=5), make_task(project, "Install", days=2)
    link(order, install)
    recalculate(project)
    return project


@pytest.fixture
def order(project):
    return project.tasks.get(name="Order")


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def post(visitor: Client, project, *commands, name="schedule-edits"):
    body = {"revision": project.revision, "commands": list(commands)}
    url = reverse(f"projects:{name}", args=[project.pk])
    return visitor.post(url, body, content_type="application/json")


def test_an_edit_answers_with_what_it_did_and_how_to_undo_it(visitor, project, order):
    answer = post(visitor, project, {"do": "set", "task": order.pk, "values": {"duration": "2w"}})

    order.refresh_from_db()
    told = answer.json()
    assert (answer.status_code, order.duration_minutes, order.duration_unit) == (200, 4800, "w")
    assert (told["revision"], [moved["name"] for moved in told["moved"]]) == (1, ["Order", "Install"])
    assert told["history"] == {"undo": {"label": "“Order” given another duration"}, "redo": None}


def test_an_edit_sent_again_after_a_lost_answer_is_made_once(visitor, project):
    body = {
        "revision": project.revision,
        "commands": [{"do": "insert", "key": "a", "before": None, "values": {"name": "Test"}}],
        "key": "5d1f" * 8,
    }
    url = reverse("projects:schedule-edits", args=[project.pk])

    first, again = (visitor.post(url, body, content_type="application/json") for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 200)
    assert project.tasks.filter(name="Test").count() == 1
    assert again.json()["revision"] == first.json()["revision"] == 1
    # What changed was told in the lost answer, so that the whole document is read again.
    assert "changed" not in again.json()
    assert again.json()["history"] == first.json()["history"]


@pytest.mark.parametrize("key", ["", "x" * 37, 7, ["a"]])
def test_a_key_that_is_none_is_refused(visitor, project, order, key):
    body = {"commands": [{"do": "remove", "tasks": [order.pk]}], "key": key}
    url = reverse("projects:schedule-edits", args=[project.pk])

    assert visitor.post(url, body, content_type="application/json").status_code == 422
    assert project.tasks.count() == 2


def test_commands_build_a_plan_in_one_change(visitor, project, order):
    install = project.tasks.get(name="Install")

    answer = post(
        visitor,
        project,
        {
            "do": "insert",
            "key": "a",
            "before": None,
            "values": {"name": "Test", "duration": "3d", "predecessors": "2"},
        },
        {"do": "insert", "key": "b", "before": order.pk, "values": {"name": "Build"}},
        {"do": "indent", "tasks": [order.pk, install.pk, "a"]},
        {"do": "set", "task": "a", "values": {"responsible": "Mara"}},
        {"do": "link", "predecessor": order.pk, "successor": "a", "type": "SS", "lag": "2d"},
    )

    rows = project.tasks.order_by("position").values_list("name", "parent__name", "responsible__name")
    assert answer.status_code == 200, answer.json()
    assert list(rows) == [
        ("Build", None, None),
        ("Order", "Build", None),
        ("Install", "Build", None),
        ("Test", "Build", "Mara Quint"),
    ]
    assert Link.objects.count() == 3
    assert ChangeSet.objects.count() == 1


def test_a_refused_command_leaves_everything_as_it_was_and_is_named(visitor, project, order):
    answer = post(
        visitor,
        project,
        {"do": "set", "task": order.pk, "values": {"name": "Buy"}},
        {"do": "set", "task": order.pk, "values": {"duration": "soon", "percent": "120"}},
    )

    order.refresh_from_db()
    assert (answer.status_code, order.name) == (422, "Order")
    assert answer.json()["errors"] == [
        {"command": 1, "field": "duration", "message": "“soon” is not a duration such as 3d, 2w, 4h or 5ed."},
        {"command": 1, "field": "percent", "message": "“120” does not lie between 0 and 100 percent."},
    ]


def test_a_field_changed_meanwhile_is_refused_with_both_values(visitor, project, order):
    theo = make_person("Theo Lane")
    give_role(theo, Role.TECHNICAL_LEAD, over=project)
    edit_task(order, by=theo, at=AT, duration_minutes=960)

    command = {"do": "set", "task": order.pk, "values": {"duration": "3d"}, "seen": {"duration": "5d"}}
    answer = post(visitor, project, command)

    order.refresh_from_db()
    assert (answer.status_code, order.duration_minutes) == (409, 960)
    assert answer.json()["errors"] == [
        {
            "command": 0,
            "field": "duration",
            "message": "Somebody changed this meanwhile: it is 2d now, and you entered 3d.",
            "theirs": "2d",
            "yours": "3d",
        }
    ]


def test_edits_are_undone_and_redone_one_after_the_other(visitor, project, order):
    post(visitor, project, {"do": "set", "task": order.pk, "values": {"name": "Buy"}})
    post(visitor, project, {"do": "set", "task": order.pk, "values": {"duration": "2d"}})

    def name_and_duration():
        order.refresh_from_db()
        return order.name, order.duration_minutes

    post(visitor, project, name="schedule-undo")
    assert name_and_duration() == ("Buy", 2400)
    undone = post(visitor, project, name="schedule-undo")
    assert name_and_duration() == ("Order", 2400)
    assert undone.json()["history"] == {"undo": None, "redo": {"label": "“Order” renamed"}}
    post(visitor, project, name="schedule-redo")
    redone = post(visitor, project, name="schedule-redo")
    assert name_and_duration() == ("Buy", 960)
    assert redone.json()["history"]["redo"] is None
    assert post(visitor, project, name="schedule-redo").status_code == 422


def test_a_reader_of_the_revision_before_is_given_the_columns_that_changed(visitor, project, order):
    document = visitor.get(reverse("projects:schedule-document", args=[project.pk])).json()

    answer = post(visitor, project, {"do": "set", "task": order.pk, "values": {"duration": "2w"}}).json()

    anew = visitor.get(reverse("projects:schedule-document", args=[project.pk])).json()
    changed = document["tasks"] | answer["changed"]
    assert answer["edited"]["id"] == [order.pk]
    assert (answer["project"], changed) == (anew["project"], anew["tasks"])
    assert "links" not in answer


def test_changed_links_are_given_whole_with_the_texts_of_their_tasks(visitor, project, order):
    test = make_task(project, "Test")
    recalculate(project)

    answer = post(
        visitor, project, {"do": "set", "task": test.pk, "values": {"predecessors": "1SS+2d; 2"}}
    ).json()

    anew = visitor.get(reverse("projects:schedule-document", args=[project.pk])).json()
    assert (answer["edited"]["predecessors"], answer["edited"]["successors"]) == (
        ["", "1", "1SS+2d; 2"],
        ["2; 3SS+2d", "3", ""],
    )
    assert {**answer["links"], "driving": anew["links"]["driving"]} == anew["links"]


@pytest.mark.parametrize(
    "command",
    [
        {"do": "set", "values": {"duration": "2w", "name": "Buy"}},
        {"do": "set", "values": {"predecessors": ""}},
        {"do": "set", "values": {"predecessors": "1SS+1d; 3"}},
        {"do": "set", "values": {"assigned": "Mara Quint [50%]"}},
    ],
    ids=lambda command: " ".join(command["values"]),
)
def test_the_document_follows_an_edit_and_its_undoing_as_if_made_anew(visitor, project, command):
    ship, pay = make_task(project, "Ship", days=1), make_task(project, "Pay", days=1)
    link(ship, pay)
    recalculate(project)
    url = reverse("projects:schedule-document", args=[project.pk])
    visitor.get(url)

    post(visitor, project, command | {"task": project.tasks.get(name="Install").pk})
    with CaptureQueriesContext(connection) as queries:
        edited = visitor.get(url).json()
    project.refresh_from_db()
    post(visitor, project, name="schedule-undo")
    undone = visitor.get(url).json()

    assert not any("late_start" in query["sql"] for query in queries)
    cache.clear()
    assert undone == visitor.get(url).json()
    project.refresh_from_db()
    post(visitor, project, name="schedule-redo")
    cache.clear()
    assert edited | {"revision": 3} == visitor.get(url).json()


def test_whoever_read_an_older_revision_is_told_to_read_anew(visitor, project, order):
    post(visitor, project, {"do": "set", "task": order.pk, "values": {"name": "Buy"}})

    answer = post(visitor, project, {"do": "set", "task": order.pk, "values": {"name": "Lease"}}).json()

    assert (answer["revision"], "changed" in answer) == (2, False)

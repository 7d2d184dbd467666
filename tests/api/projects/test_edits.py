import pytest

from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import link, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(calling, manager):
    return calling(manager)


@pytest.fixture
def order(project):
    order, install = make_task(project, "Order", days=2), make_task(project, "Install", days=3)
    link(order, install)
    recalculate(project)
    return order


def test_commands_edit_a_schedule_and_are_undone_and_redone(call, project, order):
    path = f"/projects/{project.pk}/schedule"

    edited = call(
        "POST", f"{path}/edits", {"commands": [{"do": "set", "task": order.pk, "values": {"duration": "5d"}}]}
    )
    steps = call("GET", f"{path}/steps")
    undone = call("POST", f"{path}/undo")
    redone = call("POST", f"{path}/redo")

    message = "The finish moves from Mar 5, 2027 to Mar 10, 2027 because “Order” takes 3 days longer."
    assert (edited.json()["message"], redone.json()["message"]) == (message, message)
    assert undone.json()["finish_after"] == "2027-03-05T17:00:00"
    assert steps.json() == {"undo": {"label": "“Order” given another duration"}, "redo": None}


def test_every_command_refused_is_named(call, project, order):
    commands = [
        {"do": "set", "task": order.pk, "values": {"duration": "soon"}},
        {"do": "link", "predecessor": order.pk, "successor": order.pk},
    ]

    answer = call("POST", f"/projects/{project.pk}/schedule/edits", {"commands": commands})

    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [
            {"field": "commands.0.duration", "detail": "“soon” is not a duration such as 3d, 2w, 4h or 5ed."},
            {"field": "commands.1.predecessors", "detail": "A task cannot depend on itself."},
        ],
    )


def test_a_stale_field_is_answered_as_a_conflict(call, project, order):
    command = {"do": "set", "task": order.pk, "values": {"name": "Lease"}, "seen": {"name": "Buy"}}

    answer = call("POST", f"/projects/{project.pk}/schedule/edits", {"commands": [command]})

    assert answer.status_code == 409

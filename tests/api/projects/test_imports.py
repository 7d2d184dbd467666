import pytest

from milepost.domain.projects.models import Task
from tests.factories import make_department, make_person

pytestmark = pytest.mark.django_db
TASKS = b"Name,Duration,Predecessors,Start\nOrder,2d,,2027-03-01\nInstall,3d,1,\n"


@pytest.fixture
def brought(calling, manager, project, settings, tmp_path, django_capture_on_commit_callbacks):
    """A file that was brought to the project and has been read."""
    settings.MEDIA_ROOT = tmp_path
    call = calling(manager)
    with django_capture_on_commit_callbacks(execute=True):
        answer = call.upload("/imports", TASKS, name="tasks.csv", project_id=project.pk)
    assert (answer.status_code, answer.json()["state"]) == (202, "reading")
    return call, f"/imports/{answer.json()['id']}"


def test_a_file_is_previewed_and_written_once_confirmed(brought, project, django_capture_on_commit_callbacks):
    call, path = brought

    previewed = call("GET", path).json()
    nothing = Task.objects.filter(project=project).count()
    with django_capture_on_commit_callbacks(execute=True):
        confirmed = call("POST", f"{path}/confirmation")

    assert [task["name"] for task in previewed["preview"]["created"]["rows"]] == ["Order", "Install"]
    assert (previewed["state"], nothing, confirmed.status_code) == ("previewed", 0, 202)
    assert call("GET", path).json()["state"] == "applied"
    assert list(Task.objects.values_list("name", flat=True)) == ["Order", "Install"]


def test_a_file_put_aside_cannot_be_confirmed(brought):
    call, path = brought

    discarded = call("DELETE", path).json()["state"]
    confirmed = call("POST", f"{path}/confirmation")

    assert (discarded, confirmed.status_code) == ("discarded", 422)


def test_a_file_of_somebody_else_is_not_there(brought, calling):
    _, path = brought
    call = calling(make_person("Sam Vega"))

    calls = [("GET", path), ("POST", f"{path}/confirmation"), ("DELETE", path)]

    assert [call(*one).status_code for one in calls] == [404, 404, 404]


def test_a_file_goes_only_where_the_caller_may_bring_it(calling, project):
    call = calling(make_person("Sam Vega"))
    department = make_department()

    hidden = call.upload("/imports", TASKS, name="tasks.csv", project_id=project.pk)
    refused = call.upload("/imports", TASKS, name="tasks.csv", department_id=department.pk)
    nowhere = call.upload("/imports", TASKS, name="tasks.csv")

    assert [hidden.status_code, refused.status_code, nowhere.status_code] == [404, 403, 422]

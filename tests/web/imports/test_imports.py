import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project, ScheduleImport
from milepost.exchange import limits
from tests.factories import make_city, make_department, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db

IMPORTS = "/imports/"
LIST = b"ID,Name,Duration,Predecessors,Start\n1,Order,5d,,2027-03-01\n2,Install,2d,1,\n"
LOOP = b"ID,Name,Duration,Predecessors,Start\n1,Order,5d,2,2027-03-01\n2,Install,2d,1,\n"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def department():
    make_city()
    return make_department("Police")


@pytest.fixture
def manager(department):
    return make_person("Mara Quint", Role.PROJECT_MANAGER, over=department)


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def file_of(content: bytes = LIST, name: str = "plan.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def brought(visitor: Client, callbacks, content: bytes = LIST, **target: object) -> ScheduleImport:
    """Upload a file and have it read."""
    with callbacks(execute=True):
        visitor.post(IMPORTS, {"file": file_of(content), **target})
    return ScheduleImport.objects.get()


def test_a_file_is_previewed_before_anything_is_written(
    visitor, department, django_capture_on_commit_callbacks
):
    staged = brought(visitor, django_capture_on_commit_callbacks, department=department.pk)

    answer = visitor.get(reverse("imports:import", args=[staged.pk])).content.decode()

    assert staged.state == ScheduleImport.State.PREVIEWED
    assert "Nothing is written yet" in answer
    assert not Project.objects.exists()


def test_a_confirmed_file_becomes_a_project_and_can_be_undone(
    visitor, department, django_capture_on_commit_callbacks
):
    staged = brought(visitor, django_capture_on_commit_callbacks, department=department.pk, name="Radios")
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(reverse("imports:confirmation", args=[staged.pk]))
    project = Project.objects.get()
    names = list(project.tasks.values_list("name", flat=True))

    visitor.post(reverse("imports:reversal", args=[staged.pk]))

    staged.refresh_from_db()
    assert (project.name, names) == ("Radios", ["Order", "Install"])
    assert (staged.state, Project.objects.count()) == (ScheduleImport.State.UNDONE, 0)


def test_a_discarded_file_leaves_nothing(visitor, department, django_capture_on_commit_callbacks):
    staged = brought(visitor, django_capture_on_commit_callbacks, department=department.pk)

    visitor.post(reverse("imports:dismissal", args=[staged.pk]))

    staged.refresh_from_db()
    assert (staged.state, Project.objects.count()) == (ScheduleImport.State.DISCARDED, 0)


def test_a_file_that_cannot_be_scheduled_says_why(visitor, department, django_capture_on_commit_callbacks):
    staged = brought(visitor, django_capture_on_commit_callbacks, LOOP, department=department.pk)

    answer = visitor.get(reverse("imports:import", args=[staged.pk])).content.decode()

    assert staged.state == ScheduleImport.State.FAILED
    assert "Order" in answer
    assert "Install" in answer


def test_while_a_file_is_read_the_page_shows_progress_and_a_way_to_cancel(visitor, department):
    visitor.post(IMPORTS, {"file": file_of(), "department": department.pk})
    staged = ScheduleImport.objects.get()

    fragment = visitor.get(reverse("imports:import", args=[staged.pk]), headers={"hx-request": "true"})
    visitor.post(reverse("imports:cancellation", args=[staged.pk]))

    staged.run.refresh_from_db()
    assert "hx-get" in fragment.content.decode()
    assert staged.run.state == "canceled"


def test_without_a_target_the_form_says_so_and_keeps_what_was_typed(visitor):
    answer = visitor.post(IMPORTS, {"file": file_of(), "name": "Radios"})

    assert answer.status_code == 422
    assert "Choose the project to update" in answer.content.decode()
    assert 'value="Radios"' in answer.content.decode()


def test_a_file_beyond_the_limit_is_refused_with_the_limit(visitor, department, monkeypatch):
    monkeypatch.setattr("milepost.web.imports.forms.MOST_MEGABYTES", 0)

    answer = visitor.post(IMPORTS, {"file": file_of(), "department": department.pk})

    assert answer.status_code == 422
    assert "plans of up to 0 MB are read" in answer.content.decode()
    assert limits.FILE_BYTES > 0


def test_a_department_one_may_not_fill_is_no_choice(visitor):
    other = make_department("Fire")

    answer = visitor.post(IMPORTS, {"file": file_of(), "department": other.pk})

    assert (answer.status_code, ScheduleImport.objects.count()) == (422, 0)


def test_a_project_one_may_not_see_is_no_choice(visitor):
    secret = make_project("Undercover", is_restricted=True)

    answer = visitor.post(IMPORTS, {"file": file_of(), "project": secret.pk})

    assert (answer.status_code, ScheduleImport.objects.count()) == (422, 0)


@pytest.mark.parametrize("address", ["import", "confirmation", "dismissal", "cancellation", "reversal"])
def test_an_import_of_somebody_else_is_not_there(visitor, department, client, address):
    visitor.post(IMPORTS, {"file": file_of(), "department": department.pk})
    staged = ScheduleImport.objects.get()
    other = signed_in(Client(), make_person("Otto Frey", Role.PROJECT_MANAGER))

    url = reverse(f"imports:{address}", args=[staged.pk])
    answer = other.get(url) if address == "import" else other.post(url)

    assert answer.status_code == 404


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_that_is_offered_is_read_back(visitor, ending):
    from milepost.exchange.sheets.reading import read_csv, read_xlsx

    content = visitor.get(reverse("imports:task-template", args=[ending])).content

    plan = {"xlsx": read_xlsx, "csv": read_csv}[ending](io.BytesIO(content))
    assert [task.name for task in plan.tasks] == ["Gather requirements", "Decide"]

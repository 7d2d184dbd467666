import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.domain.staffing.models import PostedHours
from tests.factories import make_administrator, make_city, make_department, make_person, signed_in

pytestmark = pytest.mark.django_db

UPLOAD = "/imports/lists/projects/"
HEAD = "Name,Department,Tier,Manager,Start,Target finish\n"


@pytest.fixture
def visitor(client: Client) -> Client:
    make_city()
    make_department("Police")
    make_person("Mara Quint")
    return signed_in(client, make_administrator())


def upload(visitor: Client, rows: str):
    return visitor.post(UPLOAD, {"file": SimpleUploadedFile("list.csv", (HEAD + rows).encode())})


def test_a_list_is_previewed_and_then_created_whole(visitor):
    rows = "Radios,Police,Large,Mara Quint,2027-03-01,2027-09-30\nPumps,Police,,,2027-04-01,\n"

    upload(visitor, rows)
    before = Project.objects.count()
    shown = visitor.get(reverse("imports:list-preview", args=["projects"])).content.decode()
    visitor.post(reverse("imports:list-confirmation", args=["projects"]))

    radios = Project.objects.get(name="Radios")
    assert (before, Project.objects.count()) == (0, 2)
    assert "Radios" in shown
    assert (radios.tier, radios.manager.name) == ("large", "Mara Quint")
    assert f"{radios.dates.finish:%Y-%m-%d %H:%M}" == "2027-09-30 17:00"


def test_each_wrong_row_is_told_and_nothing_is_written(visitor):
    answer = upload(
        visitor, "Radios,Parks,Large,Nobody,2027-03-01,\nPumps,Police,Giant,,,\n"
    ).content.decode()

    assert "Row 2: there is no department “Parks”." in answer
    assert "Row 2: nobody in the directory is called “Nobody”" in answer
    assert "Row 3: the start is missing." in answer
    assert "Row 3: “Giant” is none of Small, Medium, Large." in answer
    assert not Project.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no,headings\n", b"\x89PNG...."])
def test_a_file_that_is_no_list_gets_a_sentence(visitor, content):
    answer = visitor.post(UPLOAD, {"file": SimpleUploadedFile("list.csv", content)})

    assert answer.status_code == 422
    assert not Project.objects.exists()


def test_a_project_manager_brings_no_lists(client):
    make_city()
    visitor = signed_in(client, make_person("Otto Frey", Role.PROJECT_MANAGER))

    assert visitor.get(UPLOAD).status_code == 403
    assert visitor.post(reverse("imports:list-confirmation", args=["projects"])).status_code == 403


def test_hours_of_a_time_system_are_shown_with_what_is_rejected_and_posted(client):
    make_city()
    make_person("Kara Montoya")
    signed_in(client, make_person("Fay Nance", Role.FINANCE_ANALYST))
    text = (
        "Document,Line,Person,Date,Hours,Code\n"
        "TS-1,1,Kara Montoya,2026-03-02,7.5,operations\n"
        "TS-1,2,Otto Ther,2026-03-02,7.5,operations\n"
    )

    client.post(
        reverse("imports:list", args=["hours"]), {"file": SimpleUploadedFile("hours.csv", text.encode())}
    )
    shown = client.get(reverse("imports:list-preview", args=["hours"])).content.decode()
    client.post(reverse("imports:list-confirmation", args=["hours"]))

    assert "called “Otto Ther”" in shown
    assert list(PostedHours.objects.values_list("document", "line", "minutes")) == [("TS-1", "1", 450)]

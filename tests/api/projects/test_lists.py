import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import make_city, make_department, make_person

pytestmark = pytest.mark.django_db
LIST = b"Name,Department,Start,Target finish\nBadge printers,Police,2027-03-01,2027-06-30\nRadios,Police,2027-04-01,\n"


@pytest.fixture
def call(calling):
    make_city()
    make_department("Police")
    return calling(make_person("Pat Moss", Role.PORTFOLIO_MANAGER))


def test_a_list_is_looked_at_and_then_created_whole(call):
    looked_at = call.upload("/project-list-previews", LIST, name="projects.csv").json()
    nothing = Project.objects.count()
    created = call.upload("/project-lists", LIST, name="projects.csv")

    assert [(row["row"], row["name"], row["department"]) for row in looked_at] == [
        (2, "Badge printers", "Police"),
        (3, "Radios", "Police"),
    ]
    assert (nothing, created.status_code) == (0, 201)
    assert [one["name"] for one in created.json()] == ["Badge printers", "Radios"]


@pytest.mark.parametrize("path", ["/project-list-previews", "/project-lists"])
@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (
            LIST.replace(b"Radios,Police", b"Radios,Parks"),
            "projects.csv",
            "Row 3: there is no department “Parks”.",
        ),
        (LIST.replace(b"2027-04-01", b"soon"), "projects.csv", "Row 3"),
        (b"no list", "projects.pdf", "projects.pdf"),
    ],
)
def test_a_list_with_a_wrong_row_is_a_problem_and_creates_nothing(call, path, content, name, words):
    answer = call.upload(path, content, name=name)

    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    assert not Project.objects.exists()


@pytest.mark.parametrize("path", ["/project-list-previews", "/project-lists"])
def test_who_brings_no_lists_is_refused(calling, path):
    assert calling(make_person("Sam Vega")).upload(path, LIST, name="projects.csv").status_code == 403

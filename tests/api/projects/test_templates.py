import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project, Task
from tests.factories import make_city, make_department, make_person

pytestmark = pytest.mark.django_db
PATH = "/project-templates/small/projects"


@pytest.fixture
def given():
    make_city()
    return {"name": "New badge printer", "department_id": make_department("Police").pk, "start": "2027-03-01"}


def test_templates_are_listed_with_their_roles_and_outside_dates(calling):
    templates = {
        one["slug"]: one for one in calling(make_person("Sam Vega"))("GET", "/project-templates").json()
    }

    small = templates["small"]
    assert set(templates) == {"application", "new_facility", "infrastructure", "hardware_refresh", "small"}
    assert (small["task_count"], small["roles"]) == (5, {"pm": "Project manager", "sponsor": "Sponsor"})
    assert small["dates"]["live"] == "In use"


def test_a_project_begins_from_a_template(calling, given):
    lead, sponsor = make_person("Pat Moss", Role.PORTFOLIO_MANAGER), make_person("Sponsor")
    body = given | {"people": {"sponsor": sponsor.pk}, "dates": {"agreed": "2027-03-12"}}

    answer = calling(lead)("POST", PATH, body)

    project = answer.json()
    agreed = Task.objects.get(project=project["id"], name="Agreed")
    assert (answer.status_code, project["tier"], project["sponsor_id"]) == (201, "small", sponsor.pk)
    assert agreed.constraint_at.date().isoformat() == "2027-03-12"


def test_a_template_that_does_not_stand_is_not_there(calling, given):
    lead = make_person("Pat Moss", Role.PORTFOLIO_MANAGER)

    assert calling(lead)("POST", "/project-templates/other/projects", given).status_code == 404


def test_who_creates_no_projects_begins_none(calling, given):
    assert calling(make_person("Sam Vega"))("POST", PATH, given).status_code == 403
    assert not Project.objects.exists()

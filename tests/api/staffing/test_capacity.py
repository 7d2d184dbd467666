import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from tests.factories import make_department, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


def make_assigned(department):
    person = make_person(department=department)
    project = make_project(state="in_progress")
    Assignment.objects.create(task=make_task(project, days=5), person=person)
    recalculate(project)
    return person


def test_a_caller_gets_the_people_of_the_own_reach(client):
    team = make_department("Infrastructure")
    kara, _ = make_assigned(team), make_assigned(make_department("Finance"))
    lead = make_person("Lee Ortega", Role.SUPERVISOR, over=team)

    found = signed_in(client, lead).get("/api/v1/capacity?unit=week").json()

    assert [row["person_id"] for row in found] == [kara.pk]
    assert sum(period["assigned"] for period in found[0]["periods"]) == 5 * 480


def test_capacity_is_refused_to_who_staffs_nobody(client):
    assert signed_in(client, make_person()).get("/api/v1/capacity").status_code == 403

import pytest
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Link
from tests.factories import make_city, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    make_city()
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    dig, pour = make_task(made, "Dig"), make_task(made, "Pour")
    Link.objects.create(project=made, predecessor=dig, successor=pour, lag=-480)
    return made


def test_a_failing_check_leads_to_its_tasks(client, project):
    shown = signed_in(client, project.manager).get(reverse("projects:quality", args=[project.pk]))

    page = shown.content.decode()
    assert "Links with a lead (negative lag)" in page
    assert reverse("projects:task", args=[project.pk, project.tasks.get(name="Pour").pk]) in page
    assert "The plan has no status date." in page


def test_a_plan_without_tasks_says_what_the_page_is_for(client, project):
    empty = make_project("Empty", manager=project.manager)

    shown = signed_in(client, project.manager).get(reverse("projects:quality", args=[empty.pk]))

    assert "Nothing to check yet" in shown.content.decode()


def test_a_guest_of_another_project_finds_nothing(client, project):
    visitor = signed_in(client, make_person("Gus Hale", Role.GUEST))

    assert visitor.get(reverse("projects:quality", args=[project.pk])).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_tasks(client, project, django_assert_max_num_queries):
    for number in range(60):
        make_task(project, f"Task {number}")
    visitor = signed_in(client, project.manager)
    visitor.get(reverse("projects:quality", args=[project.pk]))

    with django_assert_max_num_queries(34):
        visitor.get(reverse("projects:quality", args=[project.pk]))

from datetime import datetime

import pytest
from django.urls import reverse

from milepost.domain.common.models import Run
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.analyzing_risk import KIND
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Link, Task
from milepost.engine.network.model import Constraint
from tests.factories import AT, make_city, make_person, make_project, make_task, signed_in

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


def test_a_failing_check_opens_the_schedule_on_its_tasks_with_the_columns_that_matter(client, project):
    shown = signed_in(client, project.manager).get(reverse("projects:quality", args=[project.pk]))

    (lead,) = [row for row in shown.context["checks"] if row.check.number == "2"]
    uid = project.tasks.get(name="Pour").uid
    assert lead.address.startswith(f"/projects/{project.pk}/schedule/?ids={uid}&columns=name,")
    assert lead.proposed == "Take the leads off"


def test_a_proposed_edit_mends_what_was_found_and_says_what_it_moves(client, project):
    recalculate(project)
    dig = project.tasks.get(name="Dig")
    Task.objects.filter(pk=dig.pk).update(
        constraint=Constraint.FINISH_NO_LATER_THAN, constraint_at=datetime(2027, 4, 1, 17)
    )
    visitor = signed_in(client, project.manager)

    leads = visitor.post(reverse("projects:mending", args=[project.pk, "2"]), follow=True)
    visitor.post(reverse("projects:mending", args=[project.pk, "5"]))
    again = visitor.post(reverse("projects:mending", args=[project.pk, "2"]), follow=True)

    dig.refresh_from_db()
    assert "The finish moves from" in leads.content.decode()
    assert [one.lag for one in project.links.all()] == [0]
    assert (dig.constraint, dig.deadline) == (Constraint.AS_SOON_AS_POSSIBLE, datetime(2027, 4, 1, 17))
    assert "Nothing is left to mend here." in again.content.decode()


def test_only_who_may_edit_the_schedule_mends_it(client, project):
    reader = make_person("Rae Ortiz", Role.EXECUTIVE)
    visitor = signed_in(client, reader)

    page = visitor.get(reverse("projects:quality", args=[project.pk])).content.decode()

    assert "Take the leads off" not in page
    assert visitor.post(reverse("projects:mending", args=[project.pk, "2"])).status_code == 403


def test_a_risk_analysis_that_was_run_shows_gaos_eighth_practice(client, project):
    visitor, address = signed_in(client, project.manager), reverse("projects:quality", args=[project.pk])
    before = visitor.get(address).context["practices"][7][1]
    Run.objects.create(
        kind=KIND,
        subject_type="projects.project",
        subject_id=project.pk,
        engine_version="1",
        at=AT,
        made_at=AT,
    )

    after = visitor.get(address).context["practices"][7]

    assert (before, after[1], after[0].reason) == ("Not assessable", "Pass", "Simulated on Mar 1, 2027.")

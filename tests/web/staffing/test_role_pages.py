from datetime import date

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Deliverable
from milepost.domain.staffing.actions.assigning_responsibilities import ask_for_acceptance
from milepost.domain.staffing.models import Responsibility
from tests.factories import AT, give_role, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Dana Reyes")


@pytest.fixture
def project(manager):
    project = make_project("Radios", manager=manager, state="planning")
    make_task(project, "Install")
    recalculate(project)
    return project


@pytest.fixture
def otto(project):
    person = make_person("Otto Frey")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


@pytest.fixture
def design(project):
    return Deliverable.objects.create(
        project=project, number=1, name="Site design", raised_on=date(2027, 3, 1)
    )


def asked(project, design, person, manager):
    one = Responsibility.objects.create(project=project, deliverable=design, person=person, duty="A")
    ask_for_acceptance(project, by=manager, at=AT)
    return one


def test_the_matrix_is_written_as_one_form(client, project, design, manager, otto):
    visitor = signed_in(client, manager)
    page = f"/projects/{project.pk}/responsibilities/"
    letters = {f"deliverable-{design.pk}-{otto.pk}": "R", f"deliverable-{design.pk}-{manager.pk}": "A"}

    answer = visitor.post(page, letters, follow=True)

    assert "The roles are saved." in answer.content.decode(), answer.context["refusal"]
    assert {one.person: one.duty for one in Responsibility.objects.all()} == {otto: "R", manager: "A"}


def test_a_row_without_one_accountable_person_is_refused_beside_it(client, project, design, manager, otto):
    visitor = signed_in(client, manager)

    answer = visitor.post(
        f"/projects/{project.pk}/responsibilities/", {f"deliverable-{design.pk}-{otto.pk}": "R"}
    )

    text = answer.content.decode()
    assert (answer.status_code, f'id="deliverable-{design.pk}_error"' in text) == (422, True)
    assert '<option value="R" selected>' in text


def test_a_member_reads_the_matrix_and_does_not_write_it(client, project, design, otto):
    visitor = signed_in(client, otto)
    page = f"/projects/{project.pk}/responsibilities/"

    assert "<select name" not in visitor.get(page).content.decode()
    assert visitor.post(page, {}).status_code == 403


def test_a_role_is_accepted_from_my_work_in_one_step(client, project, design, manager, otto):
    asked(project, design, otto, manager)
    visitor = signed_in(client, otto)

    answer = visitor.post(
        f"/projects/{project.pk}/responsibilities/acceptance/", {"back": "my-work"}, follow=True
    )

    assert answer.request["PATH_INFO"] == "/my-work/"
    assert Responsibility.objects.get().state == "accepted"


def test_a_refusal_without_a_reason_stays_on_the_page(client, project, design, manager, otto):
    one = asked(project, design, otto, manager)
    visitor = signed_in(client, otto)

    answer = visitor.post(
        f"/projects/{project.pk}/responsibilities/{one.pk}/answer/", {f"role-{one.pk}-answer": "declined"}
    )

    assert (answer.status_code, "Say the condition, or why not." in answer.content.decode()) == (422, True)


def test_who_may_not_see_the_project_answers_without_seeing_it(client, project, design, manager):
    stranger = make_person("Ines Vogt")
    one = asked(project, design, stranger, manager)
    visitor = signed_in(client, stranger)

    page = visitor.get(f"/projects/{project.pk}/responsibilities/mine/").content.decode()

    assert ("Site design" in page, f"/projects/{project.pk}/schedule/" in page) == (True, False)
    assert visitor.get(f"/projects/{project.pk}/responsibilities/").status_code == 404
    visitor.post(
        f"/projects/{project.pk}/responsibilities/{one.pk}/answer/", {f"role-{one.pk}-answer": "accepted"}
    )
    one.refresh_from_db()
    assert one.state == "accepted"


def test_nobody_answers_the_role_of_somebody_else(client, project, design, manager, otto):
    one = asked(project, design, otto, manager)
    visitor = signed_in(client, manager)

    answer = visitor.post(
        f"/projects/{project.pk}/responsibilities/{one.pk}/answer/", {f"role-{one.pk}-answer": "accepted"}
    )

    assert answer.status_code == 404


def test_a_kickoff_confirms_all_in_one_step(client, project, design, manager, otto):
    Responsibility.objects.create(project=project, deliverable=design, person=otto, duty="AR")
    visitor = signed_in(client, manager)

    visitor.post(f"/projects/{project.pk}/responsibilities/roster/", {"person": [otto.pk]})

    one = Responsibility.objects.get()
    assert (one.state, one.recorded_by) == ("accepted", manager)


def test_who_is_only_consulted_is_not_said_to_have_answered(client, project, design, manager, otto):
    Responsibility.objects.create(project=project, deliverable=design, person=otto, duty="C")

    page = signed_in(client, manager).get(f"/projects/{project.pk}/responsibilities/roster/").content.decode()

    assert ("Consulted or informed" in page, "All answered" in page) == (True, False)


def test_what_is_not_accepted_stands_where_the_project_advances(client, project, design, manager, otto):
    asked(project, design, otto, manager)
    visitor = signed_in(client, manager)

    for page in (f"/projects/{project.pk}/", f"/projects/{project.pk}/settings/"):
        assert "1 accountable role is not accepted" in visitor.get(page).content.decode()

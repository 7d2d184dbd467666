from io import BytesIO

import pytest

from milepost.domain.governance.models import QualityCheck
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.scoping import add_requirement
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Deliverable, Requirement
from tests.factories import AT, give_role, make_city, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def visitor(client, mara):
    return signed_in(client, mara)


@pytest.fixture
def project(mara):
    project = make_project("Radios", manager=mara)
    make_task(project, "Install")
    recalculate(project)
    return project


def test_from_a_requirement_to_its_acceptance(visitor, mara, project):
    base = f"/projects/{project.pk}"
    mara.department = project.department
    mara.save()
    visitor.post(f"{base}/requirements/new/", {"text": "Hear dispatch", "priority": "must"})
    need = Requirement.objects.get()
    fields = {
        "name": "Masts",
        "acceptor": mara.pk,
        "requirements": [need.pk],
        "tasks": [project.tasks.get().pk],
    }
    visitor.post(f"{base}/deliverables/new/", fields)
    visitor.post(f"{base}/deliverables/1/handover/")
    refused = visitor.post(f"{base}/deliverables/1/acceptance/", {"verdict": "rejected", "words": ""})
    visitor.post(f"{base}/deliverables/1/acceptance/", {"verdict": "accepted"})

    shown = visitor.get(f"{base}/scope/traceability/").content.decode()

    assert refused.status_code == 422
    assert Deliverable.objects.get().state == "accepted"
    assert "no acceptance criteria" in shown
    assert "1 task, 0%" in shown


def test_a_list_is_previewed_and_then_written(visitor, project):
    base = f"/projects/{project.pk}/requirements"
    file = BytesIO(b"Requirement,Priority\nHear dispatch,must\n")
    file.name = "needs.csv"

    visitor.post(f"{base}/import/", {"file": file})
    assert "Hear dispatch" in visitor.get(f"{base}/import/preview/").content.decode()
    assert not Requirement.objects.exists()
    visitor.post(f"{base}/import/confirmation/")

    assert Requirement.objects.get().text == "Hear dispatch"
    assert "Hear dispatch" in visitor.get(f"{base}/").content.decode()


def test_guests_do_not_see_the_scope(client, project):
    guest = make_person("Gus T.")
    give_role(guest, Role.GUEST, over=project)

    assert signed_in(client, guest).get(f"/projects/{project.pk}/requirements/").status_code == 403


def test_a_requirement_is_tested_by_checks_of_the_quality_plan(visitor, mara, project):
    need = add_requirement(project, {"text": "Hear dispatch"}, by=mara, at=AT)
    check = QualityCheck.objects.create(
        project=project, number=1, title="Test call", criterion="Heard", outcome="passed"
    )

    visitor.post(f"/projects/{project.pk}/requirements/{need.number}/checks/", {"checks": [check.pk]})

    shown = visitor.get(f"/projects/{project.pk}/scope/traceability/").content.decode()
    assert "Test call" in shown
    assert "no test" not in shown

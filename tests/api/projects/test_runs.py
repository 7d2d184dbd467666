import pytest

from milepost.domain.common.jobs import perform
from milepost.domain.common.models import Run
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import give_role, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = make_project(manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    make_task(made, "Dig", days=5)
    recalculate(made)
    return made


def test_a_simulation_is_asked_for_and_its_result_is_read(calling, project):
    asked = calling(project.manager)("POST", f"/projects/{project.pk}/risk-analyses", {"seed": 3})
    run = Run.objects.get()
    perform(run.job.pk)

    found = calling(project.manager)("GET", f"/runs/{run.pk}").json()

    assert asked.status_code == 202
    assert (found["seed"], found["changed_since"]) == (3, [])
    assert found["result"]["planned"] < found["result"]["sure"]


def test_versions_are_compared(calling, project):
    refused = calling(project.manager)(
        "POST", f"/projects/{project.pk}/comparisons", {"before": "now", "after": "now"}
    )

    assert refused.status_code == 422


def test_a_vendor_reads_no_run(calling, project):
    calling(project.manager)("POST", f"/projects/{project.pk}/risk-analyses", {})
    vendor = make_person("Gus Hale")
    give_role(vendor, Role.GUEST, over=project)

    assert calling(vendor)("GET", f"/projects/{project.pk}/risk-analyses").status_code == 403
    assert calling(vendor)("GET", f"/runs/{Run.objects.get().pk}").status_code == 404

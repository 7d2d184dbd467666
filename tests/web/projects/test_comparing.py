import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from milepost.domain.common.jobs import perform
from milepost.domain.common.models import Run
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.plan_of import plan_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Submission
from milepost.exchange.writing import content_of
from tests.factories import give_role, make_city, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    make_city()
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    make_task(made, "Dig", days=5)
    recalculate(made)
    return made


@pytest.fixture
def page(project):
    return reverse("projects:comparison", args=[project.pk])


def test_a_file_is_handed_in_compared_and_answered(client, project, page):
    visitor = signed_in(client, project.manager)
    assert "Nothing compared yet" in visitor.get(page).content.decode()
    content = content_of(plan_of(project), ".xml")
    visitor.post(
        reverse("projects:submissions", args=[project.pk]), {"file": SimpleUploadedFile("march.xml", content)}
    )
    project.tasks.update(duration_minutes=480)
    recalculate(project)

    visitor.post(page, {"before": f"submission-{Submission.objects.get().pk}", "after": "now"})
    perform(Run.objects.get().job.pk)
    shown = visitor.get(page).content.decode()

    assert "it took 5 days" in shown
    assert "Please tell us what they rest on." in shown


def test_the_edited_letter_is_taken_out_as_text(client, project):
    address = reverse("projects:comparison-letter", args=[project.pk])

    answer = signed_in(client, project.manager).post(address, {"text": "Dear all\n\nNo.", "form": "txt"})

    assert answer.content == b"Dear all\n\nNo."
    assert answer.headers["Content-Disposition"].endswith('-comments.txt"')


def test_the_edited_letter_is_taken_out_as_a_tagged_pdf(client, project):
    address = reverse("projects:comparison-letter", args=[project.pk])

    answer = signed_in(client, project.manager).post(
        address, {"text": "Comments\n\n1. <b>Why</b>?", "form": "pdf"}
    )

    assert answer.content.startswith(b"%PDF")


def test_two_times_the_same_version_is_said_beside_the_field(client, project, page):
    answer = signed_in(client, project.manager).post(page, {"before": "now", "after": "now"})

    assert answer.status_code == 422
    assert "Choose two different versions." in answer.content.decode()


def test_a_vendor_reads_no_comparison(client, project, page):
    vendor = make_person("Gus Hale")
    give_role(vendor, Role.GUEST, over=project)

    assert signed_in(client, vendor).get(page).status_code == 403

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from milepost.domain.common.models import JobRun
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.reports.actions import printing
from tests.factories import make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db
CHOICES = {
    "paper": "legal", "scale": "weeks", "level": "0", "first": "", "last": "",
    "columns": ["id", "finish"], "shows": ["links"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state="in_progress")
    make_task(project, "Order", days=5)
    recalculate(project)
    return project


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def test_the_choices_lead_to_a_pdf_whose_address_can_be_shared(visitor, project):
    answer = visitor.post(reverse("projects:schedule-print", args=[project.pk]), CHOICES)

    address = reverse("projects:schedule-pdf", args=[project.pk])
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{address}?paper=legal&scale=weeks&level=0&columns=id&columns=finish&shows=links",
    )
    pdf = visitor.get(answer["Location"])
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_bare_address_gives_the_usual_pages(visitor, project):
    pdf = visitor.get(reverse("projects:schedule-pdf", args=[project.pk]))

    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")


def test_dates_in_the_wrong_order_are_told_beside_the_field(visitor, project):
    given = CHOICES | {"first": "2027-03-02", "last": "2027-03-01"}

    answer = visitor.post(reverse("projects:schedule-print", args=[project.pk]), given)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"last": ["This is before the first day."]}


def test_a_large_schedule_is_waited_for_and_then_offered(
    visitor, project, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(printing, "MOST_PAGES_AT_ONCE", 0)
    unprepared = visitor.get(reverse("projects:schedule-pdf", args=[project.pk]))

    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post(reverse("projects:schedule-print", args=[project.pk]), CHOICES)

    assert unprepared["Location"].startswith(reverse("projects:schedule-print", args=[project.pk]))
    run = JobRun.objects.get()
    assert answer["Location"] == reverse("projects:schedule-print-run", args=[project.pk, run.pk])
    assert "Open the PDF" in visitor.get(answer["Location"]).text


def test_only_who_asked_sees_the_wait(visitor, project, client, monkeypatch):
    monkeypatch.setattr(printing, "MOST_PAGES_AT_ONCE", 0)
    visitor.post(reverse("projects:schedule-print", args=[project.pk]), CHOICES)
    run = JobRun.objects.get()
    address = reverse("projects:schedule-print-run", args=[project.pk, run.pk])

    waiting = visitor.get(address)
    other = signed_in(Client(), make_person("Otto Other")).get(address)

    assert "Waiting for its turn" in waiting.text
    assert other.status_code == 404


def test_a_wait_can_be_ended(visitor, project, monkeypatch):
    monkeypatch.setattr(printing, "MOST_PAGES_AT_ONCE", 0)
    visitor.post(reverse("projects:schedule-print", args=[project.pk]), CHOICES)
    run = JobRun.objects.get()

    visitor.post(reverse("projects:schedule-print-cancellation", args=[project.pk, run.pk]))

    run.refresh_from_db()
    assert run.state == "canceled"

import pytest
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.staffing.actions.keeping_rates import add_job_class
from milepost.domain.staffing.models import JobClass, LaborRate, PostedHours
from tests.factories import AT, make_city, make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    make_city()
    return make_person("Fay Nance", Role.FINANCE_ANALYST)


def test_finance_keeps_classes_rates_and_who_is_in_which(client, finance):
    kara = make_person("Kara Montoya")
    signed_in(client, finance)

    client.post(reverse("staffing:new-job-class"), {"name": "Network engineer"})
    made = JobClass.objects.get()
    client.post(reverse("staffing:new-rate", args=[made.pk]), {"hourly": "88.50", "first": "2020-01-01"})
    client.post(
        reverse("staffing:classification", args=[made.pk]), {"person": kara.pk, "first": "2020-01-01"}
    )

    listed = client.get(reverse("staffing:rates")).content.decode()
    assert "$88.50" in listed
    page = client.get(reverse("staffing:job-class", args=[made.pk])).content.decode()
    assert "Kara Montoya" in page
    client.post(reverse("staffing:rate-withdrawal", args=[LaborRate.objects.get().pk]))
    assert "not yet" in client.get(reverse("staffing:rates")).content.decode()


def test_a_rate_over_costed_hours_is_refused_beside_the_reason(client, finance):
    kara = make_person("Kara Montoya")
    made = add_job_class("Network engineer", by=finance, at=AT)
    kara.job_classifications.create(job_class=made, first="2020-01-01")
    PostedHours.objects.create(
        person=kara, day="2027-03-01", code="operations", minutes=60, source="import", by=kara, at=AT
    )
    signed_in(client, finance)

    answer = client.post(
        reverse("staffing:new-rate", args=[made.pk]), {"hourly": "90", "first": "2027-01-01"}
    )

    assert answer.status_code == 422
    assert "Say why." in answer.content.decode()
    assert 'value="90"' in answer.content.decode()
    assert not LaborRate.objects.exists()


def test_rates_are_not_for_everybody(client, finance):
    made = add_job_class("Network engineer", by=finance, at=AT)
    signed_in(client, make_person("Otto Ther"))

    assert client.get(reverse("staffing:rates")).status_code == 403
    assert client.get(reverse("staffing:job-class", args=[made.pk])).status_code == 403

    signed_in(client, make_person("Lee Ortega", Role.SUPERVISOR))
    assert client.get(reverse("staffing:rates")).status_code == 200
    assert client.post(reverse("staffing:new-job-class"), {"name": "Welder"}).status_code == 403


def test_the_list_takes_as_many_queries_for_many_classes(client, finance, django_assert_max_num_queries):
    for number in range(12):
        add_job_class(f"Class {number}", by=finance, at=AT)
    signed_in(client, finance)

    with django_assert_max_num_queries(14):
        client.get(reverse("staffing:rates"))

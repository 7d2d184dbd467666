import pytest
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.staffing.actions.keeping_skills import add_skill, set_skill
from milepost.domain.staffing.models import PersonSkill, RoleSkill, Skill
from tests.factories import AT, make_city, make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    make_city()
    return make_person("Pat Office", Role.PORTFOLIO_MANAGER)


def test_the_office_keeps_the_catalog(client, office):
    signed_in(client, office)

    client.post(reverse("staffing:new-skill"), {"name": "Fiber splicing"})
    skill = Skill.objects.get()
    client.post(reverse("staffing:new-role"), {"name": "Installer", f"skill_{skill.pk}": 3})

    page = client.get(reverse("staffing:skills")).content.decode()
    assert "Fiber splicing" in page
    assert "Installer" in page
    assert list(RoleSkill.objects.values_list("role__name", "level")) == [("Installer", 3)]


def test_a_second_skill_of_the_same_name_is_refused_beside_the_field(client, office):
    add_skill("Fiber splicing", by=office, at=AT)

    answer = signed_in(client, office).post(reverse("staffing:new-skill"), {"name": "fiber splicing"})

    assert answer.status_code == 422
    assert "This skill stands already." in answer.content.decode()


def test_staff_read_the_catalog_and_do_not_change_it(client, office):
    add_skill("Fiber splicing", by=office, at=AT)
    signed_in(client, make_person("Otto Ther"))

    assert client.get(reverse("staffing:skills")).status_code == 200
    assert client.get(reverse("staffing:new-skill")).status_code == 403


def test_the_supervisor_gives_and_takes_skills_on_the_page_of_a_persons_time(client, office):
    lead = make_person("Lee Ortega")
    kara = make_person("Kara Montoya", supervisor=lead)
    skill = add_skill("Fiber splicing", by=office, at=AT)
    signed_in(client, lead)

    client.post(
        reverse("staffing:person-skills", args=[kara.pk]),
        {"skill": skill.pk, "level": 4, "expires_on": "2020-01-31"},
    )
    page = client.get(reverse("staffing:time", args=[kara.pk])).content.decode()
    assert "expired Jan 31, 2020" in " ".join(page.split())

    client.post(reverse("staffing:held-removal", args=[PersonSkill.objects.get().pk]))
    assert not PersonSkill.objects.exists()


def test_nobody_else_takes_a_skill_off(client, office):
    lead = make_person("Lee Ortega")
    kara = make_person("Kara Montoya", supervisor=lead)
    skill = add_skill("Fiber splicing", by=office, at=AT)
    held = set_skill(kara, skill, level=2, by=lead, at=AT)

    answer = signed_in(client, make_person()).post(reverse("staffing:held-removal", args=[held.pk]))

    assert (answer.status_code, PersonSkill.objects.count()) == (404, 1)

"""The second step of a project that begins from a template: its people, and the dates that others set."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from tests.factories import make_city, make_department, make_organization, make_person, signed_in

pytestmark = pytest.mark.django_db

NEW = reverse("projects:new")


@pytest.fixture
def manager():
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    make_city()
    return signed_in(client, manager)


@pytest.fixture
def step(visitor) -> str:
    """Take the first step; the address holds what was typed in it."""
    first = {"name": "Fire station 6", "department": make_department().pk, "start": "2027-03-01"}
    return visitor.post(NEW, first | {"template": "new_facility", "tier": "small", "type": "other"}).url


def test_the_second_step_asks_for_people_and_for_the_dates_of_others(visitor, step):
    answer = visitor.get(step)

    people, dates = answer.context["people"], answer.context["dates"]
    assert [field.label for field in people][:3] == ["Project manager", "Sponsor", "Facility's department"]
    assert people["pm"].value() == visitor.get(step).wsgi_request.person.pk
    assert dates["gc-permit"].label == "Building permit issued"
    assert dates["gc-permit"].value().date() == date(2027, 6, 7)
    assert not Project.objects.exists()


def test_the_project_begins_with_its_people_and_dates(visitor, step, manager):
    sponsor = make_person("Sal Moss")
    builder = make_person("Bo Reed", organization=make_organization("Reed Construction"))

    answer = visitor.post(
        step,
        {
            "person-pm": manager.pk,
            "person-sponsor": sponsor.pk,
            "person-gc": builder.pk,
            "date-gc-permit": "2027-07-01",
        },
    )

    project = Project.objects.get()
    permit = project.tasks.get(name="Building permit issued")
    assert answer.url == reverse("projects:overview", args=[project.pk])
    assert (project.name, project.tier, project.manager, project.sponsor) == (
        "Fire station 6",
        "large",
        manager,
        sponsor,
    )
    assert (permit.responsible, permit.dates.finish) == (builder, datetime(2027, 7, 1, 17))
    assert project.tasks.get(name="Program and design").dates.start == datetime(2027, 3, 1, 8)


def test_what_follows_is_what_will_stand(visitor, step, manager):
    given = {"person-pm": manager.pk, "date-gc-roof": "2028-05-01"}

    shown = visitor.post(step, given | {"preview": "1"})
    visitor.post(step, given)

    project = Project.objects.get()
    rows = project.tasks.filter(parent=None).select_related("dates")
    assert shown.status_code == 200
    assert shown.context["preview"].finish == project.dates.finish
    assert [(phase.name, phase.start, phase.finish) for phase in shown.context["preview"].phases] == [
        (row.name, row.dates.start, row.dates.finish) for row in rows.order_by("position")
    ]


def test_a_bad_date_is_told_beside_it_and_the_rest_is_kept(visitor, step, manager):
    answer = visitor.post(step, {"person-pm": manager.pk, "date-gc-permit": "June", "date-co": "2029-01-02"})

    assert answer.status_code == 422
    assert answer.context["dates"].errors == {"gc-permit": ["Enter a valid date."]}
    assert (answer.context["dates"]["gc-permit"].value(), answer.context["dates"]["co"].value()) == (
        "June",
        "2029-01-02",
    )
    assert not Project.objects.exists()


@pytest.mark.parametrize(("day", "told"), [("9999-12-31", "before 2200"), ("0001-01-01", "from 1980 on")])
def test_a_date_that_no_schedule_holds_is_told_beside_it(visitor, step, manager, day, told):
    answer = visitor.post(step, {"person-pm": manager.pk, "date-gc-permit": day, "preview": "1"})
    first = visitor.post(NEW, {"name": "Radios", "start": day, "tier": "small", "type": "other"})

    assert (answer.status_code, first.status_code) == (422, 422)
    assert answer.context["dates"].errors == {"gc-permit": [f"Give a date {told}."]}
    assert first.context["form"].errors["start"] == [f"Give a date {told}."]


def test_a_refused_sponsor_is_told_beside_the_role_and_nothing_is_written(visitor, step, manager):
    answer = visitor.post(step, {"person-pm": make_person().pk, "person-sponsor": manager.pk})

    assert answer.status_code == 422
    assert answer.context["people"].errors == {
        "sponsor": ["A sponsor approves what others plan: name somebody else than yourself and the manager."]
    }
    assert not Project.objects.exists()


def test_a_second_step_without_the_first_leads_back_and_keeps_what_is_known(visitor):
    answer = visitor.get(reverse("projects:new-from-template"), {"name": "Radios", "template": "small"})

    first = visitor.get(answer.url)
    assert answer.url == f"{NEW}?name=Radios&template=small"
    assert (first.context["form"]["name"].value(), first.context["form"]["template"].value()) == (
        "Radios",
        "small",
    )


def test_a_contractor_s_role_offers_people_from_outside_the_city_alone(visitor, step):
    make_person("Bo Reed", organization=make_organization("Reed Construction"))

    people = visitor.get(step).context["people"]

    assert [label for _, label in people.fields["gc"].choices] == [
        "No one yet",
        "Bo Reed (Reed Construction)",
    ]
    assert [label for _, label in people.fields["tech"].choices] == ["No one yet", "Mara Quint"]

from datetime import date

import pytest
from django.urls import reverse

from milepost.domain.people.actions.recording_absences import AbsenceFields, record_absence
from milepost.domain.people.models import Absence
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.models import OperationsLoad
from tests.factories import (
    AT,
    make_city,
    make_department,
    make_organization,
    make_person,
    make_project,
    make_task,
    signed_in,
    today,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure", make_department("Information Technology"))


@pytest.fixture
def lead(team):
    return make_person("Lee Ortega", Role.SUPERVISOR, over=team, department=team)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead)


def assigned(person, name="Switch refresh", *, days=200, **fields):
    start = today().replace(day=1)
    from datetime import datetime, time

    project = make_project(name, state="in_progress", start=datetime.combine(start, time(8)), **fields)
    task = make_task(project, f"Work on {name}", days=days)
    Assignment.objects.create(task=task, person=person)
    recalculate(project)
    return task


def time_page(person):
    return reverse("staffing:time", args=[person.pk])


def test_the_heat_map_names_team_person_and_overload(client, kara, lead):
    assigned(kara)
    assigned(kara, "Data center move")

    page = signed_in(client, lead).get(reverse("staffing:capacity"))

    content = page.content.decode()
    assert "Kara Montoya" in content
    assert "Infrastructure" in content
    assert 'class="heat heat-over"' in content
    assert ", over by " in content
    assert [one["person"] for one in page.context["over"]] == [kara]


def test_weeks_and_free_hours_are_a_link_away(client, kara, lead):
    assigned(kara, days=2)

    page = signed_in(client, lead).get(reverse("staffing:capacity"), {"unit": "week", "show": "free"})

    assert len(page.context["periods"]) > 70
    assert "% taken" in page.content.decode()


def test_a_supervisor_sees_the_own_team_and_a_manager_everybody(client, kara, lead):
    other = make_person("Sam Lee", department=make_department("Finance"))
    assigned(other)
    assigned(kara)
    manager = make_person("Mara Quint", Role.PROJECT_MANAGER)

    own = signed_in(client, lead).get(reverse("staffing:capacity")).content.decode()
    every = signed_in(client, manager).get(reverse("staffing:capacity")).content.decode()

    assert ("Kara Montoya" in own, "Sam Lee" in own) == (True, False)
    assert ("Kara Montoya" in every, "Sam Lee" in every) == (True, True)


def test_capacity_is_closed_to_who_staffs_nobody(client, kara):
    member = make_person("Tam Member", Role.TEAM_MEMBER)

    assert signed_in(client, member).get(reverse("staffing:capacity")).status_code == 403
    assert signed_in(client, member).get(time_page(kara)).status_code == 404


def test_the_page_takes_as_many_queries_for_many_as_for_few(
    client, team, lead, django_assert_max_num_queries
):
    signed_in(client, lead)
    client.get(reverse("staffing:capacity"))
    for number in range(5):
        assigned(make_person(department=team), f"Project {number}")

    with django_assert_max_num_queries(26):
        client.get(reverse("staffing:capacity"))


def test_a_period_shows_the_tasks_that_ask_and_hides_projects_beyond_sight(client, kara, lead):
    seen = assigned(kara, department=lead.department)
    assigned(kara, "Secret move", is_restricted=True)

    page = signed_in(client, lead).get(time_page(kara)).content.decode()

    assert seen.name in page
    assert "Secret move" not in page
    assert "Another project" in page


def test_people_see_their_own_time_with_the_reasons(client, kara, lead):
    record_absence(kara, AbsenceFields(date(2027, 3, 1), None, 20, "part_time", "Thursdays"), by=lead, at=AT)

    page = signed_in(client, kara).get(time_page(kara)).content.decode()

    assert "Part time: Thursdays" in page


def test_only_the_supervisor_reads_the_reason_of_an_absence(client, kara, lead):
    record_absence(kara, AbsenceFields(date(2027, 3, 1), None, 20, "leave", "Surgery"), by=lead, at=AT)
    manager = make_person("Mara Quint", Role.PROJECT_MANAGER)

    managers = signed_in(client, manager).get(time_page(kara)).content.decode()
    leads = signed_in(client, lead).get(time_page(kara)).content.decode()

    assert ("until further notice" in managers, "Surgery" in managers) == (True, False)
    assert "Surgery" in leads


def test_absences_and_loads_are_entered_and_withdrawn(client, kara, lead):
    signed_in(client, lead)
    client.post(
        reverse("staffing:absences", args=[kara.pk]),
        {"first": "2027-03-01", "last": "2027-03-05", "share_percent": 100, "kind": "leave", "note": ""},
    )
    client.post(reverse("staffing:operations", args=[kara.pk]), {"share_percent": 30, "first": "2027-03-01"})
    absence, load = Absence.objects.get(), OperationsLoad.objects.get()

    client.post(reverse("staffing:absence-withdrawal", args=[absence.pk]))
    client.post(reverse("staffing:operations-withdrawal", args=[load.pk]))

    assert (absence.first, load.share_percent) == (date(2027, 3, 1), 30)
    assert not Absence.objects.exists()
    assert not OperationsLoad.objects.exists()


def test_a_bad_date_is_told_beside_its_field_and_what_was_typed_is_kept(client, kara, lead):
    answer = signed_in(client, lead).post(
        reverse("staffing:absences", args=[kara.pk]),
        {"first": "2027-03-05", "last": "2027-03-01", "share_percent": 100, "kind": "leave", "note": "Lake"},
    )

    assert answer.status_code == 422
    assert "The last day comes before the first." in answer.content.decode()
    assert "Lake" in answer.content.decode()


def test_the_load_of_a_team_is_set_by_who_staffs_it(client, team, lead):
    address = reverse("staffing:team-operations", args=[team.pk])
    manager = make_person("Mara Quint", Role.PROJECT_MANAGER)

    refused = signed_in(client, manager).post(address, {"share_percent": 30, "first": "2027-03-01"})
    taken = signed_in(client, lead).post(address, {"share_percent": 30, "first": "2027-03-01"})

    assert (refused.status_code, taken.status_code) == (403, 302)
    assert OperationsLoad.objects.get().department == team


@pytest.mark.parametrize("query", [{"on": "1999-01-01"}, {"on": "not a day"}])
def test_a_period_that_is_not_shown_is_not_found(client, kara, query):
    assert signed_in(client, kara).get(time_page(kara), query).status_code == 404


def test_people_of_vendors_have_no_time_here(client, lead):
    vendor = make_person("Vi Ender", organization=make_organization(), supervisor=lead)

    assert signed_in(client, lead).get(time_page(vendor)).status_code == 404


def test_staff_of_vendors_stand_behind_the_teams_for_who_sees_the_whole_city(client, kara, lead):
    assigned(kara)
    vendor = make_person("Vi Ender", organization=make_organization("Mast Works"))
    assigned(vendor, "Radio")
    assigned(vendor, "Fiber")
    office = make_person("Port Folio", Role.PORTFOLIO_MANAGER)

    whole = signed_in(client, office).get(reverse("staffing:capacity"))
    own_team = signed_in(client, lead).get(reverse("staffing:capacity"))

    assert [[one for one, _ in team["people"]] for team in whole.context["vendors"]] == [[vendor]]
    assert "Mast Works" in whole.content.decode()
    assert vendor not in [one["person"] for one in whole.context["over"]]
    assert "Vi Ender" not in own_team.content.decode()

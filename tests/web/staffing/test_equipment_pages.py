from datetime import date

import pytest
from django.urls import reverse

from milepost.domain.people.models import Absence, Equipment
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from tests.factories import make_calendar, make_city, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    make_city()
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


def make_booked(name="Training room", **project):
    room = Equipment.objects.create(name=name)
    made = make_project(state="in_progress", calendar=make_calendar(), **project)
    for title in ("Dispatch class", "Records class"):
        task = make_task(made, title, days=3)
        Assignment.objects.create(task=task, equipment=room, resource=room.name, work_minutes=0)
    recalculate(made)
    return room


def test_a_room_is_added_edited_closed_and_retired(client, keeper):
    signed_in(client, keeper)
    fields = {"name": "Training room", "kind": "room", "capacity": 2}

    added = client.post(reverse("staffing:new-equipment"), fields)
    room = Equipment.objects.get()
    client.post(reverse("staffing:edit-equipment", args=[room.pk]), fields | {"name": "Classroom"})
    days = {"first": "2027-03-01", "last": "2027-03-02", "reason": "New carpet"}
    client.post(reverse("staffing:equipment-closings", args=[room.pk]), days)
    units = {"first": "2027-03-08", "capacity": 1}
    client.post(reverse("staffing:equipment-capacities", args=[room.pk]), units)
    client.post(reverse("staffing:equipment-retirement", args=[room.pk]))

    room.refresh_from_db()
    assert added.url == reverse("staffing:one-equipment", args=[room.pk])
    assert (room.name, room.is_active) == ("Classroom", False)
    assert [one.reason for one in room.closings.all()] == ["New carpet"]
    assert [one.capacity for one in room.capacities.all()] == [1]


def test_a_wrong_closing_is_said_beside_its_field_and_what_was_typed_stays(client, keeper):
    signed_in(client, keeper)
    room = Equipment.objects.create(name="Training room")
    days = {"first": "2027-03-03", "last": "2027-03-02", "reason": "New carpet"}

    page = client.post(reverse("staffing:equipment-closings", args=[room.pk]), days)

    assert page.status_code == 422
    assert "The last day comes before the first." in page.content.decode()
    assert "New carpet" in page.content.decode()


def test_the_weeks_name_what_is_booked_and_each_conflict(client, keeper):
    room = make_booked()
    signed_in(client, keeper)

    page = client.get(
        reverse("staffing:one-equipment", args=[room.pk]), {"on": "2027-03-01"}
    ).content.decode()

    assert "Dispatch class" in page
    assert "2 booked where there is room for 1" in page


def test_who_is_away_while_a_room_is_booked_is_named_to_who_sees_their_time(client, keeper):
    room = make_booked()
    kara, sam = make_person("Kara Montoya"), make_person("Sam Reyes")
    task = Assignment.objects.filter(equipment=room).first().task
    Assignment.objects.create(task=task, person=kara)
    Absence.objects.create(person=kara, first="2027-03-02", last="2027-03-02", kind="leave", note="Family")
    Absence.objects.create(person=kara, first="2027-03-10", last="2027-03-12", kind="leave")
    address = reverse("staffing:one-equipment", args=[room.pk])

    told = signed_in(client, keeper).get(address, {"on": "2027-03-01"})
    untold = signed_in(client, sam).get(address, {"on": "2027-03-01"})

    away = [[one.away for one in week.uses] for week in told.context["weeks"]]
    assert away[0] == [["Kara Montoya"], []]
    assert "Family" not in told.content.decode()
    assert not any(one.away for week in untold.context["weeks"] for one in week.uses)


def test_of_projects_out_of_sight_nothing_is_named(client, keeper):
    room = make_booked(is_restricted=True)
    guest = make_person("Sam Lee", Role.TEAM_MEMBER)
    signed_in(client, guest)

    page = client.get(
        reverse("staffing:one-equipment", args=[room.pk]), {"on": "2027-03-01"}
    ).content.decode()

    assert "another project" in page
    assert "Dispatch class" not in page
    assert reverse("staffing:equipment-closings", args=[room.pk]) not in page
    assert client.get(reverse("staffing:new-equipment")).status_code == 403


def test_a_day_that_is_none_shows_this_week(client, keeper):
    signed_in(client, keeper)
    room = Equipment.objects.create(name="Training room")

    for asked in ("x", "9999-12-31", "0001-01-01", date.max.isoformat()):
        assert client.get(reverse("staffing:one-equipment", args=[room.pk]), {"on": asked}).status_code == 200


def test_the_catalog_costs_no_more_queries_with_more_of_it(client, keeper, django_assert_max_num_queries):
    signed_in(client, keeper)
    for number in range(4):
        make_booked(f"Room {number}")

    with django_assert_max_num_queries(26):
        page = client.get(reverse("staffing:equipment"))

    assert "Room 3" in page.content.decode()

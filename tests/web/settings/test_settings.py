from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from milepost.domain.common.actions.sealing import seal_change_sets
from milepost.domain.common.models import Change, ChangeSet, JobRun, Rule
from milepost.domain.common.recording import recording
from milepost.domain.common.rules import leaf_of, schemas
from milepost.domain.people.models import CalendarException, City, Department, Person, Site, WorkingCalendar
from milepost.domain.people.roles import Role
from tests.factories import (
    AT,
    make_administrator,
    make_city,
    make_department,
    make_person,
    signed_in,
)

pytestmark = pytest.mark.django_db

READ_BY_ALL = ["", "units/", "calendars/", "roles/", "rules/", "rules/project_tiers/"]


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def office(client: Client, city: City) -> Person:
    office = make_person("Pia Olsen", Role.PORTFOLIO_MANAGER)
    signed_in(client, office)
    return office


@pytest.fixture
def ada(client: Client, city: City) -> Person:
    ada = make_administrator()
    signed_in(client, ada)
    return ada


@pytest.mark.parametrize("page", READ_BY_ALL)
def test_all_staff_read_the_settings_and_see_no_way_to_change_them(
    client: Client, city: City, page: str
) -> None:
    make_department()

    answer = signed_in(client, make_person("", Role.TEAM_MEMBER)).get(f"/settings/{page}")

    assert answer.status_code == 200
    assert not [
        word
        for word in (b">Save<", b">Add<", b"/new/", b"Set rule", b"/settings/audit/")
        if word in answer.content
    ]


@pytest.mark.parametrize(
    "page", ["units/sites/new/", "calendars/new/", "audit/", "calendars/{}/week/", "calendars/{}/holidays/"]
)
def test_what_few_may_change_is_refused_to_all_others(client: Client, city: City, page: str) -> None:
    signed_in(client, make_person("", Role.PROJECT_MANAGER))

    assert client.get(f"/settings/{page.format(city.calendar_id)}").status_code == 403


def test_the_city_is_changed(client: Client, ada: Person, city: City) -> None:
    form = {"name": "Vista Ridge", "time_zone": "America/Phoenix", "fiscal_year_start_month": 7}

    answer = client.post("/settings/", form | {"calendar": city.calendar_id}, follow=True)

    assert b"settings are saved" in answer.content
    city.refresh_from_db()
    assert (city.time_zone, city.fiscal_year_start_month) == ("America/Phoenix", 7)


def test_departments_are_added_moved_and_kept_out_of_loops(client: Client, ada: Person) -> None:
    client.post("/settings/units/departments/new/", {"name": "Police", "code": "PD", "is_active": "on"})
    police = Department.objects.get()
    records = make_department("Records", parent=police)
    address = f"/settings/units/departments/{police.pk}/"

    answer = client.post(address, {"name": "Police", "code": "PD", "is_active": "on", "parent": records.pk})

    assert answer.status_code == 422
    assert b"Records lies within Police" in answer.content


def test_a_code_in_use_is_named_beside_the_field(client: Client, ada: Person) -> None:
    make_department("Police", code="PD")

    answer = client.post("/settings/units/departments/new/", {"name": "Parks", "code": "PD"})

    assert list(answer.context["form"].errors) == ["code"]


def test_an_unknown_kind_of_unit_is_not_found(client: Client, ada: Person) -> None:
    assert client.get("/settings/units/galaxies/new/").status_code == 404


def week(**days: str) -> dict[str, str]:
    names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return {"name": "City hall", **{name: days.get(name, "8-12, 13:00-17:00") for name in names}}


def test_a_week_is_written_as_people_write_it(client: Client, office: Person, city: City) -> None:
    client.post(
        f"/settings/calendars/{city.calendar_id}/week/", week(saturday="", sunday="", friday="7:30–11:30")
    )

    city.calendar.refresh_from_db()
    assert city.calendar.week == [[[480, 720], [780, 1020]]] * 4 + [[[450, 690]], [], []]


@pytest.mark.parametrize(
    "friday", ["8 to noon", "17:00-8:00", "8:00-12:00, 11:00-13:00", "8:75-9:00", "20-25"]
)
def test_a_week_that_cannot_be_is_kept_and_explained(
    client: Client, office: Person, city: City, friday: str
) -> None:
    answer = client.post(f"/settings/calendars/{city.calendar_id}/week/", week(friday=friday))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["friday"]
    assert friday in answer.content.decode()


def test_exceptions_are_added_shown_changed_and_removed(client: Client, office: Person, city: City) -> None:
    calendar = f"/settings/calendars/{city.calendar_id}/"
    form = {"name": "Founders Day", "first": "2027-06-03", "recurrence": "yearly_date"}
    client.post(f"{calendar}exceptions/new/", form)
    exception = CalendarException.objects.get()
    assert (exception.first, exception.last) == (date(2027, 6, 3), date(2027, 6, 3))

    page = client.get(f"{calendar}?year=2031")
    client.post(f"/settings/exceptions/{exception.pk}/", form | {"shifts": "8:00-12:00"})
    exception.refresh_from_db()
    client.post(f"/settings/exceptions/{exception.pk}/removal/")

    assert page.content.count(b'title="Founders Day"') == 1
    assert exception.shifts == [[480, 720]]
    assert not CalendarException.objects.exists()


@pytest.mark.parametrize("year", ["", "x", "99999", "0001", "9999", "2028"])
def test_any_year_is_drawn(client: Client, office: Person, city: City, year: str) -> None:
    assert client.get(f"/settings/calendars/{city.calendar_id}/?year={year}").status_code == 200


def test_holidays_are_chosen_from_the_proposal(client: Client, office: Person, city: City) -> None:
    address = f"/settings/calendars/{city.calendar_id}/holidays/"
    days = [day for day, _ in client.get(address).context["form"].fields["days"].choices]

    none = client.post(address, {})
    client.post(address, {"days": days[:2]})

    assert none.status_code == 422
    assert [str(one.first) for one in city.calendar.exceptions.all()] == days[:2]
    assert client.get(address).context["form"].fields["days"].choices == [
        (day, label)
        for day, label in client.get(address).context["form"].fields["days"].choices
        if day in days[2:]
    ]


def test_a_calendar_of_a_project_is_not_listed(client: Client, office: Person) -> None:
    own = WorkingCalendar.objects.create(name="From a file", is_city_wide=False)

    assert b"From a file" not in client.get("/settings/calendars/").content
    assert client.get(f"/settings/calendars/{own.pk}/").status_code == 404


def rule_form(name: str, **changed: Any) -> dict[str, Any]:
    schema = schemas()[name]
    leaves = {field.name: leaf_of(schema.shipped[-1].value, field.name) for field in schema.fields}
    return {path: leaf for path, leaf in (leaves | changed).items() if leaf is not None}


@pytest.mark.parametrize("name", schemas())
def test_every_rule_is_set_through_its_form(client: Client, office: Person, name: str) -> None:
    form = rule_form(name) | {"effective_on": "2030-01-01", "source": "Resolution 29-7"}

    answer = client.post(f"/settings/rules/{name}/", form, follow=True)

    assert b"Resolution 29-7" in answer.content
    assert Rule.objects.get().value == schemas()[name].shipped[-1].value


def test_a_rule_without_its_source_is_not_set(client: Client, office: Person) -> None:
    form = rule_form("project_tiers", **{"small.report_days": 0}) | {"effective_on": "2030-01-01"}

    answer = client.post("/settings/rules/project_tiers/", form)

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["small.report_days", "source"]
    assert not Rule.objects.exists()


def test_a_rule_nobody_knows_is_not_found(client: Client, office: Person) -> None:
    assert client.get("/settings/rules/gravity/").status_code == 404


def test_an_auditor_reads_every_change_and_verifies_the_chain(
    client: Client, city: City, django_capture_on_commit_callbacks: Any
) -> None:
    with recording("people.add_site", by=None, at=AT, reason="New building") as record:
        record.create(Site(name="City hall"))
    seal_change_sets(at=AT)
    signed_in(client, make_person("", Role.AUDITOR))

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/audit/verification/")
    page = client.get("/settings/audit/")
    change_set = client.get(f"/settings/audit/{ChangeSet.objects.get().pk}/")

    assert JobRun.objects.get().state == "done"
    assert b"The record is whole" in page.content
    assert b"New building" in page.content
    assert b"City hall" in change_set.content
    assert b"Redact" not in change_set.content


def test_tampering_is_shown(client: Client, city: City, django_capture_on_commit_callbacks: Any) -> None:
    with recording("people.add_site", by=None, at=AT) as record:
        record.create(Site(name="City hall"))
    ChangeSet.objects.update(by_name="Somebody else")
    signed_in(client, make_person("", Role.AUDITOR))

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/settings/audit/verification/")

    assert b"The record was altered" in client.get("/settings/audit/").content


def test_the_records_officer_redacts_with_a_reason(client: Client, city: City) -> None:
    with recording("people.add_site", by=None, at=AT) as record:
        record.create(Site(name="Safe house"))
    change = Change.objects.get()
    address = f"/settings/audit/changes/{change.pk}/redaction/"
    signed_in(client, make_person("", Role.RECORDS_OFFICER))

    without = client.post(address, follow=True)
    redacted = client.post(address, {"reason": "Court order 2027-118"}, follow=True)

    assert b"Say by which law" in without.content
    assert b"Safe house" not in redacted.content


def test_the_record_is_searched_by_who_what_and_when(client: Client, ada: Person) -> None:
    with recording("people.add_site", by=ada.account, at=AT) as record:
        record.create(Site(name="City hall"))

    counts = [
        client.get(f"/settings/audit/?{query}").context["table"].reading.count
        for query in (
            "who=lovato",
            "action=site",
            "when.from=2027-03-01",
            "when.from=2027-03-02",
            "q=nobody",
            "when.from=x",
        )
    ]

    assert counts == [1, 1, 1, 0, 0, 1]


def test_the_record_takes_the_same_queries_however_many_changes(client: Client, ada: Person) -> None:
    counts = []
    for number in range(3):
        with recording("people.add_site", by=ada.account, at=AT) as record:
            record.create(Site(name=f"Site {number}"))
        with CaptureQueriesContext(connection) as queries:
            client.get("/settings/audit/")
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_the_table_of_roles_is_the_table_that_is_asked(client: Client, office: Person) -> None:
    from milepost.domain.people.permissions import ALLOWED

    areas = client.get("/settings/roles/").context["areas"]

    shown = [allowed for _, rows in areas for _, allowed in rows]
    assert sorted(map(sum, shown)) == sorted(map(len, ALLOWED.values()))

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from milepost.domain.common.models import Change, ChangeSet, User
from milepost.domain.common.recording import recording
from milepost.domain.people.models import CalendarException, Site
from tests.factories import AT, START, make_calendar, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple[str, str, str, Any]]:
    return list(Change.objects.values_list("kind", "object_type", "object_name", "values"))


def test_a_change_set_says_who_when_why_and_about_what() -> None:
    clerk = make_person("Ida Moreno")
    hall = Site.objects.create(name="City hall")

    with recording("people.edit_site", by=clerk.account, at=AT, subject=hall, reason="Renamed") as record:
        record.summary = "City hall is named Civic center now."
        record.update(hall, name="Civic center")

    change_set = ChangeSet.objects.get()
    assert record.change_set == change_set
    assert (change_set.by, change_set.by_name, change_set.at) == (clerk.user, "Ida Moreno", AT)
    assert (change_set.action, change_set.reason) == ("people.edit_site", "Renamed")
    assert change_set.summary == "City hall is named Civic center now."
    assert (change_set.subject_type, change_set.subject_id) == ("people.site", hall.pk)
    assert recorded() == [("changed", "people.site", "Civic center", {"name": ["City hall", "Civic center"]})]


def test_work_of_the_program_itself_is_recorded_under_its_name() -> None:
    with recording("people.add_site", by=None, at=AT) as record:
        record.create(Site(name="City hall"))

    assert ChangeSet.objects.get().by_name == "Milepost"


def test_creation_and_deletion_record_every_field() -> None:
    with recording("people.add_site", by=None, at=AT) as record:
        site = record.create(Site(name="City hall", address="1 Main St"))
        pk = site.pk
    with recording("people.remove_site", by=None, at=AT) as record:
        record.delete(site)

    fields = {"id": pk, "name": "City hall", "address": "1 Main St"}
    assert recorded() == [
        ("created", "people.site", "City hall", {name: [None, value] for name, value in fields.items()}),
        ("deleted", "people.site", "City hall", {name: [value, None] for name, value in fields.items()}),
    ]


def test_values_of_every_kind_become_plain_json() -> None:
    task = make_task(make_project(start=START))
    exception = CalendarException(calendar=make_calendar(), first=date(2027, 7, 5), last=date(2027, 7, 5))

    with recording("projects.edit_task", by=None, at=AT) as record:
        record.update(task, deadline=START, percent_complete=12.5)
        record.create(exception)

    changed, created = (values for *_, values in recorded())
    assert changed == {"deadline": [None, "2027-03-01T08:00:00"], "percent_complete": [0.0, 12.5]}
    assert created["first"] == [None, "2027-07-05"]
    assert created["shifts"] == [None, []]


def test_a_field_set_to_what_it_holds_is_no_change() -> None:
    site = Site.objects.create(name="City hall")

    with recording("people.edit_site", by=None, at=AT) as record:
        record.update(site, name="City hall")

    assert record.change_set is None
    assert not ChangeSet.objects.exists()


def test_nothing_is_kept_when_the_action_fails() -> None:
    def fail() -> None:
        with recording("people.add_site", by=None, at=AT) as record:
            record.create(Site(name="City hall"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert not Site.objects.exists()
    assert not ChangeSet.objects.exists()


def test_values_are_validated_before_they_are_written() -> None:
    site = Site.objects.create(name="City hall")

    with pytest.raises(ValidationError), recording("people.edit_site", by=None, at=AT) as record:
        record.update(site, name="x" * 200)

    site.refresh_from_db()
    assert site.name == "City hall"


def test_a_row_that_is_gone_is_not_changed() -> None:
    site = Site.objects.create(name="City hall")
    Site.objects.all().delete()

    with (
        pytest.raises(DatabaseError, match="is gone"),
        recording("people.edit_site", by=None, at=AT) as record,
    ):
        record.update(site, name="Civic center")


def test_secrets_are_never_recorded() -> None:
    with recording("people.invite", by=None, at=AT) as record:
        record.create(User(email="ana@vistaridge.example", name="Ana", password="!"))

    ((_, _, _, values),) = recorded()
    assert "password" not in values
    assert "last_login" not in values


def test_many_rows_take_few_queries(django_assert_max_num_queries: Any) -> None:
    sites = [Site(name=f"Site {number}") for number in range(500)]

    with django_assert_max_num_queries(20), recording("people.add_sites", by=None, at=AT) as record:
        record.create_many(sites)

    assert Change.objects.count() == 500

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.models import Change, User
from milepost.domain.people.actions.founding import CityStands, found_city
from milepost.domain.people.models import City, Person
from milepost.domain.people.permissions import may

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 16, tzinfo=UTC)


def found(password: str = "three blue mountains") -> Person:
    return found_city(
        "Vista Ridge", administrator="Ada Lovato", email="Ada@vistaridge.example", password=password, at=AT
    )


def test_the_first_person_administers_the_city_and_can_sign_in() -> None:
    person = found()

    assert (City.objects.get().name, may(person, "people.assign_roles")) == ("Vista Ridge", True)
    assert User.objects.get(email="ada@vistaridge.example").check_password("three blue mountains")


def test_founding_is_recorded_without_the_password() -> None:
    found()

    recorded = list(Change.objects.values_list("object_type", "values"))
    assert {kind for kind, _ in recorded} == {
        "people.workingcalendar",
        "people.city",
        "common.user",
        "people.person",
        "people.roleassignment",
    }
    assert [kind for kind, values in recorded if "pbkdf2" in str(values) or "md5$" in str(values)] == []


def test_a_city_is_founded_once() -> None:
    found()

    with pytest.raises(CityStands, match="holds a city already"):
        found()


def test_a_weak_password_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(ValidationError, match="too short"):
        found("short")

    assert not City.objects.exists()

from datetime import UTC, datetime

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.actions.enrolling_list import (
    enroll_list,
    understood,
)
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.exchange.sheets.people import ListedPerson
from tests.factories import make_administrator, make_city, make_department, make_person

pytestmark = pytest.mark.django_db

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def administrator() -> Person:
    make_city()
    make_department("Police")
    return make_administrator()


def test_a_list_adds_people_with_supervisors_from_the_directory_and_the_list(administrator):
    make_person("Mara Quint")
    rows = [
        ListedPerson(
            2, "Ana Lopez", "ana@city.example", "Dispatcher", "police", supervisor="ben@city.example"
        ),
        ListedPerson(3, "Ben Ito", "ben@city.example", supervisor="Mara Quint"),
    ]

    ana, ben = enroll_list(rows, by=administrator, at=AT)

    assert (ana.department.name, ana.job_title, ana.supervisor) == ("Police", "Dispatcher", ben)
    assert ben.supervisor.name == "Mara Quint"
    assert ChangeSet.objects.get(action="people.enroll_list").summary == "2 added from a list of 2."


def test_the_same_list_again_changes_nothing_and_an_empty_cell_keeps_what_stands(administrator):
    enroll_list([ListedPerson(2, "Ana Lopez", "ana@city.example", "Clerk")], by=administrator, at=AT)

    again = [ListedPerson(2, "Ana Lopez", "ANA@city.example")]
    verbs = [each.verb for each in understood([ListedPerson(2, "Ana Lopez", "ana@city.example", "Clerk")])]
    enroll_list(again, by=administrator, at=AT)

    assert verbs == ["Keep"]
    assert Person.objects.get(name="Ana Lopez").job_title == "Clerk"


def test_every_wrong_row_is_told_and_nothing_is_written(administrator):
    make_person("Sam Roe")
    rows = [
        ListedPerson(2, "Ana Lopez", "no address", department="Parks"),
        ListedPerson(3, "Ben Ito", department="Parks", supervisor="Nobody"),
        ListedPerson(4, "Sam Roe", "other@city.example"),
        ListedPerson(5, "Cy Dee", supervisor="Sam Roe"),
    ]

    with pytest.raises(CannotImportList) as refused:
        enroll_list(rows, by=administrator, at=AT)

    assert refused.value.problems == [
        "Row 2: “no address” is not an email address.",
        "Rows 2, 3: there is no department “Parks”.",
        "Row 3: nobody is called “Nobody”; give the supervisor's email address.",
        "Row 5: several people are called “Sam Roe”; give the supervisor's email address.",
    ]
    assert not Person.objects.filter(name="Ana Lopez").exists()


def test_nobody_comes_to_report_to_themselves(administrator):
    make_person("Ben Ito", supervisor=make_person("Ana Lopez"))

    with pytest.raises(CannotImportList, match="Row 2: Ana Lopez would report to themselves"):
        enroll_list([ListedPerson(2, "Ana Lopez", supervisor="Ben Ito")], by=administrator, at=AT)


def test_who_keeps_no_directory_brings_no_list():
    make_city()

    with pytest.raises(Refused):
        enroll_list([ListedPerson(2, "Ana Lopez")], by=make_person("Otto Frey"), at=AT)

from datetime import date
from io import BytesIO

import pytest

from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.calculations.availability import attendance
from milepost.domain.people.models import Absence
from milepost.domain.staffing.actions.importing_tickets import (
    import_tickets,
    read_tickets,
    understood_tickets,
)
from milepost.domain.staffing.calculations.operations import operations_share
from milepost.domain.staffing.models import OperationsLoad
from milepost.exchange.errors import UnreadableFile
from tests.factories import AT, make_city, make_person

pytestmark = pytest.mark.django_db
DAY, NEXT = date(2027, 3, 1), date(2027, 3, 8)
LIST = "Person,Week,Tickets\nKara Montoya,2027-03-03,20\nkara@city.example,2027-03-08,40\n"


@pytest.fixture
def boss():
    make_city()
    return make_person("Lee Ortega")


@pytest.fixture
def kara(boss):
    return make_person("Kara Montoya", email="kara@city.example", supervisor=boss)


def brought(text=LIST):
    return read_tickets(BytesIO(text.encode()), "tickets.csv")


def loads():
    return list(OperationsLoad.objects.order_by("first").values_list("first", "last", "share_percent"))


def test_tickets_become_a_share_of_each_week_and_their_mean_goes_on(boss, kara):
    import_tickets(brought(), by=boss, at=AT)

    assert loads() == [
        (DAY, date(2027, 3, 7), 25),
        (NEXT, date(2027, 3, 14), 50),
        (date(2027, 3, 15), None, 38),
    ]
    assert OperationsLoad.objects.earliest("first").note == "20 tickets"


def test_what_operations_take_of_a_week_is_its_tickets_by_the_minutes_of_each(boss, kara):
    Absence.objects.create(person=kara, first=NEXT, last=date(2027, 3, 9))
    import_tickets(brought("Person,Week,Tickets\nKara Montoya,2027-03-08,12\n"), by=boss, at=AT)

    week = NEXT, date(2027, 3, 15)
    taken = (attendance([kara], *week) * operations_share([kara], *week)).sum()

    assert taken == pytest.approx(12 * 30)


def test_the_same_list_again_sets_nothing_and_the_next_week_takes_the_place_of_the_mean(boss, kara):
    import_tickets(brought(), by=boss, at=AT)

    again = import_tickets(brought(), by=boss, at=AT)
    import_tickets(brought("Person,Week,Tickets\nKara Montoya,2027-03-15,8\n"), by=boss, at=AT)

    assert again == []
    assert loads()[2:] == [(date(2027, 3, 15), date(2027, 3, 21), 10), (date(2027, 3, 22), None, 10)]


def test_every_row_is_right_or_nothing_is_written(boss, kara):
    make_person("Omar Quist")
    wrong = LIST + (
        "Omar Quist,2027-03-01,3\nNobody Known,2027-03-01,3\nKara Montoya,2027-03-01,3\n"
        "Kara Montoya,2030-03-01,3\n"
    )

    with pytest.raises(CannotImportList) as refused:
        import_tickets(brought(wrong), by=boss, at=AT)

    assert refused.value.problems == [
        "Row 4: somebody else keeps the time of Omar Quist.",
        "Row 5: nobody in the directory is called “Nobody Known”.",
        "Row 6: the week of Kara Montoya stands in row 2 already.",
        "Row 7: bring weeks of the past year and the coming 18 months.",
    ]
    assert not OperationsLoad.objects.exists()


def test_tickets_that_take_more_than_all_of_the_time_are_refused(boss, kara):
    Absence.objects.create(person=kara, first=DAY, last=date(2027, 3, 5))

    with pytest.raises(CannotImportList) as refused:
        understood_tickets(brought(), on=DAY, by=boss)

    assert refused.value.problems == [
        "Row 2: 20 tickets take 10 hours; Kara Montoya is there for 0 that week."
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Kara Montoya,,3", "say a day of the week"),
        ("Kara Montoya,2027-03-01,", "say how many tickets"),
        ("Kara Montoya,2027-03-01,-3", "whole number"),
    ],
)
def test_a_count_that_cannot_be_right_is_named(row, words):
    with pytest.raises(UnreadableFile, match=words):
        brought("Person,Week,Tickets\n" + row)

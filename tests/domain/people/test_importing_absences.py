from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from milepost.domain.common.models import Change
from milepost.domain.common.refusal import CannotImportList
from milepost.domain.people.actions.importing_absences import (
    import_absences,
    read_absences,
    understood_absences,
)
from milepost.domain.people.actions.recording_absences import AbsenceFields, CannotRecord, record_absence
from milepost.domain.people.models import Absence
from milepost.exchange.errors import UnreadableFile
from tests.factories import AT, make_administrator, make_city, make_person

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)
LIST = """Person,First day,Last day,Share,Reason,Note
Kara Montoya,2027-03-08,2027-03-12,,Vacation,Wedding
kara@city.example,2027-04-01,,20%,Part time,
"""


@pytest.fixture
def boss():
    make_city()
    return make_person("Lee Ortega")


@pytest.fixture
def kara(boss):
    return make_person("Kara Montoya", email="kara@city.example", supervisor=boss)


def brought(text=LIST, name="absences.csv"):
    return read_absences(BytesIO(text.encode()), name, on=DAY)


def test_a_list_becomes_absences_and_brought_again_adds_nothing(boss, kara):
    import_absences(brought(), by=boss, at=AT)
    again = import_absences(brought(), by=boss, at=AT)

    rows = Absence.objects.order_by("first").values_list("first", "last", "share_percent", "kind", "note")
    assert list(rows) == [
        (date(2027, 3, 8), date(2027, 3, 12), 100, "leave", "Wedding"),
        (date(2027, 4, 1), None, 20, "part_time", ""),
    ]
    assert again == []


def test_a_row_that_comes_twice_is_one_absence(boss, kara):
    import_absences(brought(LIST + "Kara Montoya,2027-04-01,,20%,Part time,\n"), by=boss, at=AT)

    assert Absence.objects.filter(person=kara).count() == 2


def test_the_same_absence_by_hand_is_refused_and_one_that_overlaps_is_not(boss, kara):
    fields = AbsenceFields(DAY, date(2027, 3, 31), 40, "part_time")
    record_absence(kara, fields, by=boss, at=AT)

    with pytest.raises(CannotRecord, match="stands already"):
        record_absence(kara, replace(fields, note="Again"), by=boss, at=AT)
    record_absence(kara, replace(fields, kind="training"), by=boss, at=AT)

    assert Absence.objects.count() == 2


def test_no_history_keeps_the_reason(boss, kara):
    import_absences(brought(), by=boss, at=AT)

    assert "Wedding" not in str(list(Change.objects.values_list("values", "object_name")))


def test_a_supervisor_brings_those_of_the_own_people_alone(boss, kara):
    make_person("Omar Quist")
    wrong = LIST + "Omar Quist,2027-03-08,2027-03-12,,,\nNobody Known,2027-03-08,,,,\n"

    with pytest.raises(CannotImportList) as refused:
        import_absences(brought(wrong), by=boss, at=AT)

    assert refused.value.problems == [
        "Row 4: somebody else keeps the time of Omar Quist.",
        "Row 5: nobody in the directory is called “Nobody Known”.",
    ]
    assert not Absence.objects.exists()
    admin = make_administrator()
    assert len(understood_absences(brought(wrong.replace("Nobody Known", "Omar Quist")), by=admin)) == 4


def test_a_calendar_is_read_around_the_day(boss, kara):
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nSUMMARY:Kara Montoya: leave\r\nDTSTART;VALUE=DATE:{day}\r\nEND:VEVENT\r\n"
        for day in ("20200301", "20270301", "20330301")
    )
    file = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n"

    import_absences(brought(file, "team.ics"), by=boss, at=AT)

    assert [one.first for one in Absence.objects.all()] == [DAY]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Kara Montoya,2027-03-08,2027-03-01,,,", "the last day comes before the first"),
        ("Kara Montoya,,2027-03-01,,,", "say the first day"),
        ("Kara Montoya,2027-03-08,,150%,,", "is not 1 to 100%"),
        ("Kara Montoya,2027-03-08,,,Moonlighting,", "is none of these"),
    ],
)
def test_a_row_that_cannot_be_right_is_named(row, words):
    with pytest.raises(UnreadableFile, match=words):
        brought("Person,First day,Last day,Share,Reason,Note\n" + row)

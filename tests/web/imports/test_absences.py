from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from milepost.domain.people.models import Absence
from tests.factories import make_city, make_person, signed_in, today

pytestmark = pytest.mark.django_db
UPLOAD = "/imports/lists/absences/"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:one
SUMMARY:Kara Montoya: on call
DTSTART;VALUE=DATE:{first}
DTEND;VALUE=DATE:{end}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def boss():
    make_city()
    boss = make_person("Lee Ortega")
    make_person("Kara Montoya", supervisor=boss)
    return boss


def brought(visitor, content, name):
    return visitor.post(UPLOAD, {"file": SimpleUploadedFile(name, content.encode())})


def test_a_calendar_is_previewed_and_then_written(client, boss):
    first = today() + timedelta(days=7)
    text = CALENDAR.format(first=f"{first:%Y%m%d}", end=f"{first + timedelta(days=7):%Y%m%d}")
    visitor = signed_in(client, boss)

    brought(visitor, text.replace("\n", "\r\n"), "rota.ics")
    preview = visitor.get(reverse("imports:list-preview", args=["absences"])).content.decode()
    before = Absence.objects.count()
    visitor.post(reverse("imports:list-confirmation", args=["absences"]))

    assert ("Kara Montoya" in preview, "On call" in preview, before) == (True, True, 0)
    made = Absence.objects.get()
    assert (made.first, made.last, made.share_percent) == (first, first + timedelta(days=6), 50)


def test_what_is_wrong_is_told_and_nothing_is_written(client, boss):
    answer = brought(signed_in(client, boss), "Person,First day\nNobody Known,2027-03-01\n", "away.csv")

    assert answer.status_code == 422
    assert "nobody in the directory is called “Nobody Known”" in answer.content.decode()
    assert not Absence.objects.exists()


def test_who_keeps_nobody_s_time_brings_no_absences(client, boss):
    assert signed_in(client, make_person("Ned Ray")).get(UPLOAD).status_code == 403

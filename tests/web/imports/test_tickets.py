from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from milepost.domain.staffing.models import OperationsLoad
from tests.factories import make_city, make_person, signed_in, today

pytestmark = pytest.mark.django_db
UPLOAD = "/imports/lists/tickets/"


@pytest.fixture
def boss():
    make_city()
    boss = make_person("Lee Ortega")
    make_person("Kara Montoya", supervisor=boss)
    return boss


def brought(visitor, person):
    text = f"Person,Week,Tickets\n{person},{today() + timedelta(days=14)},16\n"
    return visitor.post(UPLOAD, {"file": SimpleUploadedFile("tickets.csv", text.encode())})


def test_counts_are_previewed_and_then_set(client, boss):
    visitor = signed_in(client, boss)

    brought(visitor, "Kara Montoya")
    preview = visitor.get(reverse("imports:list-preview", args=["tickets"])).content.decode()
    before = OperationsLoad.objects.count()
    visitor.post(reverse("imports:list-confirmation", args=["tickets"]))

    assert ("16 tickets" in preview, "Mean of 1 week of tickets" in preview, before) == (True, True, 0)
    assert OperationsLoad.objects.filter(person__name="Kara Montoya").count() == 2


def test_what_is_wrong_is_told_and_nothing_is_set(client, boss):
    answer = brought(signed_in(client, boss), "Nobody Known")

    assert answer.status_code == 422
    assert "nobody in the directory is called “Nobody Known”" in answer.content.decode()
    assert not OperationsLoad.objects.exists()


def test_who_keeps_nobody_s_time_brings_no_counts(client, boss):
    assert signed_in(client, make_person("Ned Ray")).get(UPLOAD).status_code == 403

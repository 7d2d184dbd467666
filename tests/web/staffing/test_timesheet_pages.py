from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from milepost.domain.common.models import Rule
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.calculations.own_work import week_of
from milepost.domain.staffing.models import HoursLock, PostedHours, Timesheet
from tests.factories import make_city, make_department, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    make_city()
    return make_person("Lee Ortega", department=make_department("Infrastructure"))


@pytest.fixture
def kara(lead):
    return make_person("Kara Montoya", department=lead.department, supervisor=lead)


@pytest.fixture
def is_on(lead):
    monday = week_of(today())
    value = {"is_on": True, "feeds_progress": False}
    Rule.objects.create(name="timesheets", effective_on=monday, value=value, source="Council")
    return monday


@pytest.fixture
def task(kara):
    start = datetime.combine(week_of(today()), time(8))
    project = make_project("Radio", state="in_progress", start=start)
    made = make_task(project, "Install", days=5)
    Assignment.objects.create(task=made, person=kara)
    recalculate(project)
    return made


def handed_in(client, kara, hours="4", word="submit", **more):
    signed_in(client, kara)
    return client.post(reverse("my-work:timesheet"), {"hours-operations-0": hours, "word": word, **more})


def test_there_is_no_timesheet_by_default(client, kara):
    signed_in(client, kara)

    assert client.get(reverse("my-work:timesheet")).status_code == 404
    assert reverse("my-work:timesheet") not in client.get(reverse("my-work:my-work")).content.decode()


def test_the_plan_is_handed_in_and_approved(client, lead, kara, is_on, task):
    signed_in(client, kara)
    page = client.get(reverse("my-work:timesheet")).content.decode()
    assert 'value="8"' in page
    key = f"hours-{task.project_id}-{task.uid}"

    client.post(reverse("my-work:timesheet"), {f"{key}-0": "7.5", "hours-training-1": "1", "word": "submit"})
    sheet = Timesheet.objects.get()
    signed_in(client, lead)
    mine = client.get(reverse("my-work:my-work")).content.decode()
    assert "Decide on the hours of Kara Montoya" in mine
    assert "Install" in client.get(reverse("staffing:timesheet", args=[sheet.pk])).content.decode()
    client.post(reverse("staffing:timesheet-approval", args=[sheet.pk]), {"revision": sheet.revision})

    posted = PostedHours.objects.values_list("project__name", "task_uid", "code", "minutes", "by__name")
    assert set(posted) == {
        ("Radio", task.uid, "", 450, "Lee Ortega"),
        (None, None, "training", 60, "Lee Ortega"),
    }


def test_what_was_typed_is_kept_when_it_is_refused(client, kara, is_on):
    answer = handed_in(client, kara, hours="24.5")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "24 hours" in page
    assert 'value="24.5"' in page
    assert handed_in(client, kara, hours="many").status_code == 422
    assert not Timesheet.objects.exists()


def test_hours_are_saved_returned_and_taken_back(client, lead, kara, is_on):
    handed_in(client, kara, word="save")
    sheet = Timesheet.objects.get()
    assert sheet.state == "open"
    handed_in(client, kara)
    client.post(reverse("my-work:timesheet-taking-back", args=[sheet.pk]))
    handed_in(client, kara)
    signed_in(client, lead)
    address = reverse("staffing:timesheet-return", args=[sheet.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Tuesday is missing"})

    signed_in(client, kara)
    page = client.get(reverse("my-work:timesheet")).content.decode()
    assert "Returned by Lee Ortega: Tuesday is missing" in page


def test_the_second_to_decide_is_told(client, lead, kara, is_on):
    handed_in(client, kara)
    sheet = Timesheet.objects.get()
    signed_in(client, lead)
    terms = {"revision": sheet.revision}
    client.post(reverse("staffing:timesheet-approval", args=[sheet.pk]), terms)
    boss = make_person("Dee Rector", Role.SUPERVISOR, over=lead.department)

    answer = signed_in(client, boss).post(
        reverse("staffing:timesheet-approval", args=[sheet.pk]), terms, follow=True
    )

    assert "Meanwhile Lee Ortega has decided: approved." in answer.content.decode()


def test_finance_closes_periods_and_adjusts(client, kara, lead, is_on):
    handed_in(client, kara)
    sheet = Timesheet.objects.get()
    signed_in(client, lead)
    client.post(reverse("staffing:timesheet-approval", args=[sheet.pk]), {"revision": sheet.revision})
    assert client.post(reverse("staffing:hours-lock"), {"until": "2030-01-01"}).status_code == 403
    signed_in(client, make_person("Fay Nance", Role.FINANCE_ANALYST))

    client.post(reverse("staffing:hours-lock"), {"until": "2030-01-01"})
    client.post(
        reverse("staffing:timesheet-adjustment", args=[sheet.pk]),
        {"line": "operations", "day": is_on.isoformat(), "hours": "-1.5", "reason": "Lunch"},
    )

    assert HoursLock.objects.get().until == date(2030, 1, 1)
    assert list(PostedHours.objects.order_by("pk").values_list("minutes", flat=True)) == [240, -90]
    assert "Lunch" in client.get(reverse("staffing:timesheet", args=[sheet.pk])).content.decode()


def test_others_see_no_timesheet(client, kara, is_on):
    handed_in(client, kara)
    sheet = Timesheet.objects.get()
    signed_in(client, make_person("Otto Ther"))

    assert client.get(reverse("staffing:timesheets")).status_code == 403
    assert client.get(reverse("staffing:timesheet", args=[sheet.pk])).status_code == 404
    assert client.post(reverse("my-work:timesheet-taking-back", args=[sheet.pk])).status_code == 404
    assert client.get(reverse("my-work:timesheet-of-week", args=[date(2199, 1, 7)])).status_code == 404


def test_a_week_that_is_over_waits_until_it_is_handed_in(client, kara, task):
    value = {"is_on": True, "feeds_progress": False}
    day = week_of(today()) - timedelta(days=7)
    Rule.objects.create(name="timesheets", effective_on=day, value=value, source="Council")
    signed_in(client, kara)

    assert "Hand in the hours" in client.get(reverse("my-work:my-work")).content.decode()
    handed_in(client, kara)
    assert Timesheet.objects.get().week == day
    assert "Hand in the hours" not in client.get(reverse("my-work:my-work")).content.decode()

from datetime import date, timedelta

import pytest

from milepost.domain.common.models import Rule
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.calculations.own_work import week_of
from milepost.domain.staffing.models import CheckIn, PostedHours, Timesheet
from tests.factories import START, make_city, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    make_city()
    return make_person("Lee Ortega")


@pytest.fixture
def kara(lead):
    return make_person("Kara Montoya", email="kara@vistaridge.example", supervisor=lead)


@pytest.fixture
def task(kara):
    monday = week_of(today())
    project = make_project("Radio", state="in_progress", start=START.replace(*monday.timetuple()[:3]))
    made = make_task(project, "Install", days=5)
    Assignment.objects.create(task=made, person=kara)
    recalculate(project)
    return made


@pytest.fixture
def monday(task):
    value = {"is_on": True, "feeds_progress": False}
    Rule.objects.create(name="timesheets", effective_on=date(2020, 1, 2), value=value, source="Council")
    return week_of(today())


def sent(client, person, method, path, body):
    call = getattr(signed_in(client, person), method)
    return call(f"/api/v1{path}", body, content_type="application/json")


def test_a_program_checks_in(client, kara, task):
    body = {"tasks": [{"task_id": task.pk, "left_hours": 20}], "note": "On site"}

    made = sent(client, kara, "post", "/check-ins", body)
    unknown = sent(client, kara, "post", "/check-ins", {"tasks": [{"task_id": task.pk + 1}]})

    assert (made.status_code, made.json()["lines"][0]["left_minutes"]) == (201, 1200)
    assert unknown.status_code == 422
    assert CheckIn.objects.count() == 1
    assert client.get("/api/v1/check-ins").json()["count"] == 1
    task.refresh_from_db()
    assert task.remaining_minutes == 1200


def test_a_week_is_handed_in_and_approved(client, lead, kara, task, monday):
    entries = [
        {"day": monday.isoformat(), "hours": 7.5, "project_id": task.project_id, "task_uid": task.uid},
        {"day": monday.isoformat(), "hours": 0.5, "code": "operations"},
    ]
    made = sent(client, kara, "put", f"/timesheets/{monday}", {"entries": entries, "submit": True})
    assert (made.status_code, made.json()["state"]) == (200, "submitted")
    sheet = Timesheet.objects.get()
    terms = {"revision": sheet.revision}

    own = sent(client, kara, "put", f"/timesheets/{sheet.pk}/approval", terms)
    approved = sent(client, lead, "put", f"/timesheets/{sheet.pk}/approval", terms)
    second = sent(client, lead, "put", f"/timesheets/{sheet.pk}/return", {**terms, "reason": "No"})

    assert (own.status_code, approved.status_code, second.status_code) == (403, 200, 409)
    assert [one["minutes"] for one in client.get("/api/v1/hours").json()["items"]] == [450, 30]


def test_a_time_system_posts_lines_once(client, kara, task):
    finance = make_person("Fay Nance", Role.FINANCE_ANALYST)
    day = (today() - timedelta(days=1)).isoformat()
    body = [
        {"document": "TS-1", "line": "1", "person": kara.email, "day": day, "hours": 4, "code": "training"},
        {"document": "TS-1", "line": "2", "person": "Nobody", "day": day, "hours": 4, "code": "training"},
    ]

    tried = sent(client, finance, "post", "/hours?dry_run=true", body)
    assert not PostedHours.objects.exists()
    first = sent(client, finance, "post", "/hours", body)
    again = sent(client, finance, "post", "/hours", body)

    told = [[one["outcome"] for one in answer.json()] for answer in (tried, first, again)]
    assert told == [["new", "rejected"], ["new", "rejected"], ["standing", "rejected"]]
    assert PostedHours.objects.count() == 1
    assert sent(client, kara, "post", "/hours", body).status_code == 403


def test_others_read_no_hours(client, lead, kara, task):
    PostedHours.objects.create(
        person=kara,
        day=today(),
        code="training",
        minutes=60,
        source="import",
        by=lead,
        at="2027-03-01T12:00Z",
    )

    def count(person):
        return signed_in(client, person).get("/api/v1/hours").json()["count"]

    assert [count(one) for one in (kara, lead, make_person("Otto Ther"))] == [1, 1, 0]

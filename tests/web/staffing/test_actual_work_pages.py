import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.models import JobClass, JobClassification, LaborRate, PostedHours
from tests.factories import AT, give_role, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def row(manager):
    project = make_project("Radio", manager=manager, state="in_progress")
    kara = make_person("Kara Montoya")
    task = make_task(project, "Install", days=5)
    row = Assignment.objects.create(task=task, person=kara)
    recalculate(project)
    engineers = JobClass.objects.create(name="Engineer")
    LaborRate.objects.create(job_class=engineers, first=date(2027, 1, 1), hourly=Decimal("90.10"))
    JobClassification.objects.create(person=kara, job_class=engineers, first=date(2027, 1, 1))
    PostedHours.objects.create(
        person=kara, day=date(2027, 3, 1), minutes=450, source="timesheet", by=manager, at=AT,
        project=project, task_uid=task.uid,
    )  # fmt: skip
    return row


def test_each_figure_opens_its_lines(client, manager, row):
    address = reverse("team:actual-work", args=[row.task.project_id])
    page = signed_in(client, manager).get(address).content.decode()

    lines = reverse("team:work-lines", args=[row.task.project_id, row.pk])
    opened = dict(re.findall(rf'<a href="{lines}#(\w+)">(.*?)</a>', page))
    shown = client.get(lines).content.decode()

    assert opened["planned"] == "40"
    assert re.findall(rf'{lines}#posted">([\d.]+)<', page) == ["7.5"]
    assert "$675.75" in page
    assert all(f'id="{part}"' in shown for part in opened)
    assert "Timesheet" in shown
    assert "$675.75" in shown


def test_it_is_exported_as_it_stands(client, manager, row):
    address = reverse("team:actual-work", args=[row.task.project_id])

    file = signed_in(client, manager).get(f"{address}?export=csv")

    text = b"".join(file.streaming_content) if file.streaming else file.content
    assert "Install,Kara Montoya,40" in text.decode("utf-8-sig")


def test_cost_is_for_whoever_may_see_rates(client, row):
    boss = make_person("Sue Pervisor", Role.SUPERVISOR, over=row.task.project.department)
    member, stranger = make_person("Mem Ber"), make_person("Stan Ger")
    give_role(member, Role.TEAM_MEMBER, over=row.task.project)
    address = reverse("team:actual-work", args=[row.task.project_id])
    lines = reverse("team:work-lines", args=[row.task.project_id, row.pk])

    assert "$675.75" in signed_in(client, boss).get(address).content.decode()
    for person, status in ((member, 403), (stranger, 404)):
        signed_in(client, person)
        assert [client.get(one).status_code for one in (address, lines)] == [status, status]


def test_an_assignment_of_another_project_is_not_found(client, manager, row):
    other = make_project("Other", manager=manager)

    answer = signed_in(client, manager).get(reverse("team:work-lines", args=[other.pk, row.pk]))

    assert answer.status_code == 404

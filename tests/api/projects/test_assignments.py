import pytest

from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


def test_a_team_is_put_whole_and_read_back(client):
    manager, kara = make_person("Mara Quint"), make_person("Kara Montoya")
    task = make_task(make_project("Switch refresh", manager=manager), "Order")
    recalculate(task.project)
    signed_in(client, manager)
    team = [
        {"person_id": kara.pk, "resource": "", "units_percent": 50.0, "work_minutes": None},
        {"person_id": None, "resource": "Analyst", "units_percent": 100.0, "work_minutes": 240},
    ]
    url = f"/api/v1/tasks/{task.pk}/assignments"

    put = client.put(url, team, content_type="application/json")

    assert put.status_code == 200, put.content
    assert client.get(url).json() == team


def test_nobody_at_all_is_refused(client):
    manager = make_person("Mara Quint")
    task = make_task(make_project("Switch refresh", manager=manager), "Order")
    recalculate(task.project)
    signed_in(client, manager)

    put = client.put(f"/api/v1/tasks/{task.pk}/assignments", [{}], content_type="application/json")

    assert put.status_code == 422

import pytest
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Task
from tests.factories import give_role, link, make_person, make_project, make_task, signed_in
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    project = make_project(
        "Switches", manager=make_person("Mara Quint", Role.PROJECT_MANAGER), state="in_progress"
    )
    order, install = make_task(project, "Order", days=2), make_task(project, "Install", days=3)
    link(order, install)
    recalculate(project)
    return project


@pytest.fixture
def page(project):
    return reverse("projects:tasks", args=[project.pk])


@pytest.fixture
def visitor(client, project):
    return signed_in(client, project.manager)


def test_tasks_stand_in_their_order_with_their_number_dates_and_links(visitor, project, page):
    for number in range(9):
        make_task(project, f"Then {number}")
    recalculate(project)

    rows = listed(visitor.get(page))

    assert [row.wbs for row in rows] == [str(number) for number in range(1, 12)]
    assert (rows[1].duration, rows[1].predecessors, str(rows[1].finish)) == ("3d", "1", "2027-03-05")


def test_a_typed_duration_moves_what_follows_and_says_so(visitor, page):
    order = Task.objects.get(name="Order")

    answer = visitor.post(page, {"cell": "duration", "row": order.pk, "value": "1w", "seen": "2d"})

    assert answer.status_code == 200
    assert "Mar 5, 2027" in answer.content.decode()
    assert "data-message" in answer.content.decode()
    refused = visitor.post(page, {"cell": "duration", "row": order.pk, "value": "soon", "seen": "5d"})
    assert refused.status_code == 422
    assert "soon" in refused.content.decode()


def test_percent_is_set_on_many_tasks_at_once_or_on_none(visitor, page):
    keys = list(Task.objects.values_list("pk", flat=True))
    chosen = {"bulk": "percent", "rows": keys, "confirmed": "1"}

    refused = visitor.post(page, chosen | {"percent": "many"})
    assert refused.status_code == 422
    assert set(Task.objects.values_list("percent_complete", flat=True)) == {0.0}
    done = visitor.post(page, chosen | {"percent": "100"}, follow=True)

    assert "2 tasks updated." in done.content.decode()
    assert set(Task.objects.values_list("percent_complete", flat=True)) == {100.0}


def test_a_member_records_progress_but_does_not_plan(client, project, page):
    member = make_person("Tom Lind")
    give_role(member, Role.TEAM_MEMBER, over=project)

    shown = signed_in(client, member).get(page).content.decode()

    assert 'data-edits="complete"' in shown
    assert 'data-edits="duration"' not in shown


def test_tasks_are_found_by_status_float_and_who_is_responsible(visitor, project, page):
    Task.objects.filter(name="Order").update(responsible=project.manager)

    def names(query):
        return [row.task.name for row in listed(visitor.get(f"{page}?{query}"))]

    assert names("responsible=me") == ["Order"]
    assert names("status=none") == ["Order", "Install"]
    assert names("critical=yes&float.to=0") == ["Order", "Install"]
    assert names("status=done") == []

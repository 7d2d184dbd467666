from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Risk, Task
from tests.factories import give_role, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db
MY_WORK = "/my-work/"
PAST = datetime(2026, 3, 2, 8)


@pytest.fixture
def member() -> Person:
    return make_person("Otto Frey")


@pytest.fixture
def visitor(client: Client, member: Person) -> Client:
    return signed_in(client, member)


def own(member: Person, name: str = "Install", **fields: object) -> Task:
    project = make_project("Radios", state="in_progress", start=PAST, **fields)
    make_task(project, "Secret work of others", days=30)
    task = make_task(project, name, responsible=member)
    recalculate(project)
    return task


def test_an_empty_inbox_says_what_it_is_for(visitor):
    assert "Nothing waits for you" in visitor.get(MY_WORK).content.decode()


def test_what_is_late_stands_first_under_its_heading(visitor, member):
    own(member)
    is_weekend = today().weekday() > 4

    groups = visitor.get(MY_WORK).context["groups"]

    check_in = ["Check in for the week"]
    assert [(heading, [one.waiting.title for one in entries]) for heading, _, entries in groups] == [
        ("Late", ["Install", *(check_in if is_weekend else [])]),
        ("This week", [] if is_weekend else check_in),
        ("Next", []),
    ]


def test_a_task_of_a_project_one_may_not_see_is_named_without_a_way_in(visitor, member):
    own(member, is_restricted=True)

    page = visitor.get(MY_WORK).content.decode()

    assert "Install" in page
    assert "/projects/" not in page.split("<main")[1]


def test_progress_is_saved_in_one_step_and_tells_no_more_than_one_may_see(visitor, member):
    task = own(member)

    answer = visitor.post(f"{MY_WORK}tasks/{task.pk}/", {"word": "done"}, follow=True)

    task.refresh_from_db()
    text = answer.content.decode()
    assert (task.percent_complete, "Install: recorded." in text, "Secret" in text) == (100, True, False)


def test_a_percentage_may_be_typed(visitor, member):
    task = own(member)
    name = f"task-{task.pk}-percent_complete"

    visitor.post(f"{MY_WORK}tasks/{task.pk}/", {name: "40%", f"initial-{name}": "0"})

    task.refresh_from_db()
    assert task.percent_complete == 40


def test_what_is_refused_stays_beside_what_was_typed(visitor, member):
    task = own(member)
    name = f"task-{task.pk}-percent_complete"

    answer = visitor.post(f"{MY_WORK}tasks/{task.pk}/", {name: "much", f"initial-{name}": "0"})

    assert (answer.status_code, 'value="much"' in answer.content.decode()) == (422, True)


def test_somebody_elses_task_is_not_found(visitor):
    task = own(make_person("Dee Park"))

    assert visitor.post(f"{MY_WORK}tasks/{task.pk}/", {"word": "done"}).status_code == 404


def test_an_own_risk_is_confirmed_in_one_step(visitor, member):
    project = make_project()
    give_role(member, Role.TEAM_MEMBER, over=project)
    risk = Risk.objects.create(
        project=project,
        number=1,
        event="Late",
        probability=1,
        impact=1,
        owner=member,
        reviewed_on=date(2020, 1, 1),
    )

    visitor.post(f"{MY_WORK}risks/{risk.pk}/")

    assert ChangeSet.objects.get().action == "projects.confirm_risk"


def test_a_risk_of_somebody_else_is_not_found(visitor, member):
    project = make_project()
    give_role(member, Role.TEAM_MEMBER, over=project)
    risk = Risk.objects.create(project=project, number=1, event="Late", probability=1, impact=1)

    assert visitor.post(f"{MY_WORK}risks/{risk.pk}/").status_code == 404


def test_the_inbox_asks_the_same_number_of_queries_for_one_and_three_tasks(visitor, member):
    own(member)
    visitor.get(MY_WORK)
    with CaptureQueriesContext(connection) as one:
        visitor.get(MY_WORK)
    own(member)
    own(member)

    with CaptureQueriesContext(connection) as three:
        visitor.get(MY_WORK)

    assert len(three) == len(one)

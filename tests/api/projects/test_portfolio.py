import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from tests.factories import AT, give_role, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(manager):
    """A project that finishes five working days later than agreed, with a milestone as late."""
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    task = make_task(project, "Order", days=5)
    make_task(project, "Ordered", is_milestone=True, days=0, constraint=4, constraint_at="2027-03-05T17:00")
    recalculate(project)
    set_baseline(project, name="As agreed", by=manager, at=AT)
    task.duration_minutes = 10 * 480
    task.save()
    make_task(project, "Tell")
    recalculate(project)
    return project


def test_the_portfolio_tells_status_and_variance(calling, manager, late):
    make_project("Over", manager=manager, state=Project.State.CLOSED)

    answer = calling(manager)("GET", "/portfolio").json()

    (standing,) = answer["items"]
    assert answer["count"] == 1
    assert standing["project"]["name"] == "Switch refresh"
    assert (standing["statuses"]["overall"]["status"], standing["finish_days"]) == ("off_track", 5)


def test_the_portfolio_is_narrowed_to_a_status_and_paged(calling, manager, late):
    make_project("Not begun", manager=manager)
    call = calling(manager)

    of_a_status = call("GET", "/portfolio?status=off_track").json()
    second = call("GET", "/portfolio?limit=1&offset=1").json()

    assert [one["project"]["id"] for one in of_a_status["items"]] == [late.pk]
    assert (second["count"], [one["project"]["name"] for one in second["items"]]) == (2, ["Not begun"])


def test_what_needs_attention_says_why(calling, manager, late):
    (first,) = calling(manager)("GET", "/attention").json()["items"]

    assert (first["project"]["id"], first["concerns"][0]["urgency"]) == (late.pk, "off_track")
    assert any("5 working days later" in concern["sentence"] for concern in first["concerns"])


def test_the_portfolio_holds_only_what_the_caller_may_see(calling, late):
    guest = make_person("Gus T.")
    give_role(guest, Role.GUEST, over=make_project("Other", state=Project.State.PLANNING))
    call = calling(guest)

    names = [one["project"]["name"] for one in call("GET", "/portfolio").json()["items"]]
    concerns = call("GET", "/attention").json()["items"]

    assert (names, concerns) == (["Other"], [])


def test_the_plan_is_compared_with_its_baseline(calling, manager, late):
    call = calling(manager)

    whole = call("GET", f"/projects/{late.pk}/variance?against=first").json()
    tasks = call("GET", f"/projects/{late.pk}/variance/tasks").json()["items"]

    assert (whole["name"], whole["added_count"], whole["dropped_count"]) == ("As agreed", 1, 0)
    assert whole["whole"] == {"start_days": 0, "finish_days": 5, "duration_days": 5}
    assert [(task["name"], task["difference"] and task["difference"]["finish_days"]) for task in tasks] == [
        ("Order", 5),
        ("Ordered", 0),
        ("Tell", None),
    ]


def test_milestones_stand_against_the_baseline(calling, manager, late):
    (milestone,) = calling(manager)("GET", f"/projects/{late.pk}/milestones").json()["items"]

    assert (milestone["name"], milestone["days"], milestone["standing"]) == ("Ordered", 0, "On time")


def test_without_a_baseline_there_is_nothing_to_compare_with(calling, manager, project):
    call = calling(manager)

    paths = [f"/projects/{project.pk}/variance", f"/projects/{project.pk}/variance/tasks"]

    assert [call("GET", path).status_code for path in paths] == [404, 404]


@pytest.mark.parametrize("count", [1, 4])
def test_the_portfolio_asks_the_database_a_constant_number_of_times(
    calling, manager, count, django_assert_max_num_queries
):
    call = calling(manager)
    for _ in range(count):
        recalculate(make_project(manager=manager, state=Project.State.IN_PROGRESS))

    with django_assert_max_num_queries(22):
        call("GET", "/portfolio")

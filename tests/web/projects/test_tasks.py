import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Link, Task
from milepost.engine.network.model import LinkType
from tests.factories import give_role, link, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state="in_progress")
    order, install = make_task(project, "Order", days=5), make_task(project, "Install", days=2)
    link(order, install)
    recalculate(project)
    return project


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def address(name: str, task: Task) -> str:
    return reverse(f"projects:{name}", args=[task.project_id, task.pk])


def typed(client: Client, url: str) -> dict[str, str]:
    """Give what the form of a page would send when nothing was typed."""
    form = client.get(url).context["form"]
    values = {}
    for field in form:
        shown = field.value()
        if shown is not None and shown is not False:
            values[field.html_name] = str(shown)
        values[field.html_initial_name] = "" if shown is None else str(shown)
    return values


def test_an_edit_answers_with_where_the_finish_goes_and_what_moved(visitor, project):
    order = project.tasks.get(name="Order")
    url = address("task", order)

    answer = visitor.post(url, typed(visitor, url) | {"duration": "2w"}, follow=True)

    assert answer.redirect_chain == [(f"/projects/{project.pk}/schedule/", 303)]
    assert "The finish moves from Mar 9, 2027 to Mar 16, 2027" in answer.content.decode()
    assert "2 tasks moved" in answer.content.decode()


def test_the_consequence_is_shown_once(visitor, project):
    url = address("task", project.tasks.get(name="Order"))
    visitor.post(url, typed(visitor, url) | {"duration": "2w"}, follow=True)

    again = visitor.get(reverse("projects:schedule", args=[project.pk]))

    assert "The finish moves" not in again.content.decode()


def test_an_edit_is_undone_from_its_answer(visitor, project):
    order = project.tasks.get(name="Order")
    url = address("task", order)
    answer = visitor.post(url, typed(visitor, url) | {"duration": "2w"}, follow=True)

    change_set = answer.context["consequence"]["change_set"]
    visitor.post(reverse("projects:reversal", args=[project.pk, change_set]))

    order.refresh_from_db()
    assert order.duration_minutes == 2400


def test_fields_links_and_progress_change_as_one(visitor, project, manager):
    install = project.tasks.get(name="Install")
    url = address("task", install)
    changes = {"predecessors": "1SS+1d", "duration": "3d?", "percent_complete": "50", "notes": "At night"}

    visitor.post(url, typed(visitor, url) | changes)

    install.refresh_from_db()
    found = Link.objects.get(successor=install)
    assert (found.type, found.lag) == (LinkType.START_TO_START, 480)
    assert (install.duration_minutes, install.is_estimated, install.percent_complete) == (1440, True, 50)
    assert manager.account.change_sets.count() == 1


def test_what_cannot_be_read_is_told_beside_the_field_and_kept(visitor, project):
    url = address("task", project.tasks.get(name="Install"))

    answer = visitor.post(url, typed(visitor, url) | {"duration": "soon", "predecessors": "77"})

    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors["predecessors"] == ["There is no task 77 in this project."]
    assert "soon" in form.errors["duration"][0]
    assert 'value="soon"' in answer.content.decode()


def test_a_loop_is_refused_with_its_tasks_and_nothing_is_written(visitor, project):
    order = project.tasks.get(name="Order")
    url = address("task", order)

    answer = visitor.post(url, typed(visitor, url) | {"predecessors": "2"})

    assert answer.status_code == 422
    assert "Install" in str(answer.context["form"].errors)
    assert not Link.objects.filter(successor=order).exists()


def test_a_field_that_somebody_else_changed_is_refused_with_both_values(visitor, project):
    order = project.tasks.get(name="Order")
    url = address("task", order)
    read = typed(visitor, url)
    Task.objects.filter(pk=order.pk).update(duration_minutes=1440)

    answer = visitor.post(url, read | {"duration": "10d"})

    assert answer.status_code == 422
    message = answer.context["form"].errors["duration"][0]
    assert "3d" in message
    assert "10d" in message


def test_saving_again_after_that_keeps_what_was_typed(visitor, project):
    order = project.tasks.get(name="Order")
    url = address("task", order)
    read = typed(visitor, url)
    Task.objects.filter(pk=order.pk).update(duration_minutes=1440)
    refused = visitor.post(url, read | {"duration": "10d"}).context["form"]

    visitor.post(url, {**refused.data, "duration": "10d"})

    order.refresh_from_db()
    assert order.duration_minutes == 4800


def test_another_field_changed_meanwhile_is_left_alone(visitor, project):
    order = project.tasks.get(name="Order")
    url = address("task", order)
    read = typed(visitor, url)
    Task.objects.filter(pk=order.pk).update(name="Order switches")

    visitor.post(url, read | {"duration": "10d"})

    order.refresh_from_db()
    assert (order.name, order.duration_minutes) == ("Order switches", 4800)


def test_a_summary_offers_no_duration(visitor, project):
    summary = make_task(project, "Build")
    make_task(project, "Rack", parent=summary)
    recalculate(project)

    form = visitor.get(address("task", summary)).context["form"]

    assert {"duration", "percent_complete", "is_milestone"}.isdisjoint(form.fields)


def test_a_team_member_reports_progress_and_nothing_else(client, project):
    member = make_person("Tom Lind")
    give_role(member, Role.TEAM_MEMBER, over=project)
    order = project.tasks.get(name="Order")
    url = address("task", order)
    visitor = signed_in(client, member)

    fields = set(visitor.get(url).context["form"].fields)
    visitor.post(url, typed(visitor, url) | {"percent_complete": "40", "name": "Mine"})

    order.refresh_from_db()
    assert fields == {"percent_complete", "actual_start", "actual_finish", "remaining"}
    assert (order.name, order.percent_complete) == ("Order", 40)


def test_a_new_task_stands_behind_the_one_named_and_after_its_predecessors(visitor, project):
    order = project.tasks.get(name="Order")
    url = f"{reverse('projects:new-task', args=[project.pk])}?after={order.pk}"
    form = {"name": "Receive", "duration": "1d", "predecessors": "1", "constraint": "0", "priority": "500"}

    visitor.post(url, form | {"is_active": "on"})

    assert list(project.tasks.order_by("position").values_list("name", flat=True)) == [
        "Order",
        "Receive",
        "Install",
    ]
    assert Link.objects.filter(predecessor=order, successor__name="Receive").exists()


def test_a_step_that_is_not_possible_says_why(visitor, project):
    answer = visitor.post(address("task-place", project.tasks.get(name="Order")), {"step": "up"}, follow=True)

    assert "It is the first of its level." in answer.content.decode()


def test_removing_a_task_is_asked_first(visitor, project):
    order = project.tasks.get(name="Order")

    asked = visitor.get(address("task-removal", order))
    still = project.tasks.filter(name="Order").exists()
    visitor.post(address("task-removal", order))

    assert (asked.status_code, still) == (200, True)
    assert not project.tasks.filter(name="Order").exists()


def test_why_a_task_starts_is_told_step_by_step(visitor, project):
    answer = visitor.get(address("task-explanation", project.tasks.get(name="Install"))).content.decode()

    assert answer.index("Install") < answer.index("Order")
    assert "when the project starts" in answer


def test_the_team_is_typed_beside_who_is_responsible(visitor, project, manager):
    kara = make_person("Kara Montoya")
    task = project.tasks.get(name="Order")
    values = typed(visitor, address("task", task)) | {"assigned": "Kara Montoya [50%]; role: Analyst"}

    response = visitor.post(address("task", task), values)

    assert response.status_code == 303
    assert [(row.who, row.units_percent) for row in task.assignments.all()] == [
        ("Kara Montoya", 50),
        ("Analyst", 100),
    ]
    assert Task.objects.get(pk=task.pk).responsible == kara


def test_work_is_interrupted_on_a_tasks_page_and_goes_on_again(visitor, project):
    order = project.tasks.get(name="Order")
    split = {"stops": "2027-03-03T08:00", "resumes": "2027-03-08T08:00"}

    answer = visitor.post(address("splits", order), split, follow=True)
    shown = visitor.get(address("task", order)).content.decode()
    removed = visitor.post(
        reverse("projects:split-removal", args=[project.pk, order.pk, 0]), follow=True
    ).content.decode()

    assert "The finish moves from Mar 9, 2027 to Mar 12, 2027" in answer.content.decode()
    assert "Mar 2, 2027" in shown
    assert "The finish moves from Mar 12, 2027 to Mar 9, 2027" in removed


def test_a_split_that_cannot_be_is_refused_beside_its_field(visitor, project):
    order = project.tasks.get(name="Order")

    answer = visitor.post(
        address("splits", order), {"stops": "2027-03-08T08:00", "resumes": "2027-03-03T08:00"}
    )

    assert answer.status_code == 422
    assert answer.context["split_form"].errors["resumes"] == ["Work goes on after it has stopped."]


def test_a_second_person_on_an_effort_driven_task_is_answered_with_the_earlier_finish(visitor, project):
    make_person("Kara Montoya")
    order, url = project.tasks.get(name="Order"), address("task", project.tasks.get(name="Order"))
    visitor.post(url, typed(visitor, url) | {"assigned": "Mara Quint", "is_effort_driven": "on"})

    answer = visitor.post(url, typed(visitor, url) | {"assigned": "Mara Quint; Kara Montoya"}, follow=True)

    assert "“Order” takes 2.5 days less" in answer.content.decode()
    order.refresh_from_db()
    assert order.duration_minutes == 1200


def test_the_work_of_a_team_is_set_in_sum(visitor, project):
    order, url = project.tasks.get(name="Order"), address("task", project.tasks.get(name="Order"))
    visitor.post(url, typed(visitor, url) | {"assigned": "Mara Quint [50%]"})

    visitor.post(url, typed(visitor, url) | {"work": "40h"})

    order.refresh_from_db()
    assert order.duration_minutes == 10 * 480

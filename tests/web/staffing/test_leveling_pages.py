import pytest
from django.urls import reverse

from milepost.domain.common.models import Run
from milepost.domain.common.runs import make_run
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.assigning import assign
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Task
from milepost.web.access import now
from tests.factories import AT, make_city, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    make_city()
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def projects(planner):
    kara = make_person("Kara Montoya")
    found = []
    for name in ("Switches", "Phones"):
        project = make_project(name, state="in_progress", start="2040-01-02T08:00")
        project.refresh_from_db()
        task = make_task(project, f"{name} work", days=5)
        recalculate(project)
        assign(task, [Terms(kara.pk)], by=planner, at=AT)
        found.append(project)
    return found


def asked(client, projects):
    form = {f"project_{project.pk}": "normal" for project in projects}
    return client.post(
        reverse("staffing:levelings"), form | {"objectives": ["early"], "seconds": 5, "until": ""}
    )


def made(client, projects):
    asked(client, projects)
    run = Run.objects.get()
    # The page offers five seconds and more; these two tasks are in order at once.
    run.parameters["seconds"] = 0.2
    make_run(run, report=lambda percent, message: None, at=now())
    return reverse("staffing:leveling", args=[run.pk]), run


def test_projects_are_leveled_looked_at_applied_and_taken_back(client, planner, projects):
    signed_in(client, planner)
    address, run = made(client, projects)

    page = client.get(address).content.decode()
    client.post(reverse("staffing:leveling-application", args=[run.pk]))
    delays = sum(Task.objects.values_list("leveling_delay_minutes", flat=True))
    applied = run.applications.get()
    client.post(reverse("staffing:leveling-undoing", args=[run.pk, applied.pk]))

    assert "waits for Kara Montoya, busy with “" in page
    assert delays > 0
    assert sum(Task.objects.values_list("leveling_delay_minutes", flat=True)) == 0
    applied.refresh_from_db()
    assert applied.is_undone


def test_a_run_under_way_shows_its_progress(client, planner, projects):
    answer = asked(signed_in(client, planner), projects)

    page = client.get(answer["Location"]).content.decode()

    assert "run-progress" in page


def test_nothing_chosen_is_told(client, planner, projects):
    answer = asked(signed_in(client, planner), [])

    assert answer.status_code == 422
    assert "Choose 1 to" in answer.content.decode()


def test_a_leveling_is_hidden_from_who_may_not_see_all_its_projects(client, planner, projects):
    address, _ = made(signed_in(client, planner), projects)
    manager = make_person("Noa Vance")
    own = make_project("Own", manager=manager)

    assert signed_in(client, manager).get(address).status_code == 404
    listed = client.get(reverse("staffing:levelings"))
    assert (listed.status_code, listed.context["runs"]) == (200, [])
    assert [name.label for name in listed.context["form"].project_fields] in ([], [str(own)])


def test_leveling_is_cleared_from_the_schedule(client, planner, projects):
    signed_in(client, planner)
    _, run = made(client, projects)
    client.post(reverse("staffing:leveling-application", args=[run.pk]))

    for project in projects:
        client.post(reverse("staffing:clearing", args=[project.pk]))

    assert not Task.objects.filter(leveling_delay_minutes__gt=0).exists()


def test_answers_stand_beside_each_other(client, planner, projects):
    signed_in(client, planner)
    made(client, projects)

    page = client.get(reverse("staffing:levelings"), {"project": projects[0].pk})

    assert [row["moved"] for row in page.context["runs"]] == [1]
    assert page.context["form"].fields[f"project_{projects[0].pk}"].initial == "normal"


def test_an_answer_is_kept_compared_and_discarded(client, planner, projects):
    signed_in(client, planner)
    address, run = made(client, projects)

    client.post(reverse("staffing:scenario-keeping", args=[run.pk]), {"name": "Phones first"})
    page = client.get(address).content.decode()
    compared = client.get(reverse("staffing:leveling-comparison")).content.decode()
    client.post(reverse("staffing:scenario-discarding", args=[run.scenario.pk]))

    assert "Phones first" in page
    assert all(name in compared for name in ("Phones first", "Switches", "Days past deadlines"))
    assert "No scenario yet" in client.get(reverse("staffing:leveling-comparison")).content.decode()


def test_a_scenario_without_a_name_is_told_beside_the_field(client, planner, projects):
    signed_in(client, planner)
    _, run = made(client, projects)

    answer = client.post(reverse("staffing:scenario-keeping", args=[run.pk]), {"name": ""})

    assert answer.status_code == 422
    assert answer.context["scenario_form"].errors["name"]


def test_scenarios_are_hidden_from_who_may_not_see_all_their_projects(client, planner, projects):
    _, run = made(signed_in(client, planner), projects)
    client.post(reverse("staffing:scenario-keeping", args=[run.pk]), {"name": "Phones first"})
    signed_in(client, make_person("Noa Vance"))

    assert "Phones first" not in client.get(reverse("staffing:leveling-comparison")).content.decode()
    assert client.post(reverse("staffing:scenario-discarding", args=[run.scenario.pk])).status_code == 404

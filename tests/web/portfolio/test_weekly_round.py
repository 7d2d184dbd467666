from datetime import datetime, timedelta

import pytest
from django.test import Client

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, ProjectSnapshot, Risk, RoundReview, Task
from tests.factories import give_role, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db
ROUND = "/weekly-round/"


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def running(name: str, manager) -> Task:
    """Make a project with one task that should run."""
    project = make_project(name, manager=manager, state="in_progress", start=datetime(2026, 3, 2, 8))
    task = make_task(project, f"Work on {name}", days=5)
    recalculate(project)
    return task


def typed(visitor: Client) -> dict[str, str]:
    """Give what the grid would send when nothing was typed."""
    values = {}
    for one in visitor.get(ROUND).context["sections"]:
        for row in one.rows:
            for field in row.form:
                shown = field.value()
                values[field.html_name] = values[field.html_initial_name] = (
                    "" if shown is None else str(shown)
                )
    return values


def test_the_round_lists_the_open_tasks_of_ones_own_projects(visitor, manager):
    running("Radios", manager)
    running("Pumps", make_person("Otto Frey"))

    rounds = visitor.get(ROUND).context["sections"]

    assert [one.project.name for one in rounds] == ["Radios"]


def test_each_project_answers_with_its_consequence(visitor, manager):
    radios, pumps = running("Radios", manager), running("Pumps", manager)
    changes = {
        f"task-{radios.pk}-percent_complete": "50",
        f"task-{pumps.pk}-actual_finish": "2026-03-10",
    }

    answer = visitor.post(ROUND, typed(visitor) | changes, follow=True).content.decode()

    radios.refresh_from_db()
    pumps.refresh_from_db()
    assert (radios.percent_complete, pumps.percent_complete) == (50, 100)
    assert pumps.actual_finish == datetime(2026, 3, 10, 17)
    assert "Radios: The finish stays" in answer
    assert "Pumps: The finish moves" in answer


def test_a_project_with_an_error_keeps_what_was_typed_while_others_are_saved(visitor, manager):
    radios, pumps = running("Radios", manager), running("Pumps", manager)
    changes = {
        f"task-{radios.pk}-percent_complete": "120",
        f"task-{pumps.pk}-percent_complete": "30",
    }

    answer = visitor.post(ROUND, typed(visitor) | changes)

    radios.refresh_from_db()
    pumps.refresh_from_db()
    assert (answer.status_code, radios.percent_complete, pumps.percent_complete) == (422, 0, 30)
    assert 'value="120"' in answer.content.decode()


def test_one_wrong_task_holds_back_its_whole_project(visitor, manager):
    first = running("Radios", manager)
    second = make_task(first.project, "Test")
    recalculate(first.project)
    changes = {
        f"task-{first.pk}-percent_complete": "40",
        f"task-{second.pk}-remaining": "soon",
    }

    visitor.post(ROUND, typed(visitor) | changes)

    first.refresh_from_db()
    assert first.percent_complete == 0


def test_a_cell_that_somebody_else_changed_is_refused(visitor, manager):
    task = running("Radios", manager)
    read = typed(visitor)
    Task.objects.filter(pk=task.pk).update(percent_complete=70)

    answer = visitor.post(ROUND, read | {f"task-{task.pk}-percent_complete": "40"})

    form = answer.context["sections"][0].rows[0].form
    assert form.errors["percent_complete"] == ["Changed meanwhile: it is 70 now."]


def test_a_project_that_is_over_is_not_in_the_round(visitor, manager):
    task = running("Radios", manager)
    Project.objects.filter(pk=task.project_id).update(state="closed")

    assert visitor.get(ROUND).context["sections"] == []


def test_a_manager_by_role_alone_has_the_project_in_the_round(client):
    task = running("Radios", make_person("Otto Frey"))
    deputy = make_person("Dee Park")
    give_role(deputy, Role.PROJECT_MANAGER, over=task.project)

    rounds = signed_in(client, deputy).get(ROUND).context["sections"]

    assert [one.project for one in rounds] == [task.project]


def test_a_row_saved_alone_answers_with_its_project(visitor, manager):
    radios = running("Radios", manager)
    row = {f"task-{radios.pk}-percent_complete": "40", f"initial-task-{radios.pk}-percent_complete": "0"}

    answer = visitor.post(ROUND, row | {"project": radios.project_id})

    radios.refresh_from_db()
    text = answer.content.decode()
    assert (answer.status_code, radios.percent_complete) == (200, 40)
    assert "The finish stays on Mar 6, 2026." in text
    assert "<html" not in text


def test_a_row_refused_alone_keeps_what_was_typed(visitor, manager):
    radios = running("Radios", manager)
    row = {f"task-{radios.pk}-percent_complete": "140", f"initial-task-{radios.pk}-percent_complete": "0"}

    answer = visitor.post(ROUND, row | {"project": radios.project_id})

    assert (answer.status_code, 'value="140"' in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("word", ["d", "done", "D"])
def test_a_word_may_be_typed_for_the_percentage(visitor, manager, word):
    radios = running("Radios", manager)

    visitor.post(ROUND, typed(visitor) | {f"task-{radios.pk}-percent_complete": word})

    radios.refresh_from_db()
    assert radios.percent_complete == 100


def test_a_button_says_a_word_and_a_past_plan_is_done_as_planned(visitor, manager):
    radios = running("Radios", manager)

    visitor.post(ROUND, {"word": f"{radios.pk}:as planned"})

    radios.refresh_from_db()
    assert (radios.percent_complete, radios.actual_finish) == (100, datetime(2026, 3, 6, 17))


def test_a_project_is_reviewed_with_a_note(visitor, manager):
    radios = running("Radios", manager)
    data = {"review": radios.project_id, f"note-{radios.project_id}": "Vendor is back"}

    visitor.post(ROUND, data)

    assert RoundReview.objects.get().note == "Vendor is back"
    assert visitor.get(ROUND).context["reviewed"] == 1


def test_a_review_waits_while_something_is_refused(visitor, manager):
    radios = running("Radios", manager)
    wrong = {f"task-{radios.pk}-remaining": "soon", "review": radios.project_id}

    answer = visitor.post(ROUND, typed(visitor) | wrong)

    assert (answer.status_code, RoundReview.objects.count()) == (422, 0)


def test_a_risk_is_confirmed_in_its_row(visitor, manager):
    radios = running("Radios", manager)
    risk = Risk.objects.create(project=radios.project, number=1, event="Late", probability=1, impact=1)

    answer = visitor.post(ROUND, {"risk": risk.pk, "project": radios.project_id})

    risk.refresh_from_db()
    assert (risk.reviewed_on is not None, "Risk 1 is confirmed." in answer.content.decode()) == (True, True)


def test_a_saved_row_can_be_taken_back(visitor, manager):
    radios = running("Radios", manager)
    visitor.post(ROUND, typed(visitor) | {f"task-{radios.pk}-percent_complete": "40"})
    change_set = ChangeSet.objects.latest("pk")

    visitor.post(ROUND, {"undo": change_set.pk, "project": radios.project_id})

    radios.refresh_from_db()
    assert radios.percent_complete == 0


def test_somebody_elses_project_cannot_be_reached_through_the_round(visitor, manager):
    running("Radios", manager)
    pumps = running("Pumps", make_person("Otto Frey"))
    row = {f"task-{pumps.pk}-percent_complete": "40", f"initial-task-{pumps.pk}-percent_complete": "0"}

    visitor.post(ROUND, row | {"project": pumps.project_id, "review": pumps.project_id})

    pumps.refresh_from_db()
    assert (pumps.percent_complete, RoundReview.objects.count()) == (0, 0)


def test_a_finish_that_moved_since_the_last_round_is_told(visitor, manager):
    radios = running("Radios", manager)
    ProjectSnapshot.objects.create(
        project=radios.project,
        on=today() - timedelta(days=20),
        state="in_progress",
        status="on_track",
        finish=datetime(2026, 3, 4, 17),
    )

    (one,) = visitor.get(ROUND).context["rounds"]

    assert (one.finish.days, one.finish.before) == (2, datetime(2026, 3, 4, 17))

import re
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from tests.factories import (
    AT,
    give_role,
    make_city,
    make_department,
    make_person,
    make_project,
    make_task,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state="in_progress")
    make_task(project, "Order", days=5)
    recalculate(project)
    return project


@pytest.fixture
def visitor(client: Client, manager) -> Client:
    return signed_in(client, manager)


def address(name: str, *args: object) -> str:
    return reverse(f"projects:{name}", args=args)


def member_of(project: Project) -> Client:
    member = make_person()
    give_role(member, Role.TEAM_MEMBER, over=project)
    return signed_in(Client(), member)


def test_a_project_begins_blank(visitor):
    make_city()
    department = make_department("Police")
    form = {
        "name": "Radios",
        "department": department.pk,
        "start": "2027-03-01",
        "tier": "large",
        "type": "other",
    }

    answer = visitor.post(address("new"), form)

    project = Project.objects.get()
    assert answer.url == address("overview", project.pk)
    assert (project.name, project.tier, project.manager.name) == ("Radios", "large", "Mara Quint")


def test_who_may_not_begin_a_project_is_told(client):
    answer = signed_in(client, make_person("Tom Lind", Role.TEAM_MEMBER)).get(address("new"))

    assert answer.status_code == 403


def test_a_small_project_is_one_card_of_milestones(visitor, manager):
    project = make_project("Badge printer", manager=manager, tier="small", state="in_progress")
    live = make_task(project, "In use", days=0, is_milestone=True)
    recalculate(project)
    prefix = f"milestone-{live.pk}"

    shown = visitor.get(address("overview", project.pk))
    visitor.post(
        address("milestones", project.pk),
        {f"{prefix}-name": "In daily use", f"{prefix}-on": "2027-05-03", f"{prefix}-is_done": "on"},
    )

    live.refresh_from_db()
    assert [tab["label"] for tab in shown.context["tabs"] if tab["label"] == "Schedule"] == []
    assert (live.name, live.is_done, live.actual_finish) == ("In daily use", True, datetime(2027, 5, 3, 17))


def test_a_milestone_without_a_date_is_told_beside_it(visitor, manager):
    project = make_project("Badge printer", manager=manager, tier="small")
    live = make_task(project, "In use", days=0, is_milestone=True)
    recalculate(project)

    answer = visitor.post(address("milestones", project.pk), {f"milestone-{live.pk}-name": "In use"})

    assert answer.status_code == 422
    assert answer.context["milestone_forms"][0].errors == {"on": ["This field is required."]}


def test_the_charter_is_written_with_its_objectives(visitor, project):
    form = {
        "name": "Switch refresh", "type": "infrastructure", "purpose": "Support ends.",
        "objectives-TOTAL_FORMS": "2", "objectives-INITIAL_FORMS": "0",
        "objectives-0-text": "No outages", "objectives-0-measure": "None in 90 days",
    }  # fmt: skip

    visitor.post(address("charter", project.pk), form)

    project.refresh_from_db()
    objectives = list(project.objectives.values_list("text", "measure"))
    assert (project.purpose, objectives) == ("Support ends.", [("No outages", "None in 90 days")])


def test_a_reader_reads_the_charter_without_a_form(project):
    answer = member_of(project).get(address("charter", project.pk))

    assert b"<textarea" not in answer.content


def test_a_baseline_is_set_and_a_second_one_asks_why(visitor, project):
    visitor.post(address("new-baseline", project.pk), {"name": "Agreed"})
    refused = visitor.post(address("new-baseline", project.pk), {"name": "Again"})

    assert list(project.baselines.values_list("name", flat=True)) == ["Agreed"]
    assert refused.context["form"].errors == {"reason": ["This field is required."]}


def test_a_plan_is_compared_with_its_baseline_task_by_task(visitor, project, manager):
    set_baseline(project, name="Agreed", by=manager, at=AT)
    project.tasks.update(duration_minutes=3360)
    recalculate(project)

    page = visitor.get(address("baseline", project.pk, 0)).context["page"]

    assert [(task.name, task.difference.finish_days) for task in page] == [("Order", 2.0)]


def test_a_risk_is_raised_changed_and_becomes_an_issue(visitor, project):
    form = {"event": "Late delivery", "probability": "4", "impact": "5"}

    visitor.post(address("new-risk", project.pk), form)
    visitor.post(address("risk", project.pk, 1), form | {"response": "Order early"})
    visitor.post(address("risk-end", project.pk, 1), {"end": "happened"})

    risk = project.risks.get()
    assert (risk.score, risk.response, risk.state) == (20, "Order early", "happened")
    assert project.issues.get().title == "Late delivery"


def test_an_issue_is_not_resolved_without_words(visitor, project):
    visitor.post(address("new-issue", project.pk), {"title": "No power", "severity": "3"})

    answer = visitor.post(address("issue-end", project.pk, 1), {"end": "resolved"}, follow=True)

    assert "Say how the issue was settled." in answer.content.decode()
    assert project.issues.get().state == "open"


def test_a_project_is_held_with_reason_and_review_date(visitor, project):
    visitor.post(address("hold", project.pk), {"reason": "Awaiting funds", "review_on": "2050-01-10"})

    project.refresh_from_db()
    assert (project.state, project.hold_review_on) == ("on_hold", date(2050, 1, 10))


def test_closing_over_open_tasks_says_which(visitor, project):
    Project.objects.filter(pk=project.pk).update(state="closing")

    answer = visitor.post(address("state", project.pk), {"state": "closed", "reason": ""})

    assert answer.status_code == 422
    assert "“Order”" in answer.content.decode()


def test_a_schedule_setting_answers_with_its_consequence(visitor, project):
    page = visitor.get(address("settings", project.pk))
    form = {
        field.html_name: field.value() for field in page.context["schedule_form"] if field.value() is not None
    }

    answer = visitor.post(
        address("counting", project.pk), form | {"start": "2027-03-08T08:00"}, follow=True
    ).content.decode()

    assert "The finish moves from Mar 5, 2027 to Mar 12, 2027" in answer


def test_a_role_is_given_and_taken(visitor, project):
    person = make_person("Tom Lind")

    visitor.post(address("roles", project.pk), {"person": person.pk, "role": "technical_lead"})
    held = project.roles.get(person=person)
    visitor.post(address("role-removal", project.pk, held.pk))

    assert not project.roles.filter(person=person).exists()


def test_the_history_tells_changes_in_words_and_offers_to_undo_ones_own(visitor, project, manager):
    from milepost.domain.projects.actions.planning import edit_task

    edit_task(project.tasks.get(), duration_minutes=4800, by=manager, at=AT)

    own = visitor.get(address("history", project.pk)).content.decode()
    others = member_of(project).get(address("history", project.pk)).content.decode()

    assert "Duration of “Order”: 5 d to 10 d" in own
    assert ("/reversal/" in own, "/reversal/" in others) == (True, False)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("belonging", {"tier": "small"}),
        ("counting", {"minutes_per_day": "60"}),
        ("hold", {"reason": "No", "review_on": "2050-01-01"}),
        ("state", {"state": "closing"}),
        ("roles", {}),
        ("new-baseline", {"name": "Mine"}),
        ("rating", {"dimension": "overall", "status": "on_track"}),
    ],
)
def test_a_team_member_changes_none_of_the_settings(project, name, data):
    before = Project.objects.values().get(pk=project.pk)
    tom = make_person("Tom Lind")
    if name == "roles":
        data = {"person": tom.pk, "role": "team_member"}
    if name == "belonging":
        data |= {"department": project.department_id}
    if name == "counting":
        data |= {
            "start": "2027-03-01T08:00", "calendar": project.calendar_id, "minutes_per_week": "2400",
            "days_per_month": "20", "critical_slack_minutes": "0",
        }  # fmt: skip

    answer = member_of(project).post(address(name, project.pk), data)

    assert answer.status_code == 403
    assert Project.objects.values().get(pk=project.pk) == before


def test_what_a_reader_may_not_do_is_not_offered(project):
    visitor = member_of(project)

    pages = [
        visitor.get(address(name, project.pk)).content.decode()
        for name in ("schedule", "baselines", "overview")
    ]

    assert not any(words in page for page in pages for words in ("Add task", "Set the first", "Edit charter"))


def test_a_project_that_is_over_says_so_once(visitor, project):
    Project.objects.filter(pk=project.pk).update(state="closed")

    page = visitor.get(address("overview", project.pk)).content.decode()

    assert "Closed" in page
    assert not any(words in page for words in ("Not rated", "Critical tasks", "Least float"))


def test_what_all_statuses_say_alike_stands_once(visitor, project):
    page = address("overview", project.pk)
    rated = visitor.get(page).content.decode()
    Project.objects.filter(pk=project.pk).update(state="approved")
    proposed = visitor.get(page).content.decode()

    assert (rated.count("<dt>Scope</dt>"), proposed.count("<dt>Scope</dt>")) == (1, 0)
    assert proposed.count("Planning has not begun.") == 1


@pytest.mark.parametrize("tab", ["meetings:of_project", "reports:of_project", "discussion:of_project"])
def test_each_tab_of_a_project_is_within_the_projects(visitor, project, tab):
    page = visitor.get(reverse(tab, args=[project.pk])).content.decode()
    rail = page[page.index('class="rail-items"') : page.index('class="rail-foot"')]

    assert re.findall(r'title="([^"]+)"[^>]* aria-current="(\w+)"', rail) == [("Projects", "true")]


def test_a_project_that_is_over_takes_no_edits(visitor, project):
    Project.objects.filter(pk=project.pk).update(state="closed")
    task = project.tasks.get()

    body = {"commands": [{"do": "set", "task": task.pk, "values": {"name": "Late"}}]}
    url = address("schedule-edits", project.pk)
    answer = visitor.post(url, body, content_type="application/json")

    assert answer.status_code == 422
    assert "closed" in answer.json()["detail"]

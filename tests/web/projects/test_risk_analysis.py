import pytest
from django.urls import reverse

from milepost.domain.common.jobs import perform
from milepost.domain.common.models import Run
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import DurationEstimate, Risk
from tests.factories import give_role, link, make_city, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    make_city()
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    dig, pour = make_task(made, "Dig", days=10), make_task(made, "Pour", days=10)
    link(dig, pour)
    recalculate(made)
    return made


@pytest.fixture
def visitor(client, project):
    return signed_in(client, project.manager)


@pytest.fixture
def page(project):
    return reverse("projects:risk-analysis", args=[project.pk])


def posted(project, **changed):
    values = {
        f"{name}-{uid}": text
        for uid in (1, 2)
        for name, text in {"low": "8d", "likely": "10d", "high": "13d"}.items()
    }
    return values | {name.replace("_", "-"): value for name, value in changed.items()}


def finish_runs():
    for run in Run.objects.filter(made_at=None):
        perform(run.job.pk)


def test_the_page_asks_first_and_then_answers_in_one_sentence(visitor, project, page):
    asked = visitor.get(page).content.decode()
    assert 'value="8d"' in asked
    assert "by the rule" in asked

    answer = visitor.post(page, posted(project, high_2="20d"))
    assert answer.status_code == 302
    assert "Waiting for its turn" in visitor.get(page).content.decode()
    finish_runs()

    shown = visitor.get(page).content.decode()
    assert "80% chance to finish by" in shown
    assert "Nothing it rests on has changed since." in shown
    assert "<svg" in shown
    assert DurationEstimate.objects.get().uid == 2
    assert "1 task with estimates of its own, 1 by the rule" in shown


def test_bad_estimates_are_said_beside_the_field_and_kept(visitor, project, page):
    answer = visitor.post(page, posted(project, low_1="12d", likely_2="soon"))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Low, likely and high must rise." in text
    assert "“soon” is not a duration" in text
    assert 'value="soon"' in text
    assert not Run.objects.exists()


def test_a_step_further_in_everything_is_there_and_may_be_run_otherwise(visitor, project, page):
    details = reverse("projects:risk-details", args=[project.pk])
    choices = {
        "low_percent": 90, "likely_percent": 100, "high_percent": 140, "correlation_percent": 0,
        "confidence_percent": 70, "iterations": 200, "sampling": "latin hypercube", "seed": 9,
        "spread_by": "range",
    }  # fmt: skip
    visitor.post(details, choices)
    finish_runs()

    shown = visitor.get(details).content.decode()

    assert "70% chance to finish by" in shown
    assert "Tasks that drive the finish" in shown
    assert Run.objects.get().seed == 9
    assert visitor.get(details, {"run": Run.objects.get().pk}).status_code == 200
    assert visitor.get(details, {"run": "77"}).status_code == 404


def test_a_risk_is_told_what_it_does(visitor, project):
    risk = Risk.objects.create(project=project, number=1, event="Rain", probability=3, impact=3)
    address = reverse("projects:risk-effects", args=[project.pk, 1])
    effects = {"now_chance": 50, "now_low": 100, "now_likely": 120, "now_high": 150, "tasks": [1]}

    refused = visitor.post(address, effects | {"now_low": ""})
    saved = visitor.post(address, effects)

    assert "Give all four, or none." in refused.content.decode()
    assert saved.status_code == 302
    assert [one.uid for one in risk.touched.all()] == [1]


def test_a_vendor_does_not_read_the_contingency(client, project, page):
    vendor = make_person("Gus Hale")
    give_role(vendor, Role.GUEST, over=project)

    assert signed_in(client, vendor).get(page).status_code == 403


def test_the_page_asks_the_database_as_often_for_many_tasks(
    visitor, project, page, django_assert_max_num_queries
):
    for number in range(40):
        make_task(project, f"Task {number}")
    recalculate(project)
    visitor.post(page, posted(project))
    finish_runs()

    with django_assert_max_num_queries(42):
        visitor.get(page)

from datetime import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project
from tests.factories import (
    AT,
    give_role,
    make_department,
    make_person,
    make_project,
    make_task,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_cache():
    cache.clear()


@pytest.fixture
def mara():
    return make_person("Mara Quint", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def client(client, mara):
    return signed_in(client, mara)


@pytest.fixture
def core():
    project = make_project("Network core", department=make_department("IT"))
    phase = make_task(project, "Migrate", days=0)
    make_task(project, "Core switches", days=5, parent=phase)
    make_task(project, "Core accepted", days=0, is_milestone=True, parent=phase)
    recalculate(project)
    return project


@pytest.fixture
def phones(core, mara):
    project = make_project("911 phones", department=make_department("Police"))
    cutover = make_task(project, "Cut over", days=2)
    recalculate(project)
    link_tasks(core.tasks.get(name="Core switches"), cutover, by=mara, at=AT)
    return project


def page(client, query=""):
    return client.get(f"{reverse('portfolio:roadmap')}{query}")


def text_of(response):
    return response.content.decode()


def test_the_roadmap_shows_projects_under_their_departments_with_what_they_wait_for(client, core, phones):
    shown = text_of(page(client))

    assert shown.index("Police") < shown.index("911 phones")
    assert f"waits for {core.number}" in shown
    assert "911 phones: “Cut over” waits for “Core switches” of Network core" in shown
    assert "<title>Migrate: Mar 1, 2027 to Mar 5, 2027, 0% done</title>" in shown


def test_milestones_are_shown_in_place_of_phases(client, core):
    shown = text_of(page(client, "?show=milestones"))

    assert "Core accepted: " in shown
    assert "<title>Migrate" not in shown


def test_what_the_reader_may_not_see_is_nowhere(client, core, phones):
    theo = make_person("Theo Lane")
    give_role(theo, Role.TEAM_MEMBER, over=phones)

    shown = text_of(page(signed_in(client, theo), f"?shift={core.pk}:14&shift={phones.pk}:7"))

    assert "911 phones" in shown
    assert all(word not in shown for word in ("Network core", core.number, "Core switches"))


def test_the_filter_narrows_and_keeps_what_is_tried(client, core, phones):
    shown = text_of(page(client, f"?q=phones&shift={core.pk}:14"))

    assert 'aria-label="Mar 22, 2027' in shown
    assert f'<input type="hidden" name="shift" value="{core.pk}:14">' in shown


def test_a_move_is_tried_and_nothing_is_kept(client, core, phones):
    shown = text_of(page(client, f"?shift={core.pk}:14"))

    assert "begins 2 weeks later" in shown
    assert "Mar 23, 2027" in shown
    assert Project.objects.get(pk=core.pk).dates.finish == datetime(2027, 3, 5, 17)


def test_a_finish_that_crosses_into_another_fiscal_year_is_named(client, core):
    assert "Slips from FY 2027 into FY 2028" in text_of(page(client, f"?shift={core.pk}:364"))


def test_the_form_of_a_move_leads_to_the_address_that_tries_it(client, core, phones):
    asked = page(client, f"?group=type&shift={phones.pk}:7&move={core.pk}&by=2&unit=weeks")

    assert asked.status_code == 302
    assert asked["Location"] == f"/roadmap/?group=type&shift={phones.pk}:7&shift={core.pk}:14"


def test_a_form_that_says_nothing_sensible_is_shown_again(client, core):
    assert "Enter a whole number." in text_of(page(client, f"?move={core.pk}&by=soon&unit=weeks"))


def test_what_was_tried_is_applied_with_a_reason(client, core, phones):
    answer = client.post(
        f"{reverse('portfolio:roadmap-moves')}?shift={core.pk}:14", {"reason": "Bonds sell in spring."}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/roadmap/")
    assert Project.objects.get(pk=core.pk).dates.finish == datetime(2027, 3, 19, 17)
    assert Project.objects.get(pk=phones.pk).dates.finish == datetime(2027, 3, 23, 17)


def test_without_a_reason_nothing_moves_and_the_page_says_why(client, core):
    answer = client.post(f"{reverse('portfolio:roadmap-moves')}?shift={core.pk}:14", {"reason": ""})

    assert answer.status_code == 422
    assert "This field is required." in text_of(answer)
    assert Project.objects.get(pk=core.pk).dates.finish == datetime(2027, 3, 5, 17)


def test_whoever_may_not_move_a_project_is_offered_no_way_and_refused(client, core):
    theo = make_person("Theo Lane")
    give_role(theo, Role.TECHNICAL_LEAD, over=core)
    signed_in(client, theo)

    shown = text_of(page(client, f"?shift={core.pk}:14"))
    refused = client.post(f"{reverse('portfolio:roadmap-moves')}?shift={core.pk}:14", {"reason": "Later."})

    assert "You may not move Network core." in shown
    assert "Move for good" not in shown
    assert refused.status_code == 403


def test_addresses_that_name_no_move_show_the_roadmap_as_it_is(client, core):
    for query in ("?shift=x:y", "?shift=1", "?shift=999:14", "?move=999", "?group=shoes&scale=minutes"):
        assert page(client, query).status_code == 200


def test_an_empty_city_is_told_what_the_roadmap_is_for(client):
    make_project(state=Project.State.CLOSED)

    assert "No open projects" in text_of(page(client))


def test_the_number_of_queries_does_not_grow_with_the_projects(
    client, core, phones, django_assert_max_num_queries
):
    page(client)
    for _ in range(10):
        project = make_project()
        make_task(project)
        recalculate(project)

    with django_assert_max_num_queries(42):
        page(client)

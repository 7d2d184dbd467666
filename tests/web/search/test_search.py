"""The search page, and that nobody finds what he may not see."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.common.search.indexing import rebuild
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Issue, Risk, Status
from milepost.domain.reports.models import StatusReport
from tests.factories import (
    AT,
    give_role,
    make_department,
    make_organization,
    make_person,
    make_project,
    make_task,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret():
    """A restricted project in which everything that can be found holds the word radio."""
    manager = make_person("Mara Quint")
    project = make_project("Undercover radio", manager=manager, is_restricted=True, purpose="Radio")
    make_task(project, "Buy radios")
    Risk.objects.create(project=project, number=1, event="Radio jams", probability=2, impact=2)
    Issue.objects.create(project=project, number=1, title="Radio lost", opened_on=date(2027, 2, 1))
    for state in StatusReport.State:
        StatusReport.objects.create(
            project=project, state=state, summary="Radio works", facts={}, author=manager, created_at=AT,
            period_start=date(2027, 2, 1), period_finish=date(2027, 2, 28), schedule_status=Status.ON_TRACK,
            scope_status=Status.ON_TRACK, overall_status=Status.ON_TRACK,
        )  # fmt: skip
    add_comment(project, "Which radio?", by=manager.account, at=AT)
    recalculate(project)
    rebuild(at=AT)
    return project


KINDS = ["", "project", "task", "risk", "issue", "report", "comment"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", ["radio", "task:radio", "#P-2027", "state:open", "state:late radio"])
def test_an_outsider_finds_neither_a_title_nor_a_count(client, secret, kind, typed):
    outsider = make_person("Otto Frey", Role.PROJECT_MANAGER, over=make_department("Parks"))
    rebuild(at=AT)

    answer = signed_in(client, outsider).get(reverse("search:search"), {"q": typed, "kind": kind})

    assert b"Nothing found" in answer.content
    assert secret.number.encode() not in answer.content
    assert answer.context["count"] == 0


def test_who_may_see_a_project_finds_all_of_it_but_no_draft(client, secret):
    manager = secret.manager

    answer = signed_in(client, manager).get(reverse("search:search"), {"q": "radio"})

    assert [(group["kind"], group["count"]) for group in answer.context["groups"]] == [
        ("project", 1), ("task", 1), ("risk", 1), ("issue", 1), ("report", 1), ("comment", 1),
    ]  # fmt: skip
    assert "Undercover <mark>radio</mark>" in answer.text


def test_a_guest_finds_neither_people_nor_departments(client):
    guest = make_person("Gil Vendor", organization=make_organization())
    give_role(guest, Role.GUEST, over=make_project("Dispatch phones", department=make_department("Police")))
    make_person("Petra Vendor")
    rebuild(at=AT)

    for typed in ("vendor", "@vendor", "dept:police"):
        answer = signed_in(client, guest).get(reverse("search:search"), {"q": typed})
        assert b"Petra" not in answer.content
        assert answer.context["count"] == (0 if typed == "dept:police" else 1)


def test_all_of_one_kind_stands_page_by_page(client):
    reader = make_person("Rosa Ortiz", Role.PORTFOLIO_MANAGER)
    project = make_project("Phones")
    for number in range(30):
        make_task(project, f"Desk {number}")
    rebuild(at=AT)
    client = signed_in(client, reader)

    best = client.get(reverse("search:search"), {"q": "desk"})
    second = client.get(reverse("search:search"), {"q": "desk", "kind": "task", "page": "2"})

    assert "All 30 in Tasks" in best.text
    assert "26–30 of 30 tasks" in second.text


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    reader = make_person("Rosa Ortiz", Role.PORTFOLIO_MANAGER)
    for number in range(12):
        make_task(make_project(f"Desk {number}"), f"Desk {number}")
    rebuild(at=AT)
    client = signed_in(client, reader)

    with django_assert_max_num_queries(10):
        client.get(reverse("search:search"), {"q": "desk"})


def test_a_search_needs_a_person(client: Client):
    assert client.get(reverse("search:search"), {"q": "radio"}).status_code == 302

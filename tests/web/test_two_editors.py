"""Two people who edit one text: whoever saves later is told what was changed meanwhile before it is written over."""

from datetime import date

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.scoping import (
    Ties,
    add_deliverable,
    add_requirement,
    edit_deliverable,
    edit_requirement,
)
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.communicating_with_council import (
    draft_communication,
    revise_communication,
)
from milepost.domain.reports.actions.drafting import draft_report, revise_report
from milepost.domain.reports.actions.publishing import publish_report
from tests.factories import AT, give_role, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 5)
CRITERIA = {"text": "Answer in a second", "source": "", "priority": "must", "acceptance_criteria": "Seen"}


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def other(project):
    other = make_person("Otto Both")
    give_role(other, Role.PROJECT_MANAGER, over=project)
    return other


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    add_task(project, "Order", by=manager, at=AT)
    return project


def report_texts(project, manager, other):
    report = draft_report(project, start=DAY, finish=DAY, by=manager, at=AT)
    typed = {"summary": "Mine", "done": "", "next": "", "decisions": ""}
    return (
        f"/reports/{report.pk}/texts/",
        typed,
        lambda: revise_report(report, summary="Theirs", by=other, at=AT),
    )


def paper(project, manager, other):
    publish_report(draft_report(project, start=DAY, finish=DAY, by=manager, at=AT), by=manager, at=AT)
    made = draft_communication(project, meeting_on=date(2027, 3, 23), by=manager, at=AT)
    typed = {"meeting_on": "2027-03-23", "location": "consent", "subject": "Mine"}
    return (
        f"/reports/council/{made.pk}/texts/",
        typed,
        lambda: revise_communication(made, subject="Theirs", by=other, at=AT),
    )


def requirement(project, manager, other):
    made = add_requirement(project, CRITERIA, by=manager, at=AT)
    changed = CRITERIA | {"text": "Theirs"}
    return (
        f"/projects/{project.pk}/requirements/{made.number}/",
        CRITERIA | {"text": "Mine"},
        lambda: edit_requirement(made, changed, by=other, at=AT),
    )


def deliverable(project, manager, other):
    words = {"name": "Switches", "description": "", "parent": None, "acceptor": None}
    made = add_deliverable(project, words, Ties([], []), by=manager, at=AT)
    return (
        f"/projects/{project.pk}/deliverables/{made.number}/edit/",
        {"name": "Mine"},
        lambda: edit_deliverable(made, words | {"name": "Theirs"}, Ties([], []), by=other, at=AT),
    )


@pytest.mark.parametrize("opened", [report_texts, paper, requirement, deliverable])
def test_what_somebody_else_saved_meanwhile_is_not_written_over_unasked(
    client, project, manager, other, opened
):
    address, typed, change = opened(project, manager, other)
    signed_in(client, manager)
    seen = client.get(address).context["form"]["seen"].value()
    assert 'name="seen"' in client.get(address).content.decode()
    change()

    refused = client.post(address, typed | {"seen": seen})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Otto Both changed this after you opened it" in page
    assert "Mine" in page
    again = refused.context["form"]["seen"].value()
    assert client.post(address, typed | {"seen": again}).status_code == 302

from datetime import UTC, date, datetime

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import (
    CannotChangeIssue,
    IssueFields,
    create_issue,
    edit_issue,
    reopen_issue,
    resolve_issue,
)
from milepost.domain.projects.actions.sharing import CannotRegister
from milepost.domain.projects.models import Issue, Project
from tests.factories import AT, make_person, make_project

pytestmark = pytest.mark.django_db

FIELDS = IssueFields(title="The rack does not fit", severity=Issue.Severity.CRITICAL, due_on=date(2027, 3, 8))


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


def test_an_issue_is_opened_on_the_date_of_the_city(project, manager):
    evening = datetime(2027, 3, 2, 4, 0, tzinfo=UTC)

    issue = create_issue(project, FIELDS, by=manager, at=evening)

    assert (issue.number, issue.opened_on, issue.state) == (1, date(2027, 3, 1), Issue.State.OPEN)
    assert ChangeSet.objects.get().summary == "Issue 1: The rack does not fit"


def test_an_issue_is_changed_resolved_and_opened_again(project, manager):
    issue = create_issue(project, FIELDS, by=manager, at=AT)
    edit_issue(issue, IssueFields(due_on=date(2027, 3, 10)), by=manager, at=AT)

    with pytest.raises(CannotChangeIssue, match="Say how the issue was settled"):
        resolve_issue(issue, resolution=" ", by=manager, at=AT)
    resolve_issue(issue, resolution="A shallower rack.", by=manager, at=AT)
    with pytest.raises(CannotRegister, match="Issue 1 is marked “Resolved” by now"):
        resolve_issue(issue, resolution="Again.", by=manager, at=AT)

    issue.refresh_from_db()
    assert (issue.state, issue.resolution, issue.resolved_on, issue.due_on) == (
        Issue.State.RESOLVED,
        "A shallower rack.",
        date(2027, 3, 1),
        date(2027, 3, 10),
    )

    with pytest.raises(CannotChangeIssue, match="Say why the issue is open again"):
        reopen_issue(issue, reason="", by=manager, at=AT)
    reopen_issue(issue, reason="It does not fit either.", by=manager, at=AT)

    issue.refresh_from_db()
    assert (issue.state, issue.resolution, issue.resolved_on) == (Issue.State.OPEN, "", None)


def test_a_guest_opens_no_issue(project):
    guest = make_person("Gus Vendor")
    project.roles.create(person=guest, role=Role.GUEST)

    with pytest.raises(Refused):
        create_issue(project, FIELDS, by=guest, at=AT)


def test_the_register_of_a_project_that_is_over_stays(project, manager):
    issue = create_issue(project, FIELDS, by=manager, at=AT)
    project.state = Project.State.CLOSED
    project.save()

    for change in (
        lambda: create_issue(project, FIELDS, by=manager, at=AT),
        lambda: edit_issue(issue, IssueFields(title="Other"), by=manager, at=AT),
        lambda: resolve_issue(issue, resolution="Done.", by=manager, at=AT),
    ):
        with pytest.raises(CannotRegister, match="Station 7 is closed; its register stays as it is"):
            change()

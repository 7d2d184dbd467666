import pytest
from django.core.exceptions import ValidationError

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import IssueFields
from milepost.domain.projects.actions.risks import (
    CannotChangeRisk,
    RiskFields,
    close_risk,
    create_risk,
    edit_risk,
    reopen_risk,
    turn_into_issue,
)
from milepost.domain.projects.actions.sharing import CannotRegister
from milepost.domain.projects.models import Issue, Project, Risk
from tests.factories import AT, make_person, make_project

pytestmark = pytest.mark.django_db

FIELDS = RiskFields(event="The fiber comes late", effect="Network rooms wait", probability=3, impact=4)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


def test_risks_are_numbered_by_project(project, manager):
    other = make_project("Library", manager=manager)

    risks = [create_risk(where, FIELDS, by=manager, at=AT) for where in (project, project, other)]

    assert [(risk.project.name, risk.number, risk.score) for risk in risks] == [
        ("Station 7", 1, 12),
        ("Station 7", 2, 12),
        ("Library", 1, 12),
    ]
    assert ChangeSet.objects.first().summary == "Risk 1: The fiber comes late"


def test_a_risk_out_of_the_scale_is_refused(project, manager):
    with pytest.raises(ValidationError) as refusal:
        create_risk(project, FIELDS | {"probability": 6}, by=manager, at=AT)

    assert list(refusal.value.message_dict) == ["probability"]


def test_a_change_of_a_risk_is_recorded_field_by_field(project, manager):
    risk = create_risk(project, FIELDS, by=manager, at=AT)

    edit_risk(risk, RiskFields(impact=5, event=risk.event), by=manager, at=AT)

    assert Change.objects.filter(object_type="projects.risk").last().values == {"impact": [4, 5]}


def test_a_risk_is_closed_with_a_reason_and_opened_again(project, manager):
    risk = create_risk(project, FIELDS, by=manager, at=AT)

    with pytest.raises(CannotChangeRisk, match="Say why"):
        close_risk(risk, reason="", by=manager, at=AT)
    close_risk(risk, reason="The fiber is in.", by=manager, at=AT)
    with pytest.raises(CannotRegister, match="Risk 1 is marked “Closed” by now"):
        close_risk(risk, reason="Again.", by=manager, at=AT)
    reopen_risk(risk, by=manager, at=AT)

    assert Risk.objects.get().state == Risk.State.OPEN


def test_a_risk_that_happens_becomes_an_issue_in_one_step(project, manager):
    owner = make_person("Ola Berg")
    risk = create_risk(project, FIELDS | {"owner": owner}, by=manager, at=AT)

    issue = turn_into_issue(risk, IssueFields(severity=Issue.Severity.HIGH), by=manager, at=AT)

    risk.refresh_from_db()
    assert risk.state == Risk.State.HAPPENED
    assert (issue.number, issue.title, issue.description, issue.severity, issue.owner, issue.risk) == (
        1,
        "The fiber comes late",
        "Network rooms wait",
        Issue.Severity.HIGH,
        owner,
        risk,
    )
    change_set = ChangeSet.objects.first()
    assert change_set.summary == "Risk 1 happened and is now issue 1."
    assert list(change_set.changes.values_list("object_type", "kind")) == [
        ("projects.risk", "changed"),
        ("projects.riskscore", "created"),
        ("projects.issue", "created"),
    ]


def test_a_risk_happens_only_once(project, manager):
    risk = create_risk(project, FIELDS, by=manager, at=AT)
    turn_into_issue(risk, IssueFields(), by=manager, at=AT)

    with pytest.raises(CannotRegister, match="Risk 1 is marked “Happened” by now"):
        turn_into_issue(risk, IssueFields(), by=manager, at=AT)

    assert Issue.objects.count() == 1


def test_an_auditor_reads_and_changes_nothing(project):
    auditor = make_person("Ari Holm", Role.AUDITOR)

    with pytest.raises(Refused):
        create_risk(project, FIELDS, by=auditor, at=AT)


def test_the_register_of_a_project_that_is_over_stays(project, manager):
    risk = create_risk(project, FIELDS, by=manager, at=AT)
    project.state = Project.State.CANCELED
    project.save()

    for change in (
        lambda: create_risk(project, FIELDS, by=manager, at=AT),
        lambda: edit_risk(risk, RiskFields(impact=1), by=manager, at=AT),
        lambda: close_risk(risk, reason="Over.", by=manager, at=AT),
    ):
        with pytest.raises(CannotRegister, match="Station 7 is canceled; its register stays as it is"):
            change()

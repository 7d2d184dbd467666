import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Issue, Risk
from tests.factories import AT, make_person, make_project, signed_in
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db
RISKS, ISSUES = "/projects/risks/", "/projects/issues/"


@pytest.fixture
def manager():
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def visitor(client, manager):
    return signed_in(client, manager)


def risk(project, event, probability=3, impact=3, **fields):
    given = {"event": event, "probability": probability, "impact": impact, **fields}
    return create_risk(project, given, by=make_person("", Role.ADMINISTRATOR), at=AT)


def test_risks_of_all_visible_projects_are_listed_the_gravest_first(visitor):
    risk(make_project("Radios"), "Late modems", 2, 2)
    risk(make_project("Badges"), "No printer", 5, 4)
    risk(make_project("Secret", is_restricted=True), "Hidden", 5, 5)

    answer = visitor.get(RISKS)

    assert [row.event for row in listed(answer)] == ["No printer", "Late modems"]
    assert "Secret" not in answer.content.decode()
    assert [row.event for row in listed(visitor.get(f"{RISKS}?score.from=5"))] == ["No printer"]


def test_a_risk_is_rated_and_given_an_owner_in_its_cells(visitor, manager):
    one = risk(make_project("Radios"), "Late modems")
    base = {"row": one.pk}

    rated = visitor.post(RISKS, base | {"cell": "probability", "value": "5", "seen": "3"})
    visitor.post(RISKS, base | {"cell": "owner", "value": manager.pk, "seen": ""})
    refused = visitor.post(RISKS, base | {"cell": "impact", "value": "9", "seen": "3"})

    one.refresh_from_db()
    assert (one.probability, one.owner, one.impact) == (5, manager, 3)
    assert ">15</td>" in rated.content.decode()
    assert refused.status_code == 422


def test_many_risks_are_reviewed_and_closed_with_one_reason(visitor):
    project = make_project("Radios")
    first, second = risk(project, "Late modems"), risk(project, "No masts")
    chosen = {"rows": [first.pk, second.pk], "confirmed": "1"}

    visitor.post(RISKS, chosen | {"bulk": "review"})
    assert None not in Risk.objects.values_list("reviewed_on", flat=True)
    told = visitor.post(RISKS, chosen | {"bulk": "close", "reason": "Delivered"}, follow=True)

    assert "2 risks closed." in told.content.decode()
    assert set(Risk.objects.values_list("state", flat=True)) == {"closed"}


def test_an_over_project_keeps_its_risks_and_says_why(visitor):
    project = make_project("Radios")
    one = risk(project, "Late modems")
    type(project).objects.filter(pk=project.pk).update(state="closed")

    answer = visitor.post(RISKS, {"rows": [one.pk], "confirmed": "1", "bulk": "close", "reason": "Over"})

    assert answer.status_code == 422
    assert "Radios is closed; its register stays as it is." in answer.content.decode()


def test_issues_have_their_own_list_with_owner_due_date_and_end(visitor, manager):
    project = make_project("Radios")
    one = create_issue(project, {"title": "No power", "severity": 4}, by=manager, at=AT)

    visitor.post(ISSUES, {"cell": "due", "row": one.pk, "value": "2027-04-01", "seen": ""})
    of_project = [row.title for row in listed(visitor.get(f"/projects/{project.pk}/issues/"))]
    visitor.post(ISSUES, {"rows": [one.pk], "confirmed": "1", "bulk": "resolve", "reason": "New feed"})

    assert of_project == ["No power"]
    found = Issue.objects.get()
    assert (str(found.due_on), found.state, found.resolution) == ("2027-04-01", "resolved", "New feed")
    assert listed(visitor.get(ISSUES)) == []

from datetime import date, timedelta

import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.progressing import report_progress
from milepost.domain.projects.actions.reviewing import CannotReview, review_project
from milepost.domain.projects.actions.risks import confirm_risk, create_risk
from milepost.domain.projects.actions.sharing import CannotRegister
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.risk_reviews import risk_reviews
from milepost.domain.projects.models import Project, Risk
from tests.factories import AT, give_role, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager) -> Project:
    return make_project("Radios", manager=manager, state="in_progress")


def a_risk(project: Project, manager, *, probability: int = 2, age: int = 0) -> Risk:
    risk = create_risk(
        project, {"event": "Late modems", "probability": probability, "impact": 4}, by=manager, at=AT
    )
    Risk.objects.filter(pk=risk.pk).update(reviewed_on=TODAY - timedelta(days=age))
    risk.refresh_from_db()
    return risk


def test_a_review_is_recorded_with_its_note(project, manager):
    review = review_project(project, note=" Vendor is back. ", by=manager, at=AT)

    change_set = ChangeSet.objects.get(action="projects.review")
    assert (review.note, review.by, change_set.reason) == ("Vendor is back.", manager, "Vendor is back.")


def test_only_who_leads_a_project_reviews_it(project):
    member = make_person("Otto Frey")
    give_role(member, Role.TEAM_MEMBER, over=project)

    with pytest.raises(Refused):
        review_project(project, by=member, at=AT)


def test_a_project_that_is_over_is_not_reviewed(project, manager):
    project.state = "closed"

    with pytest.raises(CannotReview, match="Radios is closed and needs no review"):
        review_project(project, by=manager, at=AT)


def test_a_confirmed_risk_is_reviewed_today_and_recorded(project, manager):
    risk = a_risk(project, manager, age=100)

    confirm_risk(risk, by=manager, at=AT)

    risk.refresh_from_db()
    summary = ChangeSet.objects.get(action="projects.confirm_risk").summary
    assert (risk.reviewed_on, summary) == (TODAY, "Risk 1 was reviewed and stands as it is.")


def test_a_risk_that_ended_is_not_confirmed(project, manager):
    risk = a_risk(project, manager)
    Risk.objects.update(state="closed")

    with pytest.raises(CannotRegister):
        confirm_risk(risk, by=manager, at=AT)


def test_an_executive_confirms_no_risk(project, manager):
    with pytest.raises(Refused):
        confirm_risk(a_risk(project, manager), by=make_person("Eva Holt", Role.EXECUTIVE), at=AT)


@pytest.mark.parametrize(
    ("probability", "age", "due"), [(2, 90, False), (2, 91, True), (3, 29, False), (3, 30, True)]
)
def test_a_high_risk_is_reviewed_more_often(project, manager, probability, age, due):
    risk = a_risk(project, manager, probability=probability, age=age)

    assert bool(risk_reviews([risk], as_of=TODAY)) is due


def test_whoever_is_responsible_reports_progress_without_a_role(project):
    member = make_person("Otto Frey")
    task = make_task(project, "Install", responsible=member)
    recalculate(project)

    report_progress(task, {"percent_complete": 40.0}, by=member, at=AT)

    task.refresh_from_db()
    assert task.percent_complete == 40


def test_somebody_else_without_a_role_does_not(project):
    task = make_task(project, "Install", responsible=make_person("Otto Frey"))
    recalculate(project)

    with pytest.raises(Refused):
        report_progress(task, {"percent_complete": 40.0}, by=make_person("Dee Park"), at=AT)

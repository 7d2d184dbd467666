from datetime import date

import pytest

from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.assumptions import (
    confirm_assumption,
    fail_into_issue,
    fail_into_risk,
    record_assumption,
)
from milepost.domain.projects.actions.lessons import CannotChangeLesson, record_lesson, withdraw_lesson
from milepost.domain.projects.actions.sharing import CannotRegister
from milepost.domain.projects.calculations.similar_lessons import similar_lessons
from milepost.domain.projects.models import Project
from tests.factories import AT, make_department, make_person, make_project

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Station 7 radios", manager=manager, type="new_facility")


@pytest.fixture
def assumed(project, manager):
    fields = {
        "statement": "The county lends its truck",
        "consequence": "We rent one",
        "owner": manager,
        "validate_by": TODAY,
    }
    return record_assumption(project, fields, by=manager, at=AT)


def test_an_assumption_waits_for_its_validation_and_then_holds(assumed, manager):
    assert [one.title for one in waiting_for(manager, as_of=TODAY, kinds={"assumption"})] == [
        "The county lends its truck"
    ]

    confirm_assumption(assumed, outcome="Signed.", by=manager, at=AT)

    assert (assumed.state, assumed.validated_on, assumed.outcome) == ("holds", TODAY, "Signed.")
    assert waiting_for(manager, as_of=TODAY, kinds={"assumption"}) == []


def test_a_doubtful_assumption_becomes_a_risk_in_one_step(assumed, manager):
    risk = fail_into_risk(assumed, outcome="The truck is in repair.", by=manager, at=AT)

    assert (risk.event, risk.cause, risk.effect, risk.owner) == (
        "We rent one",
        "It was assumed: The county lends its truck. The truck is in repair.",
        "",
        manager,
    )
    assert risk.scores.count() == 1
    assert (assumed.state, assumed.risk) == ("failed", risk)
    with pytest.raises(CannotRegister, match="marked “Failed” by now"):
        fail_into_issue(assumed, outcome="Again.", by=manager, at=AT)


def test_a_wrong_assumption_becomes_an_issue_whose_owner_is_still_here(assumed, manager):
    manager.is_active = False
    manager.save()
    other = make_person("Otto", Role.ADMINISTRATOR)

    issue = fail_into_issue(assumed, outcome="No truck.", by=other, at=AT)

    assert (issue.owner, issue.title, assumed.issue) == (None, "We rent one", issue)
    assert issue.description == "It was assumed: The county lends its truck. No truck."


def test_nothing_is_assumed_of_a_project_that_is_over(project, manager):
    Project.objects.filter(pk=project.pk).update(state="closed")
    project.refresh_from_db()

    with pytest.raises(CannotRegister, match="Station 7 radios is closed"):
        record_assumption(project, {"statement": "It rains"}, by=manager, at=AT)
    record_lesson(project, {"happened": "It rained", "advice": "Take a tent"}, by=manager, at=AT)


def test_lessons_are_offered_by_type_department_and_words_the_fitting_ones_first(manager):
    police = make_department("Police")
    old = make_project("Station 3 radios", manager=manager, type="new_facility", department=police)
    other = make_project("Library shelves", manager=manager, type="hardware_refresh")
    hidden = make_project("Secret radios", type="new_facility", is_restricted=True)
    best = record_lesson(old, {"happened": "Masts late", "advice": "Order masts early"}, by=manager, at=AT)
    word = record_lesson(other, {"happened": "Old radios", "advice": "Label radios"}, by=manager, at=AT)
    record_lesson(other, {"happened": "Dust", "advice": "Clean"}, by=manager, at=AT)
    administrator = make_person("Ada", Role.ADMINISTRATOR)
    record_lesson(hidden, {"happened": "Masts", "advice": "Radios"}, by=administrator, at=AT)
    starting = make_project("Station 9 radios", manager=manager, type="new_facility", department=police)

    offered = similar_lessons(starting, seen_by=manager)

    assert [(one.lesson, one.fit) for one in offered] == [(best, 6), (word, 1)]
    assert offered[0].why == "same type of project, same department, “radios”, “station”"


def test_a_lesson_that_no_longer_holds_is_not_offered(project, manager):
    starting = make_project("Station 9", manager=manager, type="new_facility")
    lesson = record_lesson(project, {"happened": "Late", "advice": "Order early"}, by=manager, at=AT)

    with pytest.raises(CannotChangeLesson, match="Say why"):
        withdraw_lesson(lesson, reason="", by=manager, at=AT)
    withdraw_lesson(lesson, reason="Stock is kept now.", by=manager, at=AT)

    assert similar_lessons(starting, seen_by=manager) == []


def test_an_auditor_records_no_lesson(project):
    with pytest.raises(Refused):
        record_lesson(project, {"happened": "x", "advice": "y"}, by=make_person("Au", Role.AUDITOR), at=AT)

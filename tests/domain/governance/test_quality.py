from datetime import datetime

import pytest

from milepost.domain.governance.actions.checking import CannotCheck, plan_check, record_result
from milepost.domain.governance.actions.defects import (
    CannotChangeDefect,
    defer_defect,
    edit_defect,
    fix_defect,
    reopen_defect,
    report_defect,
    retest_defect,
)
from milepost.domain.governance.actions.going_live import CannotGoLive
from milepost.domain.governance.actions.punch_list import (
    CannotChangePunchItem,
    add_punch_item,
    close_punch_item,
    edit_punch_item,
    mark_punch_item_ready,
    reopen_punch_item,
)
from milepost.domain.governance.actions.training import (
    CannotTrain,
    RosterLine,
    assign_session,
    enroll,
    plan_course,
    plan_session,
    record_attendance,
)
from milepost.domain.governance.calculations.training_readiness import (
    readiness_by_department,
    readiness_by_shift,
)
from milepost.domain.governance.models import Defect
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.models import Project
from tests.factories import AT, give_role, make_department, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Dispatch", manager=manager)


@pytest.fixture
def member(project):
    person = make_person("Tim")
    give_role(person, Role.TEAM_MEMBER, over=project)
    return person


def test_what_fails_becomes_a_defect_of_the_check(project, manager):
    check = plan_check(project, {"title": "Ten calls", "criterion": "All within 2 s"}, by=manager, at=AT)

    record_result(check, "failed", words="One took 9 s", defect="Slow call", by=manager, at=AT)

    found = Defect.objects.get()
    assert (check.outcome, found.title, found.check_of, found.description) == (
        "failed",
        "Slow call",
        check,
        "One took 9 s",
    )
    with pytest.raises(CannotCheck, match="finds no defect"):
        record_result(check, "passed", words="", defect="None", by=manager, at=AT)


def test_a_defect_is_fixed_tested_again_and_only_then_closed(project, manager, member):
    defect = report_defect(project, {"title": "Slow call", "owner": member}, by=manager, at=AT)
    assert [one.kind for one in waiting_for(member, as_of=AT.date(), kinds={"defect"})] == ["defect"]
    with pytest.raises(CannotChangeDefect, match="marked “Open” by now"):
        retest_defect(defect, has_passed=True, outcome="", by=manager, at=AT)

    fix_defect(defect, outcome="Index added", by=member, at=AT)
    retest_defect(defect, has_passed=False, outcome="Still 5 s", by=manager, at=AT)
    assert (defect.state, defect.retests) == ("open", 1)
    fix_defect(defect, outcome="Another index", by=member, at=AT)
    retest_defect(defect, has_passed=True, outcome="", by=manager, at=AT)

    assert (defect.state, defect.retests, defect.ended_on) == ("closed", 2, AT.date())
    reopen_defect(defect, by=manager, at=AT)
    assert defect.ended_on is None


def test_deferring_is_for_those_who_decide(project, manager, member):
    defect = report_defect(project, {"title": "Slow call"}, by=manager, at=AT)

    with pytest.raises(Refused):
        defer_defect(defect, outcome="Later", by=member, at=AT)
    with pytest.raises(CannotChangeDefect):
        defer_defect(defect, outcome=" ", by=manager, at=AT)


def test_a_punch_item_that_is_not_done_is_opened_again(project, manager, member):
    item = add_punch_item(
        project, {"room": "214", "title": "Loose plate", "owner": member}, by=manager, at=AT
    )

    mark_punch_item_ready(item, outcome="Screwed down", by=member, at=AT)
    with pytest.raises(CannotChangePunchItem):
        reopen_punch_item(item, outcome="", by=manager, at=AT)
    reopen_punch_item(item, outcome="Still loose", by=manager, at=AT)
    close_punch_item(item, outcome="Seen", by=manager, at=AT)

    assert (item.state, item.ended_on, item.outcome) == ("closed", AT.date(), "Seen")


def test_of_a_project_that_is_over_quality_and_training_stay(project, manager, member):
    defect = report_defect(project, {"title": "Slow call", "owner": member}, by=manager, at=AT)
    item = add_punch_item(project, {"room": "214", "title": "Plate", "owner": member}, by=manager, at=AT)
    course = plan_course(project, {"title": "Mobile dispatch"}, by=manager, at=AT)
    session = plan_session(course, {"starts": datetime(2027, 3, 2, 8)}, by=manager, at=AT)
    Project.objects.update(state=Project.State.CANCELED)
    course.project.refresh_from_db()

    for act in (
        lambda: edit_defect(defect, {"title": "Slow"}, by=manager, at=AT),
        lambda: edit_punch_item(item, {"title": "Plates"}, by=manager, at=AT),
        lambda: assign_session(session, [], by=manager, at=AT),
        lambda: record_attendance(course, {}, by=manager, at=AT),
    ):
        with pytest.raises(CannotGoLive, match="Reopen it first"):
            act()
    assert waiting_for(member, as_of=AT.date(), kinds={"defect", "punch_item"}) == []


def test_attendance_is_of_those_on_the_roster_of_the_course(project, manager):
    radios, phones = (plan_course(project, {"title": t}, by=manager, at=AT) for t in ("Radios", "Phones"))
    enroll(phones, [RosterLine("Ana")], make_department("Police"), by=manager, at=AT)

    with pytest.raises(CannotTrain, match="Ana is not on the roster"):
        record_attendance(radios, {phones.trainees.get(): "trained"}, by=manager, at=AT)


def test_readiness_counts_who_must_be_trained(project, manager):
    police, fire = make_department("Police"), make_department("Fire")
    officer = make_person("Ana Diaz", department=police)
    course = plan_course(project, {"title": "Mobile dispatch"}, by=manager, at=AT)

    lines = [RosterLine("Ana Diaz", "Days"), RosterLine("Bo Li", "Nights"), RosterLine("Cy Ott", "Nights")]
    assert enroll(course, lines, police, by=manager, at=AT) == 3
    assert enroll(course, [RosterLine("Bo Li")], police, by=manager, at=AT) == 0
    enroll(course, [RosterLine("Dee Fox", "A")], fire, by=manager, at=AT)
    roster = {one.name: one for one in course.trainees.all()}
    states = {"Ana Diaz": "trained", "Cy Ott": "exempt", "Dee Fox": "exempt"}
    record_attendance(course, {roster[name]: state for name, state in states.items()}, by=manager, at=AT)

    assert roster["Ana Diaz"].person == officer
    assert [(one.group, one.needed, one.trained, one.share) for one in readiness_by_department([course])] == [
        ("Fire", 0, 0, None),
        ("Police", 2, 1, 50),
    ]
    assert [(one.group, one.left) for one in readiness_by_shift(course)] == [
        ("Fire, A", 0),
        ("Police, Days", 0),
        ("Police, Nights", 1),
    ]


def test_a_session_takes_no_more_than_its_seats(project, manager):
    course = plan_course(project, {"title": "Mobile dispatch"}, by=manager, at=AT)
    session = plan_session(course, {"starts": datetime(2027, 3, 2, 8), "seats": 1}, by=manager, at=AT)
    enroll(course, [RosterLine("Ana"), RosterLine("Bo")], make_department("Police"), by=manager, at=AT)

    with pytest.raises(CannotTrain, match="has 1 seat, "):
        assign_session(session, course.trainees.all(), by=manager, at=AT)
    assert assign_session(session, course.trainees.all()[:1], by=manager, at=AT) == 1

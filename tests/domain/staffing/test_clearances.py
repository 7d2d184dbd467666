from datetime import date, datetime

import pytest

from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.assigning import assign
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.teams import Terms
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.answering_requests import confirm_request
from milepost.domain.staffing.actions.keeping_clearances import (
    add_clearance,
    grant_clearance,
    need_clearance,
)
from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
from milepost.domain.staffing.calculations.answers import Answers
from milepost.domain.staffing.calculations.clearance_gaps import gaps_of
from milepost.domain.staffing.calculations.offered_teams import OfferedTerms
from milepost.domain.staffing.waiting import clearance_gaps, expiring_clearances
from milepost.engine.effort import TaskType
from tests.factories import AT, link, make_administrator, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
LONG_AGO, SOON = date(2025, 3, 1), date(2027, 3, 4)


@pytest.fixture
def admin():
    return make_administrator()


@pytest.fixture
def cjis(admin):
    return add_clearance("CJIS fingerprints", by=admin, at=AT)


@pytest.fixture
def otto(admin):
    return make_person("Otto Frey", supervisor=admin)


@pytest.fixture
def project(admin):
    return make_project("Dispatch", manager=admin, start=datetime(2027, 3, 1, 8))


def a_task(project, **fields):
    task = make_task(project, "Rack the servers", days=5, **fields)
    recalculate(project)
    return task


def put(task, person, by):
    return assign(task, [Terms(person.pk, "", 100, None)], by=by, at=AT)


def test_nobody_joins_a_task_without_the_clearance_it_takes(admin, cjis, otto, project):
    task = a_task(project)
    need_clearance(project, cjis, by=admin, at=AT)

    with pytest.raises(CannotEdit, match="Otto Frey has no CJIS fingerprints"):
        put(task, otto, admin)

    assert not Assignment.objects.exists()


def test_a_clearance_that_ends_before_the_task_does_not_do(admin, cjis, otto, project):
    task = a_task(project)
    need_clearance(project, cjis, by=admin, at=AT)
    grant_clearance(otto, cjis, granted_on=LONG_AGO, expires_on=SOON, by=admin, at=AT)

    with pytest.raises(CannotEdit, match="expires Mar 4, 2027"):
        put(task, otto, admin)


@pytest.mark.parametrize("expires", [None, date(2027, 3, 5)])
def test_a_clearance_that_counts_to_the_end_does(admin, cjis, otto, project, expires):
    task = a_task(project)
    need_clearance(project, cjis, by=admin, at=AT)
    grant_clearance(otto, cjis, granted_on=LONG_AGO, expires_on=expires, by=admin, at=AT)

    put(task, otto, admin)

    assert Assignment.objects.get().person == otto


def test_a_summary_asks_it_of_what_lies_below_and_of_nothing_else(admin, cjis, otto, project):
    secure = make_task(project, "Secure room")
    other = make_task(project, "Lobby")
    inside = a_task(project, parent=secure)
    need_clearance(project, cjis, task=secure, by=admin, at=AT)

    put(other, otto, admin)
    with pytest.raises(CannotEdit):
        put(inside, otto, admin)


def test_who_stands_on_the_task_already_is_named_as_a_gap_and_stays(admin, cjis, otto, project):
    task = a_task(project)
    put(task, otto, admin)
    need_clearance(project, cjis, by=admin, at=AT)

    assign(task, [Terms(otto.pk, "", 50, None)], by=admin, at=AT)

    assert [gap.sentence for gap in gaps_of([project.pk])] == [
        "Otto Frey has no CJIS fingerprints, which “Rack the servers” takes."
    ]


def test_only_who_staffs_the_person_grants_one(cjis, otto):
    with pytest.raises(Refused):
        grant_clearance(otto, cjis, granted_on=LONG_AGO, by=otto, at=AT)


def test_one_about_to_expire_waits_for_the_supervisor(admin, cjis, otto):
    boss = make_person("Lee Ortega", Role.SUPERVISOR)
    otto.supervisor = boss
    otto.save()
    grant_clearance(otto, cjis, granted_on=LONG_AGO, expires_on=SOON, by=admin, at=AT)

    [one] = expiring_clearances(boss, date(2027, 3, 1))

    assert (one.title, one.due) == ("Renew CJIS fingerprints of Otto Frey", SOON)


def follow_up(project, task, **fields):
    later = make_task(project, "Cable the servers", days=3, **fields)
    link(task, later)
    recalculate(project)
    return later


def test_who_is_moved_beyond_a_clearance_by_another_task_is_named(admin, cjis, otto, project):
    first = a_task(project)
    later = follow_up(project, first)
    need_clearance(project, cjis, task=later, by=admin, at=AT)
    grant_clearance(otto, cjis, granted_on=LONG_AGO, expires_on=date(2027, 3, 12), by=admin, at=AT)
    put(later, otto, admin)
    assert gaps_of([project.pk]) == []

    moved = edit_task(first, by=admin, at=AT, duration_minutes=10 * 480)

    words = "Otto Frey's CJIS fingerprints expires Mar 12, 2027, before “Cable the servers” ends."
    assert moved.beyond == [words]
    assert [gap.sentence for gap in gaps_of([project.pk])] == [words]
    [waiting] = clearance_gaps(admin, date(2027, 3, 1))
    assert (waiting.project, waiting.detail) == (project, words)


def test_whoever_makes_a_task_end_after_the_clearance_is_refused(admin, cjis, otto, project):
    task = a_task(project, type=TaskType.FIXED_WORK)
    need_clearance(project, cjis, by=admin, at=AT)
    grant_clearance(otto, cjis, granted_on=LONG_AGO, expires_on=date(2027, 3, 8), by=admin, at=AT)

    with pytest.raises(CannotEdit, match="expires Mar 8, 2027"):
        assign(task, [Terms(otto.pk, "", 50, 5 * 480)], by=admin, at=AT)

    assert not Assignment.objects.exists()
    assign(task, [Terms(otto.pk, "", 100, 5 * 480)], by=admin, at=AT)
    assert Assignment.objects.get().person == otto


def test_an_answer_that_makes_the_task_outlast_the_clearance_says_so_before(admin, cjis, otto, project):
    task = a_task(project)
    need_clearance(project, cjis, by=admin, at=AT)
    grant_clearance(otto, cjis, granted_on=LONG_AGO, expires_on=date(2027, 3, 8), by=admin, at=AT)
    wanted = RequestFields(
        tasks=[task.uid], first=date(2027, 3, 1), last=date(2027, 3, 5), needed_by=date(2027, 3, 2),
        reason="Racks", person=otto, share_percent=100.0,
    )  # fmt: skip
    request = ask_for_staff(project, wanted, by=admin, at=AT)
    whole, later = (OfferedTerms(otto.pk, 100, date(2027, 3, day)) for day in (1, 8))

    effects = Answers(request, as_of=date(2027, 3, 1)).effects([whole, later])

    words = "Otto Frey's CJIS fingerprints expires Mar 8, 2027, before “Rack the servers” ends."
    assert [(effect.refusal, effect.own is None) for effect in effects] == [("", False), (words, True)]
    confirm_request(request, by=admin, at=AT)
    assert Assignment.objects.get().person == otto


def test_an_answer_that_would_be_refused_for_a_clearance_says_so_before(admin, cjis, otto, project):
    task = a_task(project)
    need_clearance(project, cjis, by=admin, at=AT)
    wanted = RequestFields(
        tasks=[task.uid], first=date(2027, 3, 1), last=date(2027, 3, 5), needed_by=date(2027, 3, 2),
        reason="Racks", person=otto, share_percent=100.0,
    )  # fmt: skip
    request = ask_for_staff(project, wanted, by=admin, at=AT)

    effects = Answers(request, as_of=date(2027, 3, 1)).effects(
        [OfferedTerms(otto.pk, 100, date(2027, 3, 1)), OfferedTerms(None, 100, date(2027, 3, 1))]
    )

    assert [effect.refusal for effect in effects] == [
        "Otto Frey has no CJIS fingerprints, which “Rack the servers” takes.",
        "",
    ]

from datetime import date, timedelta

import pytest

from milepost.domain.people.actions.delegating import DelegationFields, delegate_answers
from milepost.domain.people.permissions import Refused, may
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment, Deliverable
from milepost.domain.staffing.actions.accepting_responsibilities import answer_duty, delegate_duty
from milepost.domain.staffing.actions.answering_requests import (
    Counter,
    confirm_request,
    counter_request,
    decline_request,
    hold_tentatively,
)
from milepost.domain.staffing.actions.deciding_timesheets import (
    CannotDecideHours,
    approve_timesheet,
    return_timesheet,
)
from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
from milepost.domain.staffing.actions.stepping_requests import CannotRequest
from milepost.domain.staffing.models import Responsibility, Timesheet
from tests.factories import AT, make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)
AFTER = AT + timedelta(days=8)


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure")


@pytest.fixture
def lead(team):
    return make_person("Lee Ortega", department=team)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead)


@pytest.fixture
def deputy(lead):
    """Who stands in for Lee in the first week of March."""
    deputy = make_person("Max Deputy")
    fields = DelegationFields(delegate=deputy, first=DAY, last=date(2027, 3, 7))
    delegate_answers(lead, fields, by=lead, at=AT)
    return deputy


@pytest.fixture
def asked(kara):
    return asked_by(make_person("Paz Manager", Role.PROJECT_MANAGER), kara)


def asked_by(manager, person):
    project = make_project("Radio", state="in_progress")
    task = make_task(project, "Install", days=10)
    recalculate(project)
    fields = RequestFields(
        tasks=[task.uid], first=DAY, last=date(2027, 3, 12), needed_by=date(2027, 3, 5), reason="Masts",
        person=person, share_percent=100.0,
    )  # fmt: skip
    return ask_for_staff(project, fields, by=manager, at=AT)


def handed_in(person):
    return Timesheet.objects.create(person=person, week=date(2027, 2, 22), state="submitted", submitted_at=AT)


def test_who_stands_in_confirms_under_the_own_name_for_who_is_away(asked, kara, lead, deputy):
    confirm_request(asked, by=deputy, at=AT)

    entry = asked.entries.last()
    assert (entry.by, entry.acting_for) == (deputy, lead)
    assert Assignment.objects.get(person=kara).units_percent == 100


@pytest.mark.parametrize("step", [hold_tentatively, decline_request])
def test_every_answer_is_open_to_who_stands_in(asked, lead, deputy, step):
    step(asked, comment="Not now.", by=deputy, at=AT)

    assert asked.entries.last().acting_for == lead


def test_who_stands_in_offers_people_of_who_is_away_and_nobody_elses(asked, kara, lead, deputy):
    own = make_person("Own Report", supervisor=deputy)
    counter = Counter(person=kara, first=DAY, last=date(2027, 3, 20), share_percent=50.0)

    with pytest.raises(CannotRequest, match="answers to somebody else"):
        counter_request(asked, Counter(person=own, first=DAY, last=DAY, share_percent=50.0), by=deputy, at=AT)
    counter_request(asked, counter, by=deputy, at=AT)

    assert asked.entries.last().acting_for == lead


def test_it_ends_by_itself(asked, kara, deputy):
    sheet = handed_in(kara)

    with pytest.raises(Refused):
        confirm_request(asked, by=deputy, at=AFTER)
    with pytest.raises(Refused):
        approve_timesheet(sheet, by=deputy, at=AFTER)


def test_nobody_standing_in_answers_what_they_asked_for_themselves(kara, lead):
    manager = make_person("Paz Manager", Role.PROJECT_MANAGER)
    fields = DelegationFields(delegate=manager, first=DAY, last=date(2027, 3, 7))
    delegate_answers(lead, fields, by=lead, at=AT)
    asked = asked_by(manager, kara)

    with pytest.raises(Refused):
        confirm_request(asked, by=manager, at=AT)
    assert waiting_for(manager, as_of=DAY, kinds=["staff_request"]) == []


def test_hours_are_decided_for_who_is_away_but_never_the_own(kara, lead, deputy):
    deputy.supervisor = lead
    deputy.save()
    first, own = handed_in(kara), handed_in(deputy)

    approved = approve_timesheet(first, by=deputy, at=AT).sheet
    with pytest.raises(CannotDecideHours, match="their own hours"):
        return_timesheet(own, reason="Mend it", by=deputy, at=AT)

    assert (approved.decided_by, approved.decided_for) == (deputy, lead)


def test_a_role_is_accepted_for_who_is_away_and_not_handed_on(lead, deputy):
    project = make_project("Radio", state="in_progress")
    made = Deliverable.objects.create(project=project, number=1, name="Masts", raised_on=DAY)
    duty = Responsibility.objects.create(
        project=project, deliverable=made, person=lead, duty="A", state="asked", asked_at=AT
    )

    with pytest.raises(Refused):
        delegate_duty(duty, make_person(), reason="Away", by=deputy, at=AT)
    answer_duty(duty, Responsibility.State.ACCEPTED, by=deputy, at=AT)

    assert (duty.person, duty.state, duty.recorded_by) == (lead, "accepted", deputy)


def test_my_work_shows_who_stands_in_for_whom_something_waits(asked, lead, deputy):
    shown = waiting_for(deputy, as_of=DAY, kinds=["staff_request"])
    later = waiting_for(deputy, as_of=date(2027, 3, 8), kinds=["staff_request"])

    assert [one.detail for one in shown] == ["Staff request 1, requested, for Lee Ortega"]
    assert later == []
    assert len(waiting_for(lead, as_of=DAY, kinds=["staff_request"])) == 1


def test_standing_in_opens_nothing_else_of_who_is_away(kara, lead, deputy):
    opened = ["people.edit_availability", "people.view_absence_reasons", "staffing.view_capacity"]

    assert [name for name in opened if may(deputy, name, kara) or may(deputy, name, lead)] == []

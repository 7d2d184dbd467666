from datetime import date, timedelta

import pytest

from milepost.domain.common.models import Event, Rule
from milepost.domain.people.actions.delegating import DelegationFields, delegate_answers, end_delegation
from milepost.domain.people.delegation_noticing import tell_of_beginnings
from milepost.domain.people.models import Person
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
from milepost.domain.staffing.answerers import people_fallen_to
from milepost.domain.staffing.models import Responsibility, Timesheet
from milepost.domain.staffing.queries import people_decided_on_by
from tests.factories import AT, make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)
AFTER = AT + timedelta(days=8)
TIMESHEETS = {"is_on": True, "feeds_progress": False}


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


def told(person):
    return [one.text for one in Event.objects.filter(kind="delegated", to=[person.user_id]).order_by("pk")]


def test_who_stands_in_is_told_when_it_begins_and_when_it_ends_early(lead, deputy):
    tell_of_beginnings(at=AT)
    end_delegation(lead.delegations.get(), by=lead, at=AT)

    assert told(deputy) == [
        "You stand in for Lee Ortega until Mar 7, 2027: what waits for them is on your My work",
        "You no longer stand in for Lee Ortega",
    ]


def test_of_days_to_come_a_delegate_is_told_at_once_and_again_on_the_first(lead):
    deputy = make_person("Max Deputy")
    fields = DelegationFields(delegate=deputy, first=date(2027, 3, 9), last=date(2027, 3, 12), reason="Leave")
    delegate_answers(lead, fields, by=lead, at=AT)
    tell_of_beginnings(at=AT)
    before = told(deputy)

    tell_of_beginnings(at=AFTER)
    tell_of_beginnings(at=AFTER)

    assert before == ["Lee Ortega asks you to stand in from Mar 9, 2027 to Mar 12, 2027. Leave"]
    assert len(told(deputy)) == 2


def test_hours_of_whose_supervisor_left_are_decided_by_the_next_above(kara, lead):
    above, stranger = make_person("Dee Rector"), make_person("Stan Ger")
    Rule.objects.create(name="timesheets", effective_on=date(2027, 1, 1), value=TIMESHEETS, source="Council")
    Person.objects.filter(pk=lead.pk).update(is_active=False, supervisor=above)
    kara.refresh_from_db()
    sheet = handed_in(kara)

    with pytest.raises(Refused):
        approve_timesheet(sheet, by=stranger, at=AT)
    waiting = [waiting_for(one, as_of=DAY, kinds=["timesheet_decision"]) for one in (above, stranger)]
    approved = approve_timesheet(sheet, by=above, at=AT).sheet

    assert [len(found) for found in waiting] == [1, 0]
    assert kara in people_decided_on_by(above, on=DAY)
    assert (approved.decided_by, approved.decided_for) == (above, None)


def test_where_nobody_above_is_left_the_administrator_decides_on_hours_but_never_the_own(kara, lead):
    administrator = make_person("Ada Lovato", Role.ADMINISTRATOR)
    Person.objects.filter(pk=lead.pk).update(is_active=False)
    kara.refresh_from_db()

    approved = approve_timesheet(handed_in(kara), by=administrator, at=AT).sheet

    assert approved.decided_by == administrator
    assert administrator not in people_decided_on_by(administrator, on=DAY)


def test_a_loop_of_people_who_left_ends_at_the_administrator(kara, lead):
    administrator, other = make_person("Ada Lovato", Role.ADMINISTRATOR), make_person("Otto Loop")
    Person.objects.filter(pk=lead.pk).update(is_active=False, supervisor=other)
    Person.objects.filter(pk=other.pk).update(is_active=False, supervisor=lead)

    assert people_fallen_to(administrator) == [kara.pk]

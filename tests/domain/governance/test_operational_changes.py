from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from milepost.domain.governance.actions.operational_changes import (
    CannotChangeOperation,
    decide_operational_change,
    edit_operational_change,
    end_operational_change,
    propose_operational_change,
    send_outage_notice,
    write_outage_notice,
)
from milepost.domain.governance.calculations.collisions import collisions_of
from milepost.domain.governance.mailing_outages import mail_outage_notice
from milepost.domain.people.models import CalendarException
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, give_role, make_calendar, make_department, make_person, make_project

pytestmark = pytest.mark.django_db
NIGHT = datetime(2027, 3, 6, 22, 0)
HOUR = timedelta(hours=1)
NOTICE = {"subject": "No records on Saturday night", "words": "Use paper.", "contact": "Help desk, 4411"}


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Dispatch", manager=manager)


def propose(project, by, **given):
    fields = {
        "title": "Move the database", "systems": "Records, Dispatch", "starts": NIGHT, "ends": NIGHT + 4 * HOUR,
        "back_out": "Start the old one.",
    }  # fmt: skip
    return propose_operational_change(project, fields | given, by=by, at=AT)


def test_a_window_ends_after_it_starts(project, manager):
    with pytest.raises(CannotChangeOperation) as refused:
        propose(project, manager, ends=NIGHT)

    assert refused.value.field == "ends"


def test_approval_is_taken_back_when_the_window_moves(project, manager):
    change = propose(project, manager)
    decide_operational_change(change, "approved", words="With two on site.", by=manager, at=AT)
    edit_operational_change(change, {"ticket": "CHG-12"}, by=manager, at=AT)
    assert (change.state, change.decided_by) == ("approved", manager)

    edit_operational_change(change, {"ends": NIGHT + 5 * HOUR}, by=manager, at=AT)

    assert (change.state, change.decided_by) == ("proposed", None)


def test_the_board_gives_a_reason_and_only_those_approve_who_may(project, manager):
    change = propose(project, manager)
    member = make_person("Tim")
    give_role(member, Role.TEAM_MEMBER, over=project)

    with pytest.raises(CannotChangeOperation, match="why it is rejected"):
        decide_operational_change(change, "rejected", words="", by=manager, at=AT)
    with pytest.raises(Refused):
        decide_operational_change(change, "approved", words="", by=member, at=AT)


def test_what_was_not_approved_is_not_completed(project, manager):
    change = propose(project, manager)

    with pytest.raises(CannotChangeOperation, match="not approved"):
        end_operational_change(change, "completed", words="", by=manager, at=AT)
    end_operational_change(change, "withdrawn", words="Not needed", by=manager, at=AT)
    with pytest.raises(CannotChangeOperation, match="marked “Withdrawn” by now"):
        decide_operational_change(change, "approved", words="", by=manager, at=AT)


def test_a_freeze_of_the_calendar_is_shown(project, manager):
    windows = make_calendar("Maintenance windows")
    CalendarException.objects.create(
        calendar=windows,
        name="Audit freeze",
        first=date(2026, 3, 5),
        last=date(2026, 3, 9),
        recurrence="yearly_date",
    )

    change = propose(project, manager)

    assert [one.words for one in collisions_of(change, seen_by=manager)] == [
        "Audit freeze from Mar 5 to Mar 9"
    ]


def test_changes_of_one_window_or_one_system_are_shown_within_what_the_reader_sees(project, manager):
    other = make_person("Olga")
    hidden = make_project("Jail", manager=other, is_restricted=True)
    propose(hidden, other, title="Secret", systems="Locks", starts=NIGHT + HOUR, ends=NIGHT + 2 * HOUR)
    propose(
        project, manager, title="Patch", systems="dispatch", starts=NIGHT + 10 * HOUR, ends=NIGHT + 11 * HOUR
    )
    propose(
        project, manager, title="Far", systems="Dispatch", starts=NIGHT + 99 * HOUR, ends=NIGHT + 100 * HOUR
    )

    change = propose(project, manager)

    assert [one.words for one in collisions_of(change, seen_by=manager)] == [
        "A change of another project in the same window, on other systems",
        "Change 2, Patch, within a day, on Dispatch",
    ]


def test_a_notice_goes_to_the_departments_it_affects_once_it_is_approved(project, manager):
    police = make_department("Police")
    patrol = make_department("Patrol", parent=police)
    make_person("Paula", department=patrol, email="paula@vistaridge.example")
    make_person("Gone", department=police, is_active=False)
    make_person("Fay", department=make_department("Fire"))
    change = propose(project, manager)
    notice = write_outage_notice(change, NOTICE, departments=[police], by=manager, at=AT)
    with pytest.raises(CannotChangeOperation, match="not approved this change yet"):
        send_outage_notice(notice, by=manager, at=AT)
    decide_operational_change(change, "approved", words="", by=manager, at=AT)

    assert send_outage_notice(notice, by=manager, at=AT) == 1
    mail.outbox.clear()
    mail_outage_notice(notice)

    assert [message.to for message in mail.outbox] == [["paula@vistaridge.example"]]
    assert mail.outbox[0].body.startswith(
        "When: Saturday, March 6, 10:00 PM to Sunday, March 7, 2:00 AM\n\nUse paper.\n\nQuestions: Help desk, 4411"
    )
    with pytest.raises(CannotChangeOperation, match="stays as it is"):
        write_outage_notice(change, NOTICE, departments=[police], by=manager, at=AT)

from datetime import datetime, timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from milepost.domain.common.models import ChangeSet
from milepost.domain.governance.actions.convening import (
    CannotConvene,
    call_meeting,
    cancel_meeting,
    edit_meeting,
)
from milepost.domain.governance.models import Meeting
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from tests.factories import AT, make_city, make_department, make_organization, make_person, make_project

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 3, 8, 9)


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


def call(by, *invited, **fields):
    fields = {"title": "Radio cut-over", "facilitator": by, "starts": NINE, **fields}
    return call_meeting(fields, invited=invited, by=by, at=AT)


def event(message):
    content = next(part for name, part, kind in message.attachments if name == "invitation.ics")
    return Calendar.from_ical(content).walk("VEVENT")[0]


def test_calling_a_meeting_invites_everybody_by_a_calendar_file(mara):
    lee = make_person("Lee Ortiz")

    meeting = call(mara, lee, project=make_project(manager=mara), place="Room 2")

    assert [one.person.name for one in meeting.attendances.all()] == ["Lee Ortiz", "Mara Quint"]
    assert {message.to[0] for message in mail.outbox} == {mara.email, lee.email}
    sent = event(mail.outbox[0])
    assert (str(sent["uid"]), int(sent["sequence"])) == (meeting.uid, 0)
    assert sent["dtstart"].dt.isoformat() == "2027-03-08T09:00:00-07:00"
    assert ChangeSet.objects.get(action="governance.call_meeting").subject_id == meeting.project_id


def test_moving_a_meeting_revises_its_invitation_and_another_change_does_not(mara):
    meeting = call(mara)
    mail.outbox.clear()

    edit_meeting(meeting, {"purpose": "Agree on the night"}, invited=[], by=mara, at=AT)
    assert mail.outbox == []
    edit_meeting(meeting, {"starts": NINE + timedelta(days=7)}, invited=[], by=mara, at=AT)

    assert int(event(mail.outbox[0])["sequence"]) == 1
    # The clocks are turned on March 14: nine o'clock stays nine o'clock.
    assert event(mail.outbox[0])["dtstart"].dt.isoformat() == "2027-03-15T09:00:00-06:00"


def test_whoever_is_let_go_gets_a_cancellation(mara):
    lee = make_person("Lee Ortiz")
    meeting = call(mara, lee)
    mail.outbox.clear()

    edit_meeting(meeting, {}, invited=[], by=mara, at=AT)

    assert [message.to for message in mail.outbox] == [[lee.email]]
    assert str(event(mail.outbox[0])["status"]) == "CANCELLED"


def test_a_meeting_is_canceled_with_a_reason_and_then_stays(mara):
    meeting = call(mara)

    with pytest.raises(CannotConvene, match="Say why"):
        cancel_meeting(meeting, reason=" ", by=mara, at=AT)
    cancel_meeting(meeting, reason="Snow.", by=mara, at=AT)

    assert meeting.state == Meeting.State.CANCELED
    assert "Snow." in mail.outbox[-1].body
    with pytest.raises(CannotConvene, match="canceled"):
        edit_meeting(meeting, {"place": "Elsewhere"}, invited=[], by=mara, at=AT)


def test_a_meeting_belongs_to_one_thing_and_to_none_that_one_may_not_see(mara):
    secret = make_project(is_restricted=True)

    with pytest.raises((CannotConvene, Refused)):
        call(mara, project=secret)
    with pytest.raises(CannotConvene, match="to one at most"):
        call(mara, project=make_project(manager=mara), organization=make_organization())


def test_people_who_left_are_not_invited(mara):
    gone = make_person("Ivo Past", is_active=False)

    with pytest.raises(CannotConvene, match="Ivo Past left"):
        call(mara, gone)

    assert not Meeting.objects.exists()


def test_who_has_no_part_in_it_neither_calls_nor_changes_a_meeting(mara):
    project = make_project(manager=mara)
    guest = make_person("Gus", Role.GUEST)
    meeting = call(mara, project=project)

    with pytest.raises(Refused):
        call(guest, project=project)
    with pytest.raises(Refused):
        edit_meeting(meeting, {"title": "Mine"}, invited=[], by=guest, at=AT)


def test_a_meeting_is_seen_by_who_is_invited_by_its_project_and_by_oversight(mara):
    lee, eve, guest = make_person("Lee"), make_person("Eve", Role.EXECUTIVE), make_person("Gus", Role.GUEST)
    of_project = call(mara, project=make_project(manager=mara))
    of_division = call(mara, lee, department=make_department(), title="Staff meeting")

    def seen_by(person):
        return set(Meeting.objects.visible_to(person))

    assert seen_by(mara) == {of_project, of_division}
    assert seen_by(lee) == {of_division}
    assert seen_by(eve) == {of_project, of_division}
    assert seen_by(guest) == set()
    assert seen_by(None) == set()

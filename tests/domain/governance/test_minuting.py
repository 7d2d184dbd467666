from datetime import UTC, date, datetime

import pytest
from django.core import mail

from milepost.domain.common.models import Event
from milepost.domain.governance.actions.action_items import (
    CannotChangeActionItem,
    end_action_item,
    raise_action_item,
    reopen_action_item,
)
from milepost.domain.governance.actions.convening import CannotConvene, call_meeting
from milepost.domain.governance.actions.decisions import CannotDecide, Vote, record_decision
from milepost.domain.governance.actions.minuting import (
    Line,
    add_minute_entry,
    mark_attendance,
    remove_minute_entry,
    send_minutes,
)
from milepost.domain.governance.actions.preparing import (
    add_agenda_item,
    move_agenda_item,
    remove_agenda_item,
    take_proposals,
)
from milepost.domain.governance.calculations.agenda import proposals_for
from milepost.domain.governance.calculations.minutes import WITHHELD, minutes_of
from milepost.domain.governance.calculations.quorum import standing_of
from milepost.domain.governance.models import ActionItem, Decision, MinuteEntry
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.people.waiting import waiting_for
from milepost.domain.projects.actions.issues import create_issue
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Risk
from tests.factories import AT, make_city, make_organization, make_person, make_project

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def lee():
    return make_person("Lee Ortiz")


@pytest.fixture
def meeting(mara, lee):
    fields = {"title": "Weekly", "facilitator": mara, "starts": datetime(2027, 3, 1, 9)}
    return call_meeting(
        {**fields, "project": make_project("Radios", manager=mara)}, invited=[lee], by=mara, at=AT
    )


def present(meeting, *people, by):
    for attendance in meeting.attendances.filter(person__in=people):
        mark_attendance(attendance, "present", by=by, at=AT)


def test_an_action_item_of_the_minutes_waits_for_its_owner_until_it_is_done(meeting, mara, lee):
    line = Line("Order masts", "action", owner=lee, due_on=date(2027, 3, 5))

    item = add_minute_entry(meeting, line, by=mara, at=AT).action_item

    assert [one.title for one in waiting_for(lee, as_of=TODAY)] == ["Order masts"]
    assert Event.objects.get(kind="action_item_assigned").to == [lee.user.pk]
    end_action_item(item, "done", outcome="Ordered", by=lee, at=AT)
    assert waiting_for(lee, as_of=TODAY) == []
    reopen_action_item(item, by=lee, at=AT)
    assert item.is_open


def test_an_action_item_is_dropped_with_a_reason_by_who_may(meeting, mara, lee):
    item = raise_action_item({"title": "Call", "owner": lee, "project": meeting.project}, by=mara, at=AT)

    with pytest.raises(CannotChangeActionItem, match="Say why"):
        end_action_item(item, "dropped", outcome="", by=mara, at=AT)
    with pytest.raises(Refused):
        end_action_item(item, "done", outcome="", by=make_person("Ivo"), at=AT)
    with pytest.raises(CannotChangeActionItem, match="left"):
        raise_action_item({"title": "Call", "owner": make_person(is_active=False)}, by=mara, at=AT)


def test_a_risk_of_the_minutes_stands_on_the_register(meeting, mara):
    entry = add_minute_entry(meeting, Line("Masts may be late", "risk"), by=mara, at=AT)

    assert Risk.objects.get() == entry.risk
    assert entry.risk.project == meeting.project


def test_a_line_taken_back_takes_its_decision_along(meeting, mara):
    entry = add_minute_entry(meeting, Line("Buy two masts", "decision"), by=mara, at=AT)
    assert Decision.objects.get().decided_by == "Weekly"

    remove_minute_entry(entry, by=mara, at=AT)

    assert not Decision.objects.exists()
    assert not MinuteEntry.objects.exists()


def test_minutes_are_sent_once_somebody_was_present_and_then_stay(meeting, mara, lee):
    with pytest.raises(CannotConvene, match="no minutes yet"):
        send_minutes(meeting, by=mara, at=AT)
    add_minute_entry(meeting, Line("All well"), by=mara, at=AT)
    with pytest.raises(CannotConvene, match="who was present"):
        send_minutes(meeting, by=mara, at=AT)
    present(meeting, lee, by=mara)
    mail.outbox.clear()

    send_minutes(meeting, by=mara, at=AT)

    sent = next(message for message in mail.outbox if message.subject.startswith("Minutes"))
    assert "Present: Lee Ortiz" in sent.body
    assert "All well" in sent.alternatives[0][0]
    with pytest.raises(CannotConvene, match="stay as they are"):
        add_minute_entry(meeting, Line("One more"), by=mara, at=AT)


def test_a_public_body_decides_only_with_its_quorum_and_a_vote_that_carries(mara, lee):
    fields = {"title": "Board", "facilitator": mara, "starts": datetime(2027, 3, 1, 9), "quorum": 2}
    board = call_meeting(fields, invited=[lee], by=mara, at=AT)
    motion = Line("Approve the plan", "decision", vote=Vote(2, 0, 0))

    present(board, mara, by=mara)
    with pytest.raises(CannotConvene, match="no quorum"):
        add_minute_entry(board, motion, by=mara, at=AT)
    assert standing_of(board).words == "No quorum: 1 present, 2 needed."
    present(board, lee, by=mara)
    with pytest.raises(CannotDecide, match="did not carry"):
        add_minute_entry(board, motion._replace(vote=Vote(1, 1)), by=mara, at=AT)

    assert add_minute_entry(board, motion, by=mara, at=AT).decision.vote == "2 for, 0 against, 0 abstained"
    assert standing_of(board).words == "Quorum: 2 present, 2 needed."


def test_minutes_say_whether_the_agenda_of_a_public_body_was_posted_in_time(mara, lee):
    fields = {"title": "Board", "facilitator": mara, "starts": datetime(2027, 3, 1, 9), "quorum": 1}
    board = call_meeting(fields | {"notice_hours": 24}, invited=[lee], by=mara, at=AT)
    assert standing_of(board).words.endswith("needed. The agenda was not posted.")

    board.agenda_posted_at = datetime(2027, 2, 28, 18, tzinfo=UTC)
    assert standing_of(board).words.endswith("posted on Feb 28, 2027, 11:00 AM, later than notice asks for.")


def test_a_decision_takes_the_place_of_one_and_only_once(mara):
    project = make_project(manager=mara)
    words = {"reason": "", "decided_by": "Sponsor", "decided_on": TODAY, "by": mara, "at": AT}
    first = record_decision(project, "Two masts", **words)

    record_decision(project, "Three masts", supersedes=first, **words)

    assert first.is_superseded
    with pytest.raises(CannotDecide, match="already"):
        record_decision(project, "Four masts", supersedes=first, **words)


def test_an_agenda_is_offered_what_is_due_and_takes_each_once(meeting, mara):
    project = meeting.project
    create_issue(project, {"title": "No power", "severity": 4}, by=mara, at=AT)
    create_issue(project, {"title": "A scratch", "severity": 1}, by=mara, at=AT)
    risk = create_risk(project, {"event": "Snow", "probability": 3, "impact": 3}, by=mara, at=AT)
    Risk.objects.filter(pk=risk.pk).update(reviewed_on=None)
    raise_action_item({"title": "Call the vendor", "project": project}, by=mara, at=AT)

    offered = proposals_for(meeting, by=mara, as_of=TODAY)
    taken = take_proposals(meeting, [one.source for one in offered], by=mara, at=AT)

    assert [one.title for one in offered] == ["Call the vendor", "No power", "Snow"]
    assert taken == 3
    assert proposals_for(meeting, by=mara, as_of=TODAY) == []


def test_points_are_moved_and_those_with_minutes_stay(meeting, mara):
    first, second, third = (
        add_agenda_item(meeting, {"title": title}, by=mara, at=AT) for title in ("One", "Two", "Three")
    )

    move_agenda_item(third, down=-2, by=mara, at=AT)
    add_minute_entry(meeting, Line("Said", agenda_item=second), by=mara, at=AT)

    assert [item.title for item in meeting.agenda_items.all()] == ["Three", "One", "Two"]
    with pytest.raises(CannotConvene, match="stays on the agenda"):
        remove_agenda_item(second, by=mara, at=AT)
    remove_agenda_item(first, by=mara, at=AT)


def test_what_is_said_of_another_project_is_withheld_from_who_does_not_see_it(mara):
    vendor = make_person("Vic", Role.GUEST, organization=make_organization())
    own = make_project("Radios", manager=mara)
    other = make_project("Badges", manager=mara)
    issue = create_issue(other, {"title": "No printer", "severity": 4}, by=mara, at=AT)
    fields = {"title": "Vendor call", "facilitator": mara, "starts": datetime(2027, 3, 1, 9), "project": own}
    meeting = call_meeting(fields, invited=[vendor], by=mara, at=AT)
    about_own = add_agenda_item(meeting, {"title": "Masts"}, by=mara, at=AT)
    about_other = add_agenda_item(meeting, {"title": issue.title}, by=mara, at=AT)
    type(about_other).objects.filter(pk=about_other.pk).update(project=other)
    about_other.refresh_from_db()
    add_minute_entry(meeting, Line("Ordered", agenda_item=about_own), by=mara, at=AT)
    add_minute_entry(meeting, Line("Secret", agenda_item=about_other), by=mara, at=AT)

    shown = minutes_of(meeting, seen_by=vendor)

    assert [(point.title, [entry.text for entry in point.entries]) for point in shown.points] == [
        ("Masts", ["Ordered"]),
        (WITHHELD, []),
    ]
    assert len(minutes_of(meeting, seen_by=mara).points[1].entries) == 1


def test_registers_show_what_belongs_to_projects_and_meetings_one_sees(meeting, mara, lee):
    words = {"reason": "", "decided_by": "Sponsor", "decided_on": TODAY, "by": mara, "at": AT}
    record_decision(meeting.project, "Two masts", **words)
    raise_action_item({"title": "Call", "project": meeting.project}, by=mara, at=AT)
    stranger = make_person("Ivo")

    assert Decision.objects.visible_to(mara).count() == 1
    assert ActionItem.objects.visible_to(mara).count() == 1
    assert not Decision.objects.visible_to(stranger).exists()
    assert not ActionItem.objects.visible_to(stranger).exists()

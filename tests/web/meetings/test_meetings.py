from datetime import date, datetime

import pytest

from milepost.domain.governance.actions.convening import call_meeting
from milepost.domain.governance.actions.decisions import record_decision
from milepost.domain.governance.models import ActionItem, Decision, Meeting, MinuteEntry
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.issues import create_issue
from tests.factories import AT, make_city, make_organization, make_person, make_project, signed_in
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara():
    make_city()
    return make_person("Mara Quint", Role.PROJECT_MANAGER)


@pytest.fixture
def lee():
    return make_person("Lee Ortiz")


@pytest.fixture
def visitor(client, mara):
    return signed_in(client, mara)


@pytest.fixture
def meeting(mara, lee):
    project = make_project("Radios", manager=mara)
    fields = {"title": "Weekly", "facilitator": mara, "starts": datetime(2027, 3, 1, 9), "project": project}
    return call_meeting(fields, invited=[lee], by=mara, at=AT)


def typed(mara, **given):
    fields = {
        "title": "Radio cut-over", "starts": "2027-03-08T09:00", "duration_minutes": "45", "facilitator": mara.pk,
        "frequency": "never", "interval": "1",
    }  # fmt: skip
    return fields | given


def test_a_meeting_is_called_from_its_project_with_the_team_invited(visitor, mara, lee, meeting):
    proposed = visitor.get(f"/meetings/new/?project={meeting.project_id}").context["form"].initial

    answer = visitor.post("/meetings/new/", typed(mara, invited=[lee.pk], project=meeting.project_id))

    called = Meeting.objects.get(title="Radio cut-over")
    assert proposed["project"] == meeting.project_id
    assert answer["Location"] == f"/meetings/{called.pk}/"
    assert called.attendances.count() == 2


def test_a_rhythm_makes_a_series(visitor, mara):
    visitor.post("/meetings/new/", typed(mara, frequency="weekly", interval="2", until="2027-04-30"))

    assert [one.starts.date() for one in Meeting.objects.order_by("starts")] == [
        date(2027, 3, 8), date(2027, 3, 22), date(2027, 4, 5), date(2027, 4, 19),
    ]  # fmt: skip


def test_what_is_typed_wrong_is_kept_and_nothing_is_called(visitor, mara):
    answer = visitor.post("/meetings/new/", typed(mara, duration_minutes="2", title="Short one"))

    assert answer.status_code == 422
    assert 'value="Short one"' in answer.content.decode()
    assert not Meeting.objects.exists()


def test_an_agenda_is_filled_from_what_is_due(visitor, mara, meeting):
    issue = create_issue(meeting.project, {"title": "No power", "severity": 4}, by=mara, at=AT)
    page = visitor.get(f"/meetings/{meeting.pk}/").content.decode()

    visitor.post(f"/meetings/{meeting.pk}/proposals/", {"source": [f"issue:{issue.pk}"]})
    visitor.post(f"/meetings/{meeting.pk}/agenda/", {"title": "Budget", "kind": "decision", "minutes": "10"})

    assert "No power" in page
    assert [item.title for item in meeting.agenda_items.all()] == ["No power", "Budget"]
    last = meeting.agenda_items.last()
    visitor.post(f"/meetings/agenda/{last.pk}/position/", {"to": "up"})
    assert [item.title for item in meeting.agenda_items.all()] == ["Budget", "No power"]


def test_a_line_says_by_its_beginning_what_it_is(visitor, meeting, lee):
    address = f"/meetings/{meeting.pk}/entries/"

    visitor.post(address, {"kind": "note", "text": "d: Two masts, not three"})
    visitor.post(address, {"kind": "note", "text": "a: Order masts", "owner": lee.pk, "due_on": "2027-03-05"})
    refused = visitor.post(address, {"kind": "note", "text": "a: Nobody's"})

    assert Decision.objects.get().text == "Two masts, not three"
    assert ActionItem.objects.get().owner == lee
    assert refused.status_code == 422
    assert "Say who does it." in refused.content.decode()
    assert "a: Nobody" in refused.content.decode()


def test_attendance_is_marked_and_the_minutes_are_sent_and_printed(visitor, meeting, lee):
    present = meeting.attendances.get(person=lee)
    visitor.post(f"/meetings/{meeting.pk}/attendance/", {f"state-{present.pk}": "present"})
    visitor.post(f"/meetings/{meeting.pk}/entries/", {"kind": "note", "text": "All well"})

    visitor.post(f"/meetings/{meeting.pk}/minutes/")
    page = visitor.get(f"/meetings/{meeting.pk}/").content.decode()
    file = visitor.get(f"/meetings/{meeting.pk}/minutes.pdf")

    assert "Minutes sent" in page
    assert "Write the minutes" not in page
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF")


def test_a_file_for_the_calendar_holds_the_meeting_alone(visitor, meeting):
    answer = visitor.get(f"/meetings/{meeting.pk}/invitation.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;TZID=America/Denver:20270301T090000" in answer.content
    assert b"ATTENDEE" not in answer.content


def test_who_is_not_invited_finds_nothing_and_who_is_may_only_read(client, meeting, lee):
    entry = MinuteEntry.objects.create(meeting=meeting, text="Said", at=AT, by=meeting.facilitator)
    vendor = make_person("Vic", Role.GUEST, organization=make_organization())
    assert signed_in(client, vendor).get(f"/meetings/{meeting.pk}/").status_code == 404

    reader = signed_in(client, lee)

    assert "Write the minutes" not in reader.get(f"/meetings/{meeting.pk}/").content.decode()
    for address in ("entries", "agenda", "proposals", "notice", "attendance", "minutes"):
        given = {
            "kind": "note",
            "text": "Mine",
            "title": "Mine",
            f"state-{meeting.attendances.first().pk}": "absent",
        }
        assert reader.post(f"/meetings/{meeting.pk}/{address}/", given).status_code == 403
    assert reader.post(f"/meetings/entries/{entry.pk}/removal/").status_code == 403
    assert reader.get(f"/meetings/{meeting.pk}/edit/").status_code == 403


def test_meetings_are_listed_in_a_constant_number_of_queries(
    visitor, mara, lee, django_assert_max_num_queries
):
    project = make_project("Badges", manager=mara)
    for day in range(1, 20):
        fields = {
            "title": f"Day {day}",
            "facilitator": mara,
            "starts": datetime(2027, 3, day, 9),
            "project": project,
        }
        call_meeting(fields, invited=[lee], by=mara, at=AT)

    with django_assert_max_num_queries(25):
        answer = visitor.get("/meetings/")

    assert len(listed(answer)) == 19
    assert len(listed(visitor.get(f"/projects/{project.pk}/meetings/"))) == 19


def test_action_items_are_done_in_the_register_and_from_my_work(client, visitor, mara, lee, meeting):
    item = ActionItem.objects.create(
        number=1, title="Call", owner=lee, project=meeting.project, raised_on=AT.date()
    )
    assert [row.title for row in listed(visitor.get("/action-items/"))] == ["Call"]
    visitor.post("/action-items/", {"row": item.pk, "cell": "due", "value": "2027-03-09", "seen": ""})

    answer = signed_in(client, lee).post("/action-items/1/end/", {"word": "done", "back": "my-work"})

    item.refresh_from_db()
    assert (item.state, item.due_on) == ("done", date(2027, 3, 9))
    assert answer["Location"] == "/my-work/"


def test_a_decision_is_recorded_and_shown_with_what_took_its_place(visitor, mara, meeting):
    words = {"reason": "", "decided_by": "Sponsor", "decided_on": date(2027, 3, 1), "by": mara, "at": AT}
    first = record_decision(meeting.project, "Two masts", **words)

    visitor.post(
        "/decisions/new/",
        {
            "text": "Three masts", "decided_by": "Sponsor", "decided_on": "2027-03-02",
            "project": meeting.project_id, "supersedes": first.pk,
        },
    )  # fmt: skip

    page = visitor.get("/decisions/").content.decode()
    assert "Three masts" in page
    assert "Superseded by decision 2" in page

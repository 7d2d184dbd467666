from datetime import datetime, time, timedelta

import pytest
from icalendar import Calendar

from milepost.domain.governance.actions.convening import MeetingFields, call_meeting
from milepost.domain.people.actions.opening_feeds import open_feed
from milepost.domain.people.models import CalendarFeed
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from tests.factories import AT, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db
ADDRESS = "/my-work/calendar/"


@pytest.fixture
def otto():
    return make_person("Otto Frey")


def feed_of(client, key):
    return client.get(f"{ADDRESS}{key}.ics")


def events(answer):
    return {str(one["summary"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_the_link_is_shown_once_and_opens_without_an_account(client, otto):
    visitor = signed_in(client, otto)

    page = visitor.post(ADDRESS).content.decode()
    link = page.split("<code>")[1].split("</code>")[0]
    again = visitor.get(ADDRESS).content.decode()
    visitor.logout()

    answer = visitor.get(link)
    assert ("<code>" in again, answer.status_code, answer["Content-Type"]) == (
        False,
        200,
        "text/calendar; charset=utf-8",
    )
    assert CalendarFeed.objects.get().digest not in link


def test_own_tasks_stand_on_the_day_they_are_due_and_no_others(client, otto):
    project = make_project("Radios", state="in_progress", start=datetime.combine(today(), time(8)))
    task = make_task(project, "Install", days=3)
    make_task(project, "Somebody else's")
    Assignment.objects.create(task=task, person=otto)
    recalculate(project)
    task.dates.refresh_from_db()

    found = events(feed_of(client, open_feed(by=otto, at=AT)))

    assert {title: one.decoded("dtstart") for title, one in found.items()} == {
        "Due: Install": task.dates.finish.date()
    }


def test_meetings_stand_at_their_time(client, otto):
    lead = make_person("Dana Reyes", Role.ADMINISTRATOR)
    starts = datetime.combine(today() + timedelta(days=3), time(14))
    make_project()
    fields = MeetingFields(title="Kickoff", facilitator=lead, starts=starts, duration_minutes=60)
    call_meeting(fields, invited=[otto], by=lead, at=AT)

    found = events(feed_of(client, open_feed(by=otto, at=AT)))

    assert found["Kickoff"].decoded("dtstart").replace(tzinfo=None) == starts


def test_a_closed_link_a_later_one_and_a_person_who_left_open_nothing(client, otto):
    visitor = signed_in(client, otto)
    first = open_feed(by=otto, at=AT)
    second = open_feed(by=otto, at=AT)
    statuses = [feed_of(client, key).status_code for key in (first, second, "guess")]

    visitor.post(ADDRESS, {"close": "1"})
    closed = feed_of(client, second).status_code
    third = open_feed(by=otto, at=AT)
    otto.is_active = False
    otto.save()

    assert (statuses, closed, feed_of(client, third).status_code) == ([404, 200, 404], 404, 404)

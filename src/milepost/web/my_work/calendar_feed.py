"""A person's own dates for a calendar program: the page that opens the link, and what the link gives."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from milepost.domain.common.read_once import reading
from milepost.domain.governance.inviting import event_of
from milepost.domain.governance.models import Meeting
from milepost.domain.people.actions.opening_feeds import close_feed, feed_owner, open_feed
from milepost.domain.people.local_time import city_zone
from milepost.domain.people.models import CalendarFeed, Person
from milepost.domain.staffing.calculations.own_work import own_work, week_of
from milepost.exchange.icalendar.invitation import AllDay, Invitation, calendar_file
from milepost.web.access import AskedBy, for_persons, now

BEHIND, AHEAD = timedelta(days=30), timedelta(days=366)
MOST_MEETINGS = 500
KEPT_SECONDS = 900


@for_persons
@require_http_methods(["GET", "POST"])
def calendar(request: AskedBy) -> HttpResponse:
    """Open a link to the reader's dates, shown in this answer and never again, or close it."""
    link = ""
    if request.method == "POST" and "close" in request.POST:
        close_feed(by=request.person, at=now())
        messages.success(request, gettext("The link opens nothing any more."))
        return redirect("my-work:calendar")
    if request.method == "POST":
        key = open_feed(by=request.person, at=now())
        link = request.build_absolute_uri(reverse("my-work:feed", args=[key]))
    feed = CalendarFeed.objects.filter(person=request.person, closed_at=None).first()
    return render(request, "my_work/calendar.html", {"feed": feed, "link": link})


@require_GET
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give a person's dates to whoever has the link."""
    with reading():
        person = feed_owner(key)
        if person is None:
            raise Http404
        moment = now()
        day = localtime(moment, city_zone()).date()
        content = calendar_file(
            _meetings(person, day, moment),
            method="PUBLISH",
            days=_tasks(person, day, moment),
            name="Milepost",
        )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    response["Content-Disposition"] = 'inline; filename="milepost.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _meetings(person: Person, day: date, moment: datetime) -> list[Invitation]:
    """Give the meetings a person is invited to or leads, each as an event of its own."""
    first = datetime.combine(day - BEHIND, time())
    mine = Meeting.objects.filter(attendances__person=person) | Meeting.objects.filter(facilitator=person)
    found = (
        mine.filter(starts__gte=first, starts__lt=first + BEHIND + AHEAD)
        .exclude(state=Meeting.State.CANCELED)
        .select_related("series", "facilitator", "project")
        .order_by("starts", "pk")
        .distinct()
    )
    events = ((one.pk, event_of(one, at=moment, with_people=False)) for one in found[:MOST_MEETINGS])
    return [replace(event, uid=f"feed-{pk}-{event.uid}", replaces=None) for pk, event in events]


def _tasks(person: Person, day: date, moment: datetime) -> list[AllDay]:
    """Give each own task on the day it is due."""
    site = settings.SITE_URL.rstrip("/")
    return [
        AllDay(
            uid=f"task-{own.task.pk}@milepost",
            title=gettext("Due: {task}").format(task=own.task.name),
            day=own.task.dates.finish.date(),
            stamped=moment,
            description=own.task.project.name,
            url=f"{site}{reverse('my-work:check-in')}",
        )
        for own in own_work(person, since=week_of(day), until=day + AHEAD)
    ]

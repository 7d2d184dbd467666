"""What of this area waits for a person: action items, agendas to prepare, minutes to send."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from milepost.domain.governance.models import ActionItem, CutoverRun, GoLive, Meeting, ReadinessItem, RunStep
from milepost.domain.people.models import Person
from milepost.domain.people.waiting import Waiting, waits
from milepost.domain.projects.wording import day_text

PREPARED = timedelta(days=3)
FORGOTTEN = timedelta(days=60)
TO_COME = (GoLive.State.PREPARING, GoLive.State.GO, GoLive.State.BACKED_OUT)


@waits("action_item")
def own_action_items(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the open action items a person owns."""
    items = ActionItem.objects.open().filter(owner=person).select_related("project", "meeting")
    for item in items:
        detail = f"Action item {item.number}" + (f" of {item.meeting}" if item.meeting else "")
        yield Waiting("action_item", item, item.title, detail, project=item.project, due=item.due_on)


@waits("meeting")
def own_meetings(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the meetings a person leads whose agenda is not posted, or whose minutes are not sent."""
    midnight = datetime.combine(as_of, time())
    led = Meeting.objects.filter(facilitator=person, starts__gte=midnight - FORGOTTEN).select_related(
        "project"
    )
    soon = led.filter(
        state=Meeting.State.PLANNED, agenda_posted_at=None,
        starts__gte=midnight, starts__lt=midnight + PREPARED + timedelta(days=1),
    )  # fmt: skip
    for meeting in soon.order_by("starts"):
        title = f"Post the agenda of {meeting.title}"
        yield Waiting(
            "meeting", meeting, title, day_text(meeting.day), project=meeting.project, due=meeting.day
        )
    begun = led.filter(state=Meeting.State.UNDER_WAY, minutes_sent_at=None)
    for meeting in begun.order_by("starts"):
        title = f"Send the minutes of {meeting.title}"
        yield Waiting(
            "meeting", meeting, title, day_text(meeting.day), project=meeting.project, due=meeting.day
        )


@waits("readiness", "cutover")
def own_go_lives(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the readiness items a person owns, and the runs under way in which steps are that person's."""
    items = ReadinessItem.objects.filter(
        owner=person, state=ReadinessItem.State.OPEN, go_live__state__in=TO_COME
    ).select_related("go_live__project")
    for item in items.order_by("due_on", "position"):
        detail = f"Readiness of {item.go_live}"
        yield Waiting("readiness", item, item.title, detail, project=item.go_live.project, due=item.due_on)
    steps = RunStep.objects.filter(owner=person, run__state__in=["under_way", "backing_out"])
    runs = CutoverRun.objects.filter(pk__in=steps.values("run")).select_related("go_live__project")
    for run in runs:
        yield Waiting("cutover", run, f"{run} is under way", project=run.go_live.project, due=as_of)

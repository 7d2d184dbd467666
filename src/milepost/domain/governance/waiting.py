"""What of this area waits for a person: action items, agendas to prepare, minutes to send."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q

from milepost.domain.governance.models import (
    ActionItem,
    Benefit,
    ChangeRequest,
    ChangeStep,
    Communication,
    CutoverRun,
    Defect,
    GoLive,
    Handover,
    Meeting,
    PunchItem,
    ReadinessItem,
    RunStep,
    VendorEntry,
)
from milepost.domain.people.models import Person
from milepost.domain.people.waiting import Waiting, waits
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import day_text

PREPARED = timedelta(days=3)
WEEK = timedelta(days=7)
FORGOTTEN = timedelta(days=60)
MEASURED_AHEAD = timedelta(days=14)
TO_COME = (GoLive.State.PREPARING, GoLive.State.GO, GoLive.State.BACKED_OUT)
TO_MANAGE: dict[str, str] = {
    ChangeRequest.State.SUBMITTED: "Assess the impact: {title}",
    ChangeRequest.State.ASSESSED: "Send for decision: {title}",
    ChangeRequest.State.APPROVED: "Apply the approved change: {title}",
}
"""What a project's manager is to do with a change, by its state."""


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
        owner=person,
        state=ReadinessItem.State.OPEN,
        go_live__state__in=TO_COME,
        go_live__project__in=Project.objects.open(),
    ).select_related("go_live__project")
    for item in items.order_by("due_on", "position"):
        detail = f"Readiness of {item.go_live}"
        yield Waiting("readiness", item, item.title, detail, project=item.go_live.project, due=item.due_on)
    steps = RunStep.objects.filter(owner=person, run__state__in=["under_way", "backing_out"])
    runs = CutoverRun.objects.filter(pk__in=steps.values("run")).select_related("go_live__project")
    for run in runs:
        yield Waiting("cutover", run, f"{run} is under way", project=run.go_live.project, due=as_of)


@waits("change")
def own_changes(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the changes that wait for a person's sign-off, and as manager those to assess, send on or apply."""
    state = ChangeRequest.State
    earlier = ChangeStep.objects.filter(
        change_request=OuterRef("change_request"),
        position__lt=OuterRef("position"),
        state=ChangeStep.State.WAITING,
    )
    steps = ChangeStep.objects.filter(
        ~Exists(earlier),
        person=person,
        state=ChangeStep.State.WAITING,
        change_request__state=state.IN_DECISION,
        change_request__project__in=Project.objects.open(),
    )
    for step in steps.select_related("change_request__project").order_by("change_request"):
        yield _change_waits(step.change_request, "Sign off: {title}", is_decision=True)
    managed = ChangeRequest.objects.filter(
        project__in=Project.objects.open().filter(manager=person), state__in=TO_MANAGE
    ).select_related("project")
    for change in managed.order_by("project", "number"):
        yield _change_waits(change, TO_MANAGE[change.state])


def _change_waits(change: ChangeRequest, title: str, *, is_decision: bool = False) -> Waiting:
    detail = f"Change {change.number}, {change.get_type_display().lower()}"
    return Waiting(
        "change", change, title.format(title=change.title), detail, project=change.project, due=change.decide_by,
        is_decision=is_decision,
    )  # fmt: skip


@waits("defect", "punch_item")
def own_quality(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the defects to fix and the punch items to finish that a person owns."""
    own = Q(owner=person, project__in=Project.objects.open())
    defects = Defect.objects.filter(own, state=Defect.State.OPEN).select_related("project")
    for defect in defects.order_by("due_on", "-severity"):
        detail = f"{defect.get_severity_display()} defect {defect.number}"
        yield Waiting("defect", defect, defect.title, detail, project=defect.project, due=defect.due_on)
    items = PunchItem.objects.filter(own, state=PunchItem.State.OPEN).select_related("project")
    for item in items.order_by("due_on", "number"):
        detail = f"Punch item {item.number}, {item.room}"
        yield Waiting("punch_item", item, item.title, detail, project=item.project, due=item.due_on)


@waits("handover", "benefit")
def own_endings(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the hand-overs a person is to accept, and the benefits whose day to be measured comes within two weeks."""
    handovers = Handover.objects.filter(
        support_owner=person, accepted_at=None, project__in=Project.objects.open()
    )
    for handover in handovers.select_related("project"):
        yield Waiting(
            "handover", handover, f"Take on the support of {handover.project}", project=handover.project
        )
    benefits = Benefit.objects.filter(
        owner=person, state=Benefit.State.TO_MEASURE, measure_on__lte=as_of + MEASURED_AHEAD
    )
    for benefit in benefits.select_related("project"):
        title, detail = f"Measure: {benefit.title}", f"Target {benefit.target}"
        yield Waiting("benefit", benefit, title, detail, project=benefit.project, due=benefit.measure_on)


@waits("communication")
def own_communications(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the planned messages a person is to send within a week, or should have."""
    due = Communication.objects.filter(
        owner=person, state="active", next_on__lte=as_of + WEEK, project__in=Project.objects.open()
    )
    for one in due.select_related("project").order_by("next_on", "pk"):
        detail = f"{one.get_channel_display()} to {one.audience}"
        yield Waiting("communication", one, one.message, detail, project=one.project, due=one.next_on)


@waits("vendor_entry")
def own_vendor_entries(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give what of vendors' logs a person looks after and is due within a week."""
    due = VendorEntry.objects.filter(owner=person, state=VendorEntry.State.OPEN, due_on__lte=as_of + WEEK)
    for one in due.select_related("organization", "project").order_by("due_on", "pk"):
        detail = f"{one.get_kind_display()}, {one.organization}"
        yield Waiting("vendor_entry", one, one.text, detail, project=one.project, due=one.due_on)

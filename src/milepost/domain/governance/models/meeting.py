"""Meetings, the series they recur in, who takes part, and what is on the agenda."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.people.models import Department, Organization, Person
from milepost.domain.people.permissions import may
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project

if TYPE_CHECKING:
    from typing import Self

OF_CHANGE = "change:"
"""How the source of an agenda item begins that was taken from a change request."""


class Convened(models.Model):
    """What a meeting and a series share: what it is about, to whom it belongs, who leads it, where and how long."""

    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_set"
    )
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    facilitator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    note_taker = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="note taker"
    )
    place = models.CharField(max_length=300, blank=True)
    """A room, or the address of an online meeting."""
    starts = LocalMinuteField()
    duration_minutes = models.PositiveSmallIntegerField(default=60)
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many members a public body needs to decide; other meetings have none."""
    notice_hours = models.PositiveSmallIntegerField("notice, hours", null=True, blank=True)
    """How long before it begins the agenda of a public body must be posted."""
    uid = models.CharField(max_length=80, unique=True)
    """Its name in calendars (RFC 5545, UID), the same for good."""
    sequence = models.PositiveIntegerField(default=0)
    """How often its invitation was revised (RFC 5545, SEQUENCE)."""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(project=None, department=None)
                    | models.Q(project=None, organization=None)
                    | models.Q(department=None, organization=None)
                ),
                name="%(class)s_belongs_to_one",
                violation_error_message="A meeting belongs to one project, department or organization at most.",
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__gte=5, duration_minutes__lte=1440),
                name="%(class)s_lasts_within_a_day",
                violation_error_message="A meeting lasts between five minutes and a day.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def belongs_to(self) -> str:
        """What it belongs to, in a word."""
        home = self.project or self.department or self.organization
        return home.name if home else "Portfolio"

    @property
    def is_of_public_body(self) -> bool:
        return self.quorum is not None

    @property
    def is_restricted(self) -> bool:
        """Ask the project; permissions ask this of every subject."""
        return self.project is not None and self.project.is_restricted

    def department_ids(self) -> frozenset[int]:
        if self.project is not None:
            return self.project.department_ids()
        return frozenset({self.department_id} if self.department_id else ())

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        return self.project.roles_held_by(person) if self.project is not None else frozenset()

    def is_led_by(self, person: Person) -> bool:
        """Tell whether a person leads it or takes its notes."""
        return person.is_active and person.pk in {self.facilitator_id, self.note_taker_id}


class MeetingSeries(Convened):
    """A meeting that recurs; each time is a meeting of its own, made some weeks ahead."""

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("Every so many weeks")
        MONTHLY = "monthly", _("Every so many months, on the same weekday")

    frequency = models.CharField(max_length=7, choices=Frequency.choices, default=Frequency.WEEKLY)
    interval = models.PositiveSmallIntegerField(default=1)
    until = models.DateField(null=True, blank=True)
    members = models.ManyToManyField(Person, through="SeriesMember", related_name="meeting_series")

    class Meta(Convened.Meta):
        ordering = ["title"]
        verbose_name_plural = "meeting series"
        constraints = [
            *Convened.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(interval__gte=1, interval__lte=12), name="series_interval_within_a_year"
            ),
        ]

    @property
    def has_ended(self) -> bool:
        return self.until is not None and self.until < self.starts.date()


class SeriesMember(models.Model):
    """Somebody who is invited to every meeting of a series."""

    series = models.ForeignKey(MeetingSeries, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["person__name"]
        constraints = [models.UniqueConstraint(fields=["series", "person"], name="series_member_once")]

    def __str__(self) -> str:
        return f"{self.person} in {self.series}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep the meetings a person leads, is invited to, or may see by a role over what they belong to."""
        if person is None or not person.is_active:
            return self.none()
        invited = models.Exists(Attendance.objects.filter(meeting=models.OuterRef("pk"), person=person))
        own = models.Q(invited) | models.Q(facilitator=person) | models.Q(note_taker=person)
        of_projects = models.Q(project__in=Project.objects.where_may(person, "governance.view_meetings"))
        if may(person, "governance.view_all_meetings"):
            return self.filter(own | of_projects | models.Q(project=None))
        return self.filter(own | of_projects)

    def ahead(self, now: datetime) -> "Self":
        """Keep what is not over yet; `now` is the city's naive time."""
        return self.filter(
            starts__gte=now - timedelta(hours=12), state__in=[Meeting.State.PLANNED, Meeting.State.UNDER_WAY]
        )


class Meeting(Convened):
    """One time that people meet: its agenda, who came, and its minutes."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        HELD = "held", _("Held")
        CANCELED = "canceled", _("Canceled")

    series = models.ForeignKey(
        MeetingSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    occurrence = LocalMinuteField(null=True, blank=True)
    """When the series put it (RFC 5545, RECURRENCE-ID), whatever it was moved to since."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    invited_at = models.DateTimeField(null=True, blank=True)
    agenda_posted_at = models.DateTimeField(null=True, blank=True)
    minutes_sent_at = models.DateTimeField(null=True, blank=True)
    """When its minutes were approved and sent; from then on they stay as they are."""

    objects = MeetingQuerySet.as_manager()

    class Meta(Convened.Meta):
        ordering = ["-starts", "-id"]
        indexes = [models.Index(fields=["starts"], name="meeting_starts")]
        constraints = [
            *Convened.Meta.constraints,
            models.UniqueConstraint(fields=["series", "occurrence"], name="one_meeting_for_an_occurrence"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.starts:%b} {self.starts.day}"

    @property
    def ends(self) -> datetime:
        ends: datetime = self.starts + timedelta(minutes=self.duration_minutes)
        return ends

    @property
    def day(self) -> date:
        day: date = self.starts.date()
        return day

    @property
    def is_open(self) -> bool:
        """Tell whether its agenda and minutes may still change."""
        return self.state != self.State.CANCELED and self.minutes_sent_at is None

    @property
    def notice_due(self) -> datetime | None:
        """Until when the agenda of a public body must be posted, in the city's time."""
        return self.starts - timedelta(hours=self.notice_hours) if self.notice_hours else None


class Attendance(models.Model):
    """Somebody invited to a meeting, and whether that person came."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        PRESENT = "present", _("Present")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=7, choices=State.choices, default=State.INVITED)

    class Meta:
        ordering = ["person__name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attends_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display().lower()}"


class AgendaItem(models.Model):
    """One point of an agenda, often about something of Milepost that is due."""

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", _("Discussion")
        DECISION = "decision", _("Decision")
        INFORMATION = "information", _("Information")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    detail = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    presenter = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Of which project it speaks, so that nobody reads of one that person may not see."""
    source = models.CharField(max_length=80, blank=True)
    """What it was taken from, as `kind:id`, so that the same is not offered twice."""

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

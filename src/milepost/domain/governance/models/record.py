"""What comes out of meetings: the lines of their minutes, decisions and action items."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.governance.models.meeting import AgendaItem, Meeting
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Risk
from milepost.domain.projects.models.restriction import Restrictable, cleared_for

if TYPE_CHECKING:
    from typing import Self


def _within_reach(person: Person) -> models.Q:
    """Give the condition that keeps what belongs to a project, or else a meeting, that a person may see."""
    meetings = Meeting.objects.visible_to(person).order_by().values("pk")
    projects = Project.objects.where_may(person, "governance.view_meetings").order_by().values("pk")
    return models.Q(project__in=projects) | models.Q(project=None, meeting__in=meetings)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep the decisions of projects and meetings a person may see."""
        if person is None or not person.is_active:
            return self.none()
        return self.filter(_within_reach(person), cleared_for(person))


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep a person's own action items, and those of projects and meetings that person may see."""
        if person is None or not person.is_active:
            return self.none()
        return self.filter(models.Q(owner=person) | _within_reach(person))

    def open(self) -> "Self":
        return self.filter(state=ActionItem.State.OPEN)


class Decision(Restrictable):
    """What was decided, by whom and why; a later decision may take its place."""

    number = models.PositiveIntegerField(unique=True)
    text = models.CharField(max_length=1000)
    reason = models.TextField(blank=True)
    decided_on = models.DateField("decided")
    decided_by = models.CharField(max_length=200)
    """A person or a body, by name."""
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-number"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_superseded(self) -> bool:
        return hasattr(self, "superseded_by")

    @property
    def vote(self) -> str:
        """The vote in words, where one was taken."""
        if self.votes_for is None:
            return ""
        return (
            f"{self.votes_for} for, {self.votes_against or 0} against, {self.votes_abstained or 0} abstained"
        )


class ActionItem(models.Model):
    """What somebody promised to do by a day."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="action_items"
    )
    due_on = models.DateField("due", null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField("ended", null=True, blank=True)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="action_items"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="action_items"
    )
    raised_on = models.DateField("raised")

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "number"]
        indexes = [models.Index(fields=["state", "due_on"], name="action_item_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an open action item was due."""
        return days_past(self.due_on, as_of) if self.is_open else 0


class MinuteEntry(models.Model):
    """One line of the minutes: a note, or what became a record of its own."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        DECISION = "decision", _("Decision")
        ACTION = "action", _("Action item")
        RISK = "risk", _("Risk")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minute_entries")
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="minute_entries"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NOTE)
    text = models.CharField(max_length=2000)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT)
    action_item = models.OneToOneField(ActionItem, null=True, blank=True, on_delete=models.PROTECT)
    risk = models.OneToOneField(Risk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "minute entries"

    def __str__(self) -> str:
        return self.text

"""The paper by which staff brings a matter before the city council."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class CouncilCommunicationQuerySet(models.QuerySet["CouncilCommunication"]):
    def finished(self) -> "CouncilCommunicationQuerySet":
        return self.filter(state=CouncilCommunication.State.FINISHED)

    def visible_to(self, person: Person | None) -> "CouncilCommunicationQuerySet":
        """Keep the finished ones where a person may read reports, and drafts where the person may see drafts."""
        finished = models.Q(
            state=CouncilCommunication.State.FINISHED,
            project__in=Project.objects.where_may(person, "reports.view").order_by(),
        )
        with_drafts = Project.objects.where_may(person, "reports.view_draft").order_by()
        return self.filter(finished | models.Q(project__in=with_drafts))


class CouncilCommunication(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FINISHED = "finished", _("In the packet")

    class Location(models.TextChoices):
        CONSENT = "consent", _("Consent calendar")
        PRESENTATION = "presentation", _("Presentation")
        HEARING = "hearing", _("Public hearing")
        ACTION = "action", _("Action item")
        STUDY = "study", _("Study session")

    class Reading(models.TextChoices):
        NONE = "", _("Not an ordinance")
        FIRST = "first", _("First reading")
        SECOND = "second", _("Second reading")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="council_communications")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    meeting_on = models.DateField("meeting date")
    agenda_item = models.CharField(max_length=20, blank=True)
    location = models.CharField(
        "agenda location", max_length=12, choices=Location.choices, default=Location.CONSENT
    )
    goals = models.CharField("goal(s)", max_length=300, blank=True)
    legal_review = models.CharField(max_length=200, blank=True)
    reading = models.CharField(max_length=6, choices=Reading.choices, blank=True, default=Reading.NONE)
    subject = models.CharField(max_length=300)
    recommended_by = models.CharField(max_length=200, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    introduced_by = models.CharField("ordinance previously introduced by", max_length=200, blank=True)
    presenters = models.CharField("presenter(s)", max_length=300, blank=True)
    synopsis = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    implications = models.TextField("budget/staff implications", blank=True)
    alternatives = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    history = models.TextField(blank=True)
    """What council did before in this matter."""
    facts = models.JSONField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    RETOLD_FIELDS = frozenset({
        "synopsis", "recommendation", "implications", "alternatives", "analysis", "next_steps", "history", "facts",
    })  # fmt: skip
    """What repeats other records; the history says that it was written anew, and not what."""
    taken_out = ""
    """What this copy leaves out because it was restricted since (`calculations/clearing.py`); never kept."""

    objects = CouncilCommunicationQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting_on", "-id"]
        verbose_name = "council communication"

    def __str__(self) -> str:
        return f"{self.subject}, {self.meeting_on:%b %-d, %Y}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

"""The status report of a project for a period: drafted, edited, and frozen when published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import Attachment
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Status


class Reader(models.TextChoices):
    """For whom a report is written; the field of its text has the same name, the manager's is the summary."""

    MANAGER = "manager", _("Project manager")
    DIRECTOR = "director", _("Director")
    COUNCIL = "council", _("Council")
    PUBLIC = "public", _("Public")


class StatusReportQuerySet(models.QuerySet["StatusReport"]):
    def published(self) -> "StatusReportQuerySet":
        return self.filter(state=StatusReport.State.PUBLISHED)

    def visible_to(self, person: Person | None) -> "StatusReportQuerySet":
        """Keep the published reports that a person may read; a draft is asked for with its permission."""
        return self.published().filter(project__in=Project.objects.where_may(person, "reports.view"))


class StatusReport(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="status_reports")
    period_start = models.DateField()
    period_finish = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    schedule_status = models.CharField(max_length=9, choices=Status.choices)
    scope_status = models.CharField(max_length=9, choices=Status.choices)
    overall_status = models.CharField(max_length=9, choices=Status.choices)
    summary = models.TextField(blank=True)
    done = models.TextField(blank=True)
    next = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    director = models.TextField(blank=True)
    council = models.TextField(blank=True)
    public = models.TextField(blank=True)
    sentences = models.JSONField(default=dict)
    """The draft of each reader as it follows from the facts: sentences with the keys of their facts."""
    facts = models.JSONField()
    """Milestones, ratings, risks, issues and dates as they stood: what the page and the PDF are made from."""
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.OneToOneField(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Made in the background once the report is published."""

    RETOLD_FIELDS = frozenset(
        {"summary", "done", "next", "decisions", "director", "council", "public", "sentences", "facts"}
    )
    """What repeats other records; the history says that it was written anew, and not what."""
    taken_out = ""
    """What this copy leaves out because it was restricted since (`calculations/clearing.py`); never kept."""

    objects = StatusReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period_finish", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_finish__gte=models.F("period_start")), name="report_period_in_order"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(state="draft"), name="one_draft_report_per_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.name}, {self.period_finish:%b %-d, %Y}"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

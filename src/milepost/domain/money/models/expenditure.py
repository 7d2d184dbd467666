"""What was spent, as the ledger has it: posted entries are corrected by reversal, never edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import Attachment, WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class ExpenditureImport(models.Model):
    """A file of expenditures brought to a project, with what importing it would do."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("Waits to be confirmed")
        POSTED = "posted", _("Posted")
        DISCARDED = "discarded", _("Put aside")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="expenditure_imports")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREVIEWED)
    control_total = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    """The sum that the ledger's own report states for this file."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.attachment.name


class Expenditure(WrittenOnce):
    """One line of a document of the ledger; a negative amount takes back or refunds."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="expenditures")
    uid = models.PositiveIntegerField("task", null=True, blank=True)
    """The task or phase it belongs to, where the ledger says so."""
    document = models.CharField(max_length=60)
    line = models.PositiveIntegerField(default=1)
    on = models.DateField("date")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    description = models.CharField(max_length=200, blank=True)
    brought_by = models.ForeignKey(
        ExpenditureImport, null=True, blank=True, on_delete=models.PROTECT, related_name="expenditures"
    )

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["document", "line"], name="expenditure_once")]
        indexes = [models.Index(fields=["project", "on"], name="expenditure_of_project")]

    def __str__(self) -> str:
        return f"{self.document}, line {self.line}"

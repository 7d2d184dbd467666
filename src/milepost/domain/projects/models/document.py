"""Documents of a project, with their versions or the address where they live, and the holds that keep them."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.register import SEES_ALL, RegisterEntry

HOLDS = "projects.hold_records"


class Document(RegisterEntry):
    """A document of record; the files attached to it are its versions, the latest is the one in force."""

    class Kind(models.TextChoices):
        CHARTER = "charter", _("Charter or scope")
        CONTRACT = "contract", _("Contract or agreement")
        REQUIREMENTS = "requirements", _("Requirements")
        DESIGN = "design", _("Design")
        PLAN = "plan", _("Plan")
        TEST = "test", _("Test or acceptance")
        APPROVAL = "approval", _("Approval")
        CORRESPONDENCE = "letter", _("Correspondence")
        INVOICE = "invoice", _("Invoice or receipt")
        MANUAL = "manual", _("Manual or training")
        OTHER = "other", _("Other")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    kind = models.CharField("type", max_length=12, choices=Kind.choices, default=Kind.OTHER)
    retention = models.CharField("retention class", max_length=20, default="project")
    address = models.CharField(
        max_length=500, blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    """Where it lives when it is kept elsewhere."""
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    review_on = models.DateField("review", null=True, blank=True)
    """When somebody looks whether it still holds, and still is where the address says."""
    added_at = models.DateTimeField()

    class Meta(RegisterEntry.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="document_number_once")]
        indexes = [models.Index(fields=["owner", "review_on"], name="document_to_review")]

    def __str__(self) -> str:
        return self.title


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, person: Person | None) -> "LegalHoldQuerySet":
        """Keep the holds of whole projects and of documents in sight; a guest is not told of the case behind one."""
        told = [Project.objects.where_may(person, action).order_by() for action in (SEES_ALL, HOLDS)]
        within = models.Q(project__in=told[0]) | models.Q(project__in=told[1])
        documents = Document.objects.visible_to(person).order_by().values("pk")
        return self.filter(within, models.Q(document=None) | models.Q(document__in=documents))


class LegalHold(models.Model):
    """Keeps the files of a project, or of one document, from being erased while it stands."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="legal_holds")
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="legal_holds"
    )
    """`None` holds everything of the project."""
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Legal hold: {self.reason}"

"""Where ledger lines come from: the extracts of the city's ERP, how each is read, and the files brought."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import Attachment, JobRun
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class LedgerSource(models.Model):
    """One kind of extract of the ERP, and which of its columns holds what."""

    class Profile(models.TextChoices):
        """What the lines of an extract are."""

        PAYMENTS = "payments", _("Payments register: every line is money expended")
        ORDERS = "orders", _("Open purchase orders: what stands encumbered today")
        REQUISITIONS = "requisitions", _("Open requisitions: what stands pre-encumbered today")
        BUDGET = "budget", _("Budget report, year to date: what the books are reconciled with")

    name = models.CharField(max_length=80, unique=True)
    profile = models.CharField(max_length=12, choices=Profile.choices)
    columns = models.JSONField(default=dict)
    """The heading of each field, by the field's name."""
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_snapshot(self) -> bool:
        """Whether a file says all that stands, so that what it does not name stands no longer."""
        return self.profile in (self.Profile.ORDERS, self.Profile.REQUISITIONS)


class LedgerImport(models.Model):
    """A file of ledger lines, with what importing it would do."""

    class State(models.TextChoices):
        READING = "reading", _("Is being read")
        PREVIEWED = "previewed", _("Waits to be confirmed")
        POSTED = "posted", _("Posted")
        DISCARDED = "discarded", _("Put aside")
        FAILED = "failed", _("Could not be read")

    WAITING = (State.READING, State.PREVIEWED)

    source = models.ForeignKey(
        LedgerSource, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="ledger_imports"
    )
    """The project whose manager brought a list of its expenditures; nothing where a source's file is the city's."""
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREVIEWED)
    control_total = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    """The sum that the ledger's own report states for this file."""
    summary = models.JSONField(default=dict, blank=True)
    """What reading it found: counts and totals, as texts to the cent, and the first rejects with their reasons."""
    job = models.ForeignKey(JobRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=("reading", "previewed")),
                name="one_file_of_a_source_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(source=None) ^ models.Q(project=None), name="ledger_import_of_one"
            ),
        ]

    def __str__(self) -> str:
        return self.attachment.name

    @property
    def difference(self) -> Decimal:
        """How far the file, once read, is from its control total; nothing where none was given."""
        if self.control_total is None or "file_total" not in self.summary:
            return Decimal()
        return Decimal(self.summary["file_total"]) - self.control_total

    @property
    def is_tied(self) -> bool:
        """Whether a control total was given and is what the file adds up to."""
        return self.control_total is not None and not self.difference

    @classmethod
    def uncounted(cls) -> models.QuerySet["LedgerImport", int]:
        """Give the keys of files whose lines do not count, a handful among many lines."""
        return cls.objects.order_by().exclude(state=cls.State.POSTED).values_list("pk", flat=True)

    @property
    def of_project(self) -> Project:
        """Give the project that a list of expenditures was brought to."""
        if self.project is None:
            raise ValueError("This file is the city's, not a project's.")
        return self.project


class LedgerCode(models.Model):
    """A code of the ledger that stands for a project, by which its lines find it."""

    class Field(models.TextChoices):
        PROJECT = "project_code", _("Project code")
        ORDER = "document", _("Purchase order")
        COST_CENTER = "cost_center", _("Cost center")

    field = models.CharField(max_length=12, choices=Field.choices, default=Field.PROJECT)
    value = models.CharField(max_length=60)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="ledger_codes")

    class Meta:
        ordering = ["field", "value"]
        constraints = [models.UniqueConstraint(fields=["field", "value"], name="ledger_code_once")]

    def __str__(self) -> str:
        return f"{self.get_field_display()} {self.value}"

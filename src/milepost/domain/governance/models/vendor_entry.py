"""The running log of a vendor across projects: what was said, promised and disputed."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.models import Project


class VendorEntryQuerySet(models.QuerySet["VendorEntry"]):
    def visible_to(self, person: Person | None) -> "VendorEntryQuerySet":
        """Keep what those who work for the city may read: general entries, and those of projects they may see."""
        if person is None or not person.is_active or not person.is_of_the_city:
            return self.none()
        projects = Project.objects.where_may(person, "governance.view_vendor_log").order_by()
        return self.filter(models.Q(project=None) | models.Q(project__in=projects))


class VendorEntry(models.Model):
    """One line of a vendor's log: a note, a promise, or an item in dispute."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        PROMISE = "promise", _("Promise")
        DISPUTE = "dispute", _("Disputed item")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SETTLED = "settled", _("Settled")

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="log_entries")
    number = models.PositiveIntegerField()
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="vendor_entries"
    )
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.NOTE)
    text = models.CharField(max_length=500)
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    """What is in dispute, in dollars."""
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="vendor_entries"
    )
    due_on = models.DateField("due", null=True, blank=True)
    entered_on = models.DateField("entered")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField("settled", null=True, blank=True)
    settlement = models.CharField(max_length=500, blank=True)

    objects = VendorEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-entered_on", "-number"]
        verbose_name_plural = "vendor entries"
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="vendor_entry_number_once")
        ]
        indexes = [models.Index(fields=["organization", "state"], name="vendor_entry_open")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an open entry was due."""
        return days_past(self.due_on, as_of) if self.is_open else 0

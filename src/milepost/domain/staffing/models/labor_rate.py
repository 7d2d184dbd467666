"""What an hour of work costs the city: by job class and date, never by a person's pay."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person


class JobClass(models.Model):
    """A class of the city's pay plan, such as Network engineer; its people cost one rate."""

    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "job classes"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="job_class_name_once",
                violation_error_message=_("This job class stands already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class LaborRate(models.Model):
    """What an hour of a job class costs from a day on, until the next rate begins: two never overlap.

    It is loaded: wage, benefits and overhead of the class, as Finance reckons them.
    """

    job_class = models.ForeignKey(JobClass, on_delete=models.PROTECT, related_name="rates")
    first = models.DateField(_("from"))
    hourly = models.DecimalField(
        _("rate per hour"), max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(fields=["job_class", "first"], name="labor_rate_of_a_day_once"),
            models.CheckConstraint(condition=models.Q(hourly__gt=0), name="labor_rate_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.job_class} from {self.first}"


class JobClassification(models.Model):
    """That a person is in a job class from a day on, until the next one begins."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="job_classifications")
    job_class = models.ForeignKey(JobClass, on_delete=models.PROTECT, related_name="classifications")
    first = models.DateField(_("from"))

    class Meta:
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(fields=["person", "first"], name="job_classification_of_a_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.job_class} from {self.first}"

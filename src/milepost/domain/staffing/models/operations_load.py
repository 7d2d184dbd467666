"""The share of working time that support and operations take before any project does."""

from django.core.validators import MaxValueValidator
from django.db import models

from milepost.domain.people.models import Department, Person


class OperationsLoad(models.Model):
    """From a day on, a team's people give this share of their time to operations, or one person does.

    A person's own load counts before the division's, and that before the department's; of two that have begun the later
    counts.
    """

    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="operations_loads"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="operations_loads"
    )
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    """The last day, itself included; `None` until another one begins."""
    share_percent = models.PositiveSmallIntegerField("share of time", validators=[MaxValueValidator(100)])
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(department=None) ^ models.Q(person=None), name="operations_load_of_one"
            ),
            models.CheckConstraint(
                condition=models.Q(last=None) | models.Q(last__gte=models.F("first")),
                name="operations_load_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            ),
            models.CheckConstraint(
                condition=models.Q(share_percent__lte=100), name="operations_load_is_a_share"
            ),
            models.UniqueConstraint(
                fields=["department", "first"], name="operations_load_of_a_department_once"
            ),
            models.UniqueConstraint(fields=["person", "first"], name="operations_load_of_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"Operations of {self.whose} from {self.first}"

    @property
    def whose(self) -> Department | Person:
        """Give the team or the person."""
        found = self.person or self.department
        if found is None:
            raise ValueError("A load is of a department or of a person.")
        return found

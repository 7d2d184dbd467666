"""Who answers for whom while somebody is away."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from milepost.domain.people.models.person import Person

if TYPE_CHECKING:
    from typing import Self


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def on(self, day: date) -> "Self":
        """Keep those that stand on a day; each ends by itself with its last day."""
        return self.filter(first__lte=day, last__gte=day, ended_at=None, delegate__is_active=True)

    def to_come(self, day: date) -> "Self":
        """Keep those that stand on a day or later."""
        return self.filter(last__gte=day, ended_at=None)


class Delegation(models.Model):
    """For some days a delegate answers what waits for a person, under the own name for that person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in_for")
    first = models.DateField()
    last = models.DateField()
    """The last day, itself included."""
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was ended before its last day."""

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-first", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("delegate")), name="delegation_between_two_people"
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="delegation_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["delegate", "last"], name="delegation_of_a_delegate")]

    def __str__(self) -> str:
        return f"{self.delegate} for {self.person}"

"""Successions: who takes over what of a person who leaves or is away, and whether the successor has seen it."""

from django.db import models

from milepost.domain.people.models.person import Person


class Succession(models.Model):
    """That somebody takes over, in one step, what another person held."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="taken_over")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the successor confirmed; until then it waits in the successor's own work."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("successor")), name="succession_between_two_people"
            )
        ]

    def __str__(self) -> str:
        return f"Work of {self.person} taken over by {self.successor}"


class SuccessionItem(models.Model):
    """One thing that was taken over, named as it was that day."""

    succession = models.ForeignKey(Succession, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    detail = models.CharField(max_length=300, blank=True)
    project_id = models.BigIntegerField(null=True, blank=True)
    """The project it belongs to, which the directory does not know and pages look up."""
    is_asked = models.BooleanField("acceptance is asked")
    """The successor is asked to accept it, as of a role one answers for; other things are simply theirs."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

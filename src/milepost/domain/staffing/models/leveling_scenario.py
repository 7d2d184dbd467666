"""A leveling kept under a name, to be laid beside others before one of them is applied."""

from django.db import models

from milepost.domain.common.models import Run
from milepost.domain.people.models import Person


class LevelingScenario(models.Model):
    """A leveling that somebody wants to keep; its result stands in the run, which is not forgotten meanwhile."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="scenario")
    name = models.CharField(max_length=80)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="leveling_scenario_name_once",
                violation_error_message="Another scenario has this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

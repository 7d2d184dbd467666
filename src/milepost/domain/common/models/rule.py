"""The city's own versions of rules: named values with an effective date and a source."""

from typing import Any

from django.db import models


class Rule(models.Model):
    """One version of a named rule; what ships with Milepost stands in `rules.json`."""

    name = models.SlugField(max_length=80)
    effective_on = models.DateField()
    value: Any = models.JSONField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["name", "-effective_on"]
        constraints = [models.UniqueConstraint(fields=["name", "effective_on"], name="rule_version_once")]

    def __str__(self) -> str:
        return f"{self.name} from {self.effective_on}"

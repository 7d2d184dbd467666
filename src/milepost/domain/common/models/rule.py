"""Thresholds and tables that are data: named values with an effective date and a source."""

from datetime import date
from typing import Any

from django.db import models


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self, name: str, *, on: date) -> "Rule":
        """Give the version of a rule in force on a day; raises `Rule.DoesNotExist`."""
        return self.filter(name=name, effective_on__lte=on).latest("effective_on")


class Rule(models.Model):
    """One version of a named rule."""

    name = models.SlugField(max_length=80)
    effective_on = models.DateField()
    value: Any = models.JSONField()
    source = models.CharField(max_length=300, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-effective_on"]
        constraints = [models.UniqueConstraint(fields=["name", "effective_on"], name="rule_version_once")]

    def __str__(self) -> str:
        return f"{self.name} from {self.effective_on}"

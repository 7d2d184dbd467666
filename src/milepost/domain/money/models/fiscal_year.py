"""Fiscal years, and how far each is closed."""

from django.core.validators import MaxValueValidator
from django.db import models

MONTHS = 12


class FiscalYear(models.Model):
    """A fiscal year that the city keeps books of; its first day follows from the city's settings."""

    year = models.PositiveSmallIntegerField(unique=True)
    closed_months = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(MONTHS)])
    """Through which month of the year nothing is entered any more; the ledger's own lines still come."""

    class Meta:
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_months__range=(0, MONTHS)), name="fiscal_year_has_twelve_months"
            )
        ]

    def __str__(self) -> str:
        return f"FY {self.year}"

    @property
    def is_closed(self) -> bool:
        return self.closed_months >= MONTHS

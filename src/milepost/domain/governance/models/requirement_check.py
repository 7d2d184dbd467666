"""Which checks of the quality plan test which requirement."""

from django.db import models

from milepost.domain.governance.models.quality import QualityCheck
from milepost.domain.projects.models import Requirement


class RequirementCheck(models.Model):
    """A check that tests a requirement."""

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="check_ties")
    check_of = models.ForeignKey(QualityCheck, on_delete=models.PROTECT, related_name="requirement_ties")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "check_of"], name="requirement_checked_once")
        ]

    def __str__(self) -> str:
        return f"{self.check_of} for {self.requirement}"

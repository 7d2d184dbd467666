"""Role demands: what kind of work a project needs how much of each month, before it has tasks that say so."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.models import Project
from milepost.domain.staffing.models.skill import Skill, StaffingRole

MOST_HOURS = 10_000


class RoleDemand(models.Model):
    """Hours of a role that a project needs in each month of a period; months are named by their first days."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="role_demands")
    role = models.ForeignKey(StaffingRole, on_delete=models.PROTECT, related_name="demands")
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """A skill that it takes beyond what the role needs."""
    first = models.DateField("first month")
    last = models.DateField("last month")
    hours = models.FloatField(
        "hours a month", validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["first", "role__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="role_demand_ends_after_it_starts",
                violation_error_message=_("The last month comes before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(first__day=1) & models.Q(last__day=1),
                name="role_demand_of_whole_months",
                violation_error_message=_("Name months by their first days."),
            ),
            models.CheckConstraint(
                condition=models.Q(hours__gt=0),
                name="role_demand_asks_for_hours",
                violation_error_message=_("Ask for at least one hour."),
            ),
        ]
        indexes = [models.Index(fields=["last"], name="role_demand_by_last_month")]

    def __str__(self) -> str:
        return f"{self.hours:g} h a month of {self.role}"

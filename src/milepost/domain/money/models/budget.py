"""A project's budget at completion by task or phase: kept whole each time it is agreed, never changed."""

from decimal import Decimal

from django.db import models

from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project


class Budget(WrittenOnce):
    """One version of a project's budget; the latest is in force."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budgets")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="budget_number_once")]

    def __str__(self) -> str:
        return f"Budget {self.number + 1}"

    @property
    def total(self) -> Decimal:
        return sum((item.amount for item in self.items.all()), Decimal())


class BudgetItem(WrittenOnce):
    """What a task or phase may cost, known by its uid so that it outlives the task."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="items")
    uid = models.PositiveIntegerField("task")
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["budget", "uid"]
        constraints = [models.UniqueConstraint(fields=["budget", "uid"], name="budget_item_once")]

    def __str__(self) -> str:
        return f"task {self.uid}"

"""A project's budget by task and phase, and the file of its expenditures."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.actions.budgeting import MOST_AMOUNT, Measure
from milepost.domain.money.models import Budget, SpendingLimit, WorkPackage
from milepost.domain.money.models.work_package import METHODS
from milepost.domain.projects.models import Task
from milepost.engine.earned_value import Method


class BudgetRow(NamedTuple):
    """A task with its depth in the outline and its fields."""

    task: Task
    depth: int
    is_summary: bool
    amount: forms.BoundField
    method: forms.BoundField
    physical: forms.BoundField


class BudgetForm(forms.Form):
    """Asks what each task or phase may cost and how it is measured."""

    methods = METHODS
    reason = forms.CharField(
        label=_("Why it is agreed anew"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        data: Any,
        *,
        tasks: Sequence[Task],
        budget: Budget | None,
        measures: Mapping[int, WorkPackage],
    ) -> None:
        self.tasks = tasks
        super().__init__(data)
        amounts = {item.uid: item.amount for item in budget.items.all()} if budget else {}
        if budget is None:
            del self.fields["reason"]
        for task in tasks:
            self._add(task, amounts.get(task.uid), measures.get(task.uid))

    def _add(self, task: Task, amount: Decimal | None, measured: WorkPackage | None) -> None:
        money = forms.DecimalField(
            label=gettext("Budget, {name}").format(name=task.name),
            required=False,
            min_value=0,
            max_value=MOST_AMOUNT,
            decimal_places=2,
        )
        money.initial = amount
        money.widget.attrs |= {"step": "0.01"}
        method = forms.ChoiceField(
            label=gettext("Measured by, {name}").format(name=task.name), choices=METHODS, required=False
        )
        method.initial = measured.method if measured else Method.PERCENT_COMPLETE.value
        physical = forms.IntegerField(
            label=gettext("Physical percent, {name}").format(name=task.name),
            required=False,
            min_value=0,
            max_value=100,
        )
        physical.initial = measured.physical_percent if measured else None
        self.fields |= {
            f"amount-{task.uid}": money, f"method-{task.uid}": method, f"physical-{task.uid}": physical,
        }  # fmt: skip

    def rows(self) -> Iterator[BudgetRow]:
        """Give the tasks in the order of the outline."""
        depths: dict[int | None, int] = {None: -1}
        summaries = {task.parent_id for task in self.tasks}
        for task in self.tasks:
            depths[task.pk] = depths.get(task.parent_id, -1) + 1
            fields = (self[f"{name}-{task.uid}"] for name in ("amount", "method", "physical"))
            yield BudgetRow(task, min(depths[task.pk], 4), task.pk in summaries, *fields)

    @property
    def amounts(self) -> dict[int, Decimal]:
        return {task.uid: self.cleaned_data.get(f"amount-{task.uid}") or Decimal() for task in self.tasks}

    @property
    def measures(self) -> dict[int, Measure]:
        return {
            task.uid: Measure(
                Method(self.cleaned_data.get(f"method-{task.uid}") or Method.PERCENT_COMPLETE),
                self.cleaned_data.get(f"physical-{task.uid}"),
            )
            for task in self.tasks
        }


class ExpendituresForm(forms.Form):
    """The file, and what the ledger says it adds up to."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or Excel, with a row of headings."))
    control_total = forms.DecimalField(
        label=_("Control total"),
        required=False,
        max_digits=16,
        decimal_places=2,
        help_text=_(
            "The sum on the ledger’s own report. The file is posted only when it agrees to the cent."
        ),
    )


class LimitForm(forms.Form):
    """A spending limit; one of the same kind and name is set anew."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SpendingLimit.Kind.choices)
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Such as the contract, or the item of council.")
    )
    amount = forms.DecimalField(label=_("Amount, $"), min_value=0, max_value=MOST_AMOUNT, decimal_places=2)
    used = forms.DecimalField(
        label=_("Used so far, $"), required=False, min_value=0, max_value=MOST_AMOUNT, decimal_places=2,
        help_text=_("Ordered under a contract, or drawn from the contingency; empty leaves what stands."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The resolution, ordinance or contract that says so.")
    )

"""The rows of this area."""

from milepost.domain.money.models.budget import Budget, BudgetItem
from milepost.domain.money.models.expenditure import Expenditure, ExpenditureImport
from milepost.domain.money.models.spending_limit import SpendingLimit
from milepost.domain.money.models.work_package import WorkPackage

__all__ = ["Budget", "BudgetItem", "Expenditure", "ExpenditureImport", "SpendingLimit", "WorkPackage"]

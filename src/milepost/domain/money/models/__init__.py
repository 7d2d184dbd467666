"""The rows of this area."""

from milepost.domain.money.models.budget import Budget, BudgetItem
from milepost.domain.money.models.budget_report import BudgetReport, BudgetReportLine
from milepost.domain.money.models.budget_version import BudgetLine, BudgetVersion
from milepost.domain.money.models.capital_plan import CapitalAmount, CapitalItem, OperatingImpact
from milepost.domain.money.models.carry_forward import CarryForward
from milepost.domain.money.models.chart import Account, CostCenter, Fund, FundingSource
from milepost.domain.money.models.fiscal_year import FiscalYear
from milepost.domain.money.models.forecast import (
    CostForecast,
    ForecastCell,
    ForecastOverride,
    PlannedPurchase,
)
from milepost.domain.money.models.invoice import Invoice, InvoiceLine
from milepost.domain.money.models.ledger import Allocation, Kind, LedgerEntry, State
from milepost.domain.money.models.ledger_import import LedgerCode, LedgerImport, LedgerSource
from milepost.domain.money.models.ledger_totals import LedgerTotal, UnmatchedLine
from milepost.domain.money.models.period_close import PeriodClose
from milepost.domain.money.models.purchase_order import (
    ChangeOrder,
    ChangeOrderLine,
    OrderLine,
    PurchaseOrder,
    Receipt,
)
from milepost.domain.money.models.spending_limit import SpendingLimit
from milepost.domain.money.models.subscription import (
    PaymentRhythm,
    SubscriptionContract,
    SubscriptionCost,
    SubscriptionOption,
    SubscriptionRemeasurement,
)
from milepost.domain.money.models.work_package import WorkPackage

__all__ = [
    "Account",
    "Allocation",
    "Budget",
    "BudgetItem",
    "BudgetLine",
    "BudgetReport",
    "BudgetReportLine",
    "BudgetVersion",
    "CapitalAmount",
    "CapitalItem",
    "CarryForward",
    "ChangeOrder",
    "ChangeOrderLine",
    "CostCenter",
    "CostForecast",
    "FiscalYear",
    "ForecastCell",
    "ForecastOverride",
    "Fund",
    "FundingSource",
    "Invoice",
    "InvoiceLine",
    "Kind",
    "LedgerCode",
    "LedgerEntry",
    "LedgerImport",
    "LedgerSource",
    "LedgerTotal",
    "OperatingImpact",
    "OrderLine",
    "PaymentRhythm",
    "PeriodClose",
    "PlannedPurchase",
    "PurchaseOrder",
    "Receipt",
    "SpendingLimit",
    "State",
    "SubscriptionContract",
    "SubscriptionCost",
    "SubscriptionOption",
    "SubscriptionRemeasurement",
    "UnmatchedLine",
    "WorkPackage",
]

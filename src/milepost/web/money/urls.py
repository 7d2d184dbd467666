"""Addresses of a project's money."""

from django.urls import path

from milepost.web.money.views import (
    budget,
    budget_versions,
    earned_value,
    expenditures,
    forecast,
    forecast_parts,
    funding,
    invoices,
    limits,
    orders,
    subscriptions,
    year_end,
)

app_name = "money"

urlpatterns = [
    path("<int:project_id>/money/", earned_value.earned_value, name="earned-value"),
    path("<int:project_id>/money/indexes/", earned_value.indexes, name="indexes"),
    path("<int:project_id>/money/funding/", funding.funding, name="funding"),
    path(
        "<int:project_id>/money/funding/<int:number>/", budget_versions.budget_version, name="budget-version"
    ),
    path("<int:project_id>/money/budget/<int:number>/", budget_versions.agreed_budget, name="agreed-budget"),
    path("<int:project_id>/money/lines/", funding.lines, name="lines"),
    path("<int:project_id>/money/orders/", orders.orders, name="orders"),
    path("<int:project_id>/money/orders/<int:order_id>/", orders.order, name="order"),
    path("<int:project_id>/money/orders/<int:order_id>/terms/", orders.terms, name="order-terms"),
    path("<int:project_id>/money/orders/<int:order_id>/changes/", orders.changes, name="order-changes"),
    path(
        "<int:project_id>/money/orders/<int:order_id>/changes/<int:number>/",
        orders.change_decision,
        name="change-order",
    ),
    path("<int:project_id>/money/orders/<int:order_id>/receipts/", orders.receipts, name="order-receipts"),
    path("<int:project_id>/money/orders/<int:order_id>/invoices/", orders.invoices, name="order-invoices"),
    path("<int:project_id>/money/orders/<int:order_id>/release/", orders.release, name="order-release"),
    path("<int:project_id>/money/invoices/<int:invoice_id>/", invoices.invoice, name="invoice"),
    path("<int:project_id>/money/invoices/<int:invoice_id>/payment/", invoices.payment, name="payment"),
    path("<int:project_id>/money/carry-forward/", year_end.carry_forward, name="carry-forward"),
    path("<int:project_id>/money/budget/", budget.budget, name="budget"),
    path("<int:project_id>/money/limits/", limits.limits, name="limits"),
    path("<int:project_id>/money/forecast/", forecast.forecast, name="forecast"),
    path("<int:project_id>/money/forecast/parts/", forecast_parts.forecast_parts, name="forecast-parts"),
    path("<int:project_id>/money/forecast.xlsx", forecast.forecast_file, name="forecast-file"),
    path("<int:project_id>/money/purchases/new/", forecast.purchase, name="new-purchase"),
    path("<int:project_id>/money/purchases/<int:purchase_id>/", forecast.purchase, name="purchase"),
    path("<int:project_id>/money/subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("<int:project_id>/money/subscriptions/new/", subscriptions.describe, name="new-subscription"),
    path(
        "<int:project_id>/money/subscriptions/<int:contract_id>/",
        subscriptions.subscription,
        name="subscription",
    ),
    path(
        "<int:project_id>/money/subscriptions/<int:contract_id>/description/",
        subscriptions.describe,
        name="subscription-description",
    ),
    path(
        "<int:project_id>/money/subscriptions/<int:contract_id>/state/",
        subscriptions.moving,
        name="subscription-state",
    ),
    path("<int:project_id>/money/expenditures/", expenditures.expenditures, name="expenditures"),
    path("<int:project_id>/money/expenditures.xlsx", expenditures.expenditure_template, name="template"),
    path(
        "<int:project_id>/money/expenditures/<int:import_id>/",
        expenditures.expenditure_import,
        name="expenditure-import",
    ),
    path(
        "<int:project_id>/money/expenditures/<int:import_id>/posting/", expenditures.posting, name="posting"
    ),
]

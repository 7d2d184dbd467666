"""Addresses of the city's money."""

from django.urls import path

from milepost.web.money.views import (
    capital_plan,
    chart,
    commitments,
    council,
    entries,
    fund_forecast,
    funds,
    ledger_imports,
    open_orders,
    periods,
    reconciliation,
    subscriptions,
    unmatched,
    year_end,
)

app_name = "ledger"

urlpatterns = [
    path("", funds.funds, name="funds"),
    path("entries/", entries.entries, name="entries"),
    path("entries/<int:entry_id>/", entries.entry, name="entry"),
    path("entries/<int:entry_id>/reversal/", entries.reversal, name="reversal"),
    path("unmatched/", unmatched.unmatched_lines, name="unmatched"),
    path("imports/", ledger_imports.imports, name="imports"),
    path("imports/<int:import_id>/", ledger_imports.one_import, name="import"),
    path("imports/<int:import_id>/decision/", ledger_imports.decision, name="decision"),
    path("sources/new/", ledger_imports.source, name="new-source"),
    path("sources/<int:source_id>/", ledger_imports.source, name="source"),
    path("forecast/", fund_forecast.fund_forecast, name="forecast"),
    path("forecast/lines/", fund_forecast.forecast_lines, name="forecast-lines"),
    path("forecast/lines/<int:project_id>/", fund_forecast.forecast_lines, name="project-forecast-lines"),
    path("forecast.xlsx", fund_forecast.fund_forecast_file, name="forecast-file"),
    path("capital-plan/", capital_plan.plan, name="capital-plan"),
    path("capital-plan/lines/", capital_plan.plan_lines, name="capital-plan-lines"),
    path("capital-plan/new/", capital_plan.item, name="new-capital-item"),
    path("capital-plan/<int:item_id>/", capital_plan.item, name="capital-item"),
    path("capital-plan/file/<str:form>/", capital_plan.plan_file, name="capital-plan-file"),
    path("capital-test/", capital_plan.capital_test, name="capital-test"),
    path("council/", council.council, name="council"),
    path("subscriptions/", subscriptions.city_subscriptions, name="subscriptions"),
    path("subscriptions/<int:year>/", subscriptions.city_year, name="subscription-year"),
    path("subscriptions.xlsx", subscriptions.disclosure, name="disclosure"),
    path("commitments/", commitments.city_commitments, name="commitments"),
    path("commitments.xlsx", commitments.commitments_file, name="commitments-file"),
    path("reconciliation/", reconciliation.reports, name="reports"),
    path("reconciliation/<int:report_id>/", reconciliation.reconciliation, name="reconciliation"),
    path(
        "reconciliation/<int:report_id>.xlsx", reconciliation.reconciliation_file, name="reconciliation-file"
    ),
    path("year-end/", year_end.year_end, name="year-end"),
    path("year-end/orders/", open_orders.year_end_orders, name="open-orders"),
    path("year-end/orders/reversal/", open_orders.year_end_orders_back, name="open-orders-back"),
    path("year-end.xlsx", year_end.year_end_file, name="year-end-file"),
    path("funds.xlsx", funds.funds_file, name="funds-file"),
    path("chart/", chart.chart, name="chart"),
    path("chart/<str:kind>/new/", chart.part, name="new-part"),
    path("chart/<str:kind>/<int:part_id>/", chart.part, name="part"),
    path("years/", chart.years, name="years"),
    path("years/<int:year>/", periods.periods, name="periods"),
]

"""Addresses of the portfolio."""

from django.urls import path

from milepost.web.portfolio.views import portfolio
from milepost.web.portfolio.weekly_round import weekly_round

app_name = "portfolio"

urlpatterns = [
    path("", portfolio, name="portfolio"),
    path("weekly-round/", weekly_round, name="weekly-round"),
]

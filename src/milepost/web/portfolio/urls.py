"""Addresses of the portfolio."""

from django.urls import path

from milepost.web.portfolio.roadmap import views as roadmap
from milepost.web.portfolio.trends import trends
from milepost.web.portfolio.views import changes, portfolio
from milepost.web.portfolio.weekly_round import weekly_round

app_name = "portfolio"

urlpatterns = [
    path("", portfolio, name="portfolio"),
    path("roadmap/", roadmap.roadmap, name="roadmap"),
    path("roadmap/moves/", roadmap.moves, name="roadmap-moves"),
    path("changes/", changes, name="changes"),
    path("trends/", trends, name="trends"),
    path("weekly-round/", weekly_round, name="weekly-round"),
]

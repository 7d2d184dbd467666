"""Addresses of the portfolio."""

from django.urls import path

from milepost.web.portfolio.roadmap import views as roadmap
from milepost.web.portfolio.views import portfolio
from milepost.web.portfolio.weekly_round import weekly_round

app_name = "portfolio"

urlpatterns = [
    path("", portfolio, name="portfolio"),
    path("roadmap/", roadmap.roadmap, name="roadmap"),
    path("roadmap/moves/", roadmap.moves, name="roadmap-moves"),
    path("weekly-round/", weekly_round, name="weekly-round"),
]

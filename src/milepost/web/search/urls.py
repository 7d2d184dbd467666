"""Addresses of the search, the palette and the stars."""

from django.urls import path

from milepost.web.search.palette import palette
from milepost.web.search.stars import starring
from milepost.web.search.views import search

app_name = "search"

urlpatterns = [
    path("search/", search, name="search"),
    path("palette/", palette, name="palette"),
    path("stars/<str:kind>/<int:object_id>/", starring, name="star"),
]

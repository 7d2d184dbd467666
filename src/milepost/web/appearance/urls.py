"""Addresses of the appearance: the theme and the icon."""

from django.urls import path

from milepost.web.appearance.icon import icon
from milepost.web.appearance.theme import choose_theme

urlpatterns = [
    path("theme/", choose_theme, name="theme"),
    path("favicon.ico", icon, name="icon"),
]

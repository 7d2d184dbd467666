"""Addresses of the appearance settings."""

from django.urls import path

from milepost.web.appearance.theme import choose_theme

urlpatterns = [path("theme/", choose_theme, name="theme")]

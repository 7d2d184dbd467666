"""Addresses of the appearance: what a reader chooses, and the icon."""

from django.urls import path

from milepost.web.appearance.choices import CHOICES, choose
from milepost.web.appearance.icon import icon

urlpatterns = [
    *(path(f"{name}/", choose, {"choice": choice}, name=name) for name, choice in CHOICES.items()),
    path("favicon.ico", icon, name="icon"),
]

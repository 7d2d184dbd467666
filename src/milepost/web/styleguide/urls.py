"""Addresses of the style guide."""

from django.urls import path

from milepost.web.styleguide.views import schedule, styleguide

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/schedule/", schedule, name="styleguide-schedule"),
]

"""Addresses of the style guide."""

from django.urls import path

from milepost.web.styleguide.views import schedule, schedule_document, styleguide

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/schedule/", schedule, name="styleguide-schedule"),
    path("styleguide/schedule.json", schedule_document, name="styleguide-schedule-document"),
]

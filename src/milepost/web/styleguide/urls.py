"""Addresses of the style guide."""

from django.urls import path

from milepost.web.styleguide.samples import PARTS
from milepost.web.styleguide.views import part, schedule, schedule_document, styleguide

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    *(path(f"styleguide/{name}/", part, {"name": name}, name=f"styleguide-{name}") for name in PARTS),
    path("styleguide/schedule/", schedule, name="styleguide-schedule"),
    path("styleguide/schedule.json", schedule_document, name="styleguide-schedule-document"),
]

"""The frame of the settings pages: their tabs, and who may read them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy

TABS = {
    "City": "settings:city",
    "Departments & sites": "settings:units",
    "Calendars": "settings:calendars",
    "Roles": "settings:roles",
    "Rules": "settings:rules",
}
AUDIT = {"Audit": "settings:audit"}


def show(request: AskedBy, template: str, *, tab: str, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of the settings under their tabs."""
    require(request.person, "people.view_settings")
    tabs = TABS | (AUDIT if may(request.person, "common.view_audit") else {})
    shown = {
        "tabs": [
            {"label": label, "url": reverse(name), "current": label == tab} for label, name in tabs.items()
        ],
        **context,
    }
    return render(request, template, shown, status=status)


def form_status(form: Any) -> int:
    """Give the status of a page with a form: 422 where something in it must be mended."""
    return 422 if form.errors else 200

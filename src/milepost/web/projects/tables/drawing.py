"""Cells that lists of projects share."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from milepost.domain.projects.calculations.status import CurrentStatus
from milepost.web.templatetags.components import status_chip
from milepost.web.templatetags.formats import percent


def explained_status(standing: CurrentStatus) -> SafeString:
    """Show a status with its reason, which opens on hover and focus."""
    return format_html(
        '<span class="explained" tabindex="0">{}<span class="explained-why">{}</span></span>',
        status_chip(standing.status),
        standing.reason,
    )


def named_person(value: Any, row: Any) -> SafeString:
    """Show a person by name, as lists do."""
    return format_html("{}", value) if value else format_html('<span class="faint">{}</span>', "No one yet")


def percent_text(value: float | None, row: Any) -> str:
    """Show a share as a figure."""
    return percent(value)

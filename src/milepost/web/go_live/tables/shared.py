"""What the tables of go-live records share: whose they are, of which project, who owns them, and until when."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.web.access import today
from milepost.web.projects.tables.drawing import named_person
from milepost.web.tables.column import Column, Found, Kind
from milepost.web.tables.table import Things
from milepost.web.templatetags.values import civil_date


def rows_of(model: Any) -> Callable[[Person, Things], Found]:
    """Give the rows of one project that a person may see."""

    def rows(person: Person, things: Things) -> Found:
        visible: Found = model.objects.visible_to(person)
        return visible.filter(project=things["project_id"])

    return rows


def due_text(value: date | None, row: Any) -> str:
    """Draw the day something is due, marked where it is late."""
    late = "late" if row is not None and row.days_overdue(today()) else ""
    return format_html('<span class="{}">{}</span>', late, civil_date(value))


NUMBER = Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False)
OWNER = Column(
    name="owner",
    label=_("Owner"),
    kind=Kind.CHOICE,
    shown_by="owner__name",
    is_nullable=True,
    own=lambda reader: Q(owner=reader.person),
    draw=named_person,
)
DUE = Column(name="due", label=_("Due"), kind=Kind.DATE, path="due_on", is_nullable=True, draw=due_text)

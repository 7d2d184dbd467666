"""Vendors and partners with what is open with each, and the entries of their logs."""

from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import VendorEntry
from milepost.domain.people.models import Organization, Person
from milepost.domain.people.permissions import may_anywhere
from milepost.domain.projects.models import Dependency, Issue
from milepost.web.access import today
from milepost.web.projects.tables.drawing import named_person
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.values import civil_date


def may_enter(person: Person) -> bool:
    """Tell whether a person may read logs of vendors at all: of the city, with a role somewhere."""
    has_role = may_anywhere(person, "governance.view_vendor_log") or person.project_roles.exists()
    return person.is_of_the_city and has_role


def _vendors(person: Person, things: Things) -> Found:
    return Organization.objects.all() if may_enter(person) else Organization.objects.none()


def _counted(model: Any, **narrowed: Any) -> Any:
    def count(rows: Found, reader: Reader) -> dict[int, int]:
        visible = model.objects.visible_to(reader.person).filter(state="open", **narrowed).order_by()
        counts = dict(visible.exclude(organization=None).values_list("organization").annotate(n=Count("pk")))
        return {pk: counts.get(pk, 0) for pk in rows.values_list("pk", flat=True)}

    return count


def _count(name: str, label: Any, model: Any, **narrowed: Any) -> Column:
    return Column(
        name=name,
        label=label,
        kind=Kind.NUMBER,
        computed=_counted(model, **narrowed),
        read=lambda row: row.counts[name],
    )


COUNTED: tuple[tuple[str, Any, Any, dict[str, Any]], ...] = (
    ("owed_to_us", _("Owed to us"), Dependency, {"direction": Dependency.Direction.OWED_TO_US}),
    ("we_owe", _("We owe"), Dependency, {"direction": Dependency.Direction.WE_OWE}),
    ("issues", _("Issues"), Issue, {}),
    ("promises", _("Promises"), VendorEntry, {"kind": VendorEntry.Kind.PROMISE}),
    ("disputes", _("Disputed items"), VendorEntry, {"kind": VendorEntry.Kind.DISPUTE}),
)


def _loaded(rows: Found, reader: Reader) -> list[Any]:
    counts = {name: _counted(model, **narrowed)(rows, reader) for name, _label, model, narrowed in COUNTED}
    found = list(rows)
    for row in found:
        row.counts = {name: counts[name].get(row.pk, 0) for name in counts}
    return found


VENDORS = Table(
    name="vendors",
    label=_("Vendors and partners"),
    nouns=(_("vendor"), _("vendors")),
    rows=_vendors,
    load=_loaded,
    searches=("name",),
    search_label=_("Name"),
    sort="name",
    columns=(
        Column(
            name="name",
            label=_("Name"),
            draw=lambda value, row: format_html(
                '<a href="{}">{}</a>', reverse("vendors:log", args=[row.pk]), row.name
            ),
            can_filter=False,
        ),
        Column(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=Organization.Kind.choices),
        *(_count(name, label, model, **narrowed) for name, label, model, narrowed in COUNTED),
    ),
)


def _entries(person: Person, things: Things) -> Found:
    rows = VendorEntry.objects.visible_to(person) if may_enter(person) else VendorEntry.objects.none()
    organization = things.get("organization_id")
    return rows if organization is None else rows.filter(organization=organization)


def _due(value: date | None, row: VendorEntry | None) -> str:
    late = "late" if row is not None and row.days_overdue(today()) else ""
    return format_html('<span class="{}">{}</span>', late, civil_date(value))


VENDOR_ENTRIES = Table(
    name="vendor-entries",
    label=_("Log"),
    nouns=(_("entry"), _("entries")),
    rows=_entries,
    load=lambda rows, reader: list(rows.select_related("organization", "project", "owner", "by")),
    searches=("text", "settlement"),
    search_label=_("Words of the entry"),
    sort="-entered",
    columns=(
        Column(
            name="text",
            label=_("Entry"),
            draw=lambda value, row: format_html(
                '<a href="{}">{}</a>',
                reverse("vendors:entry", args=[row.organization_id, row.number]),
                row.text,
            ),
            can_filter=False,
        ),
        Column(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=VendorEntry.Kind.choices),
        Column(
            name="project", label=_("Project"), kind=Kind.CHOICE, shown_by="project__name", is_nullable=True
        ),
        Column(name="amount", label=_("In dispute"), kind=Kind.NUMBER, is_nullable=True, total=Sum),
        Column(
            name="owner",
            label=_("Who looks after it"),
            kind=Kind.CHOICE,
            shown_by="owner__name",
            is_nullable=True,
            own=lambda reader: Q(owner=reader.person),
            draw=named_person,
        ),
        Column(
            name="due", label=_("Due"), kind=Kind.DATE, path="due_on", is_nullable=True, draw=_due, total=Min
        ),
        Column(name="entered", label=_("Entered"), kind=Kind.DATE, path="entered_on"),
        Column(name="state", label=_("State"), kind=Kind.CHOICE, choices=VendorEntry.State.choices),
        Column(name="settlement", label=_("Settlement"), css="wrap", is_nullable=True, is_optional=True),
    ),
)

"""Ledger entries over the whole city."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.models import Kind as EntryKind
from milepost.domain.money.models import LedgerEntry, LedgerImport, LedgerTotal, State
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.table import Kept, Table, Things
from milepost.web.templatetags.values import money


def _rows(person: Person, things: Things) -> Found:
    return LedgerEntry.posted() if may(person, "money.view_ledger") else LedgerEntry.objects.none()


def _kept(person: Person) -> Found:
    posted = LedgerTotal.objects.filter(brought_by__state=LedgerImport.State.POSTED)
    return posted if may(person, "money.view_ledger") else LedgerTotal.objects.none()


def _load(rows: Found, reader: Reader) -> Iterable[LedgerEntry]:
    seen = set(Project.objects.visible_to(reader.person).values_list("pk", flat=True))
    found = rows.select_related("fund", "cost_center", "account", "source")
    for row in found.prefetch_related("allocations__project"):
        row.project_words = project_words(row, seen)
        yield row


def project_words(entry: LedgerEntry, seen: set[int]) -> str:
    """Say what an entry is allocated to; a project that the reader may not see is another project."""
    words = []
    for share in entry.allocations.all():
        if share.project is None:
            words.append(gettext("no project"))
        else:
            words.append(share.project.number if share.project.pk in seen else gettext("another project"))
    return ", ".join(words)


def drawn_amount(value: Any, row: object) -> str:
    """Draw dollars with figures that stand in line."""
    return money(value)


def _document(value: str, row: LedgerEntry) -> str:
    address = reverse("ledger:entry", args=[row.pk])
    return format_html('<a href="{}">{}</a> <span class="soft">/ {}</span>', address, value, row.line)


def _coded(name: str, label: Any, *, optional: bool = False) -> Column:
    return Column(
        name=name, label=label, kind=Kind.CHOICE, shown_by=f"{name}__code", is_nullable=True, is_optional=optional,
        read=lambda row: getattr(row, name) and str(getattr(row, name)), css="wrap",
    )  # fmt: skip


ENTRIES = Table(
    name="ledger-entries",
    label=_("Ledger"),
    nouns=(_("line"), _("lines")),
    standard=_("All lines"),
    rows=_rows,
    load=_load,
    link=lambda row: reverse("ledger:entry", args=[row.pk]),
    searches=("document", "vendor", "description", "project_code"),
    search_label=_("Document, vendor or words"),
    sort="-on",
    kept=Kept(
        rows=_kept,
        columns=frozenset({"state", "year", "fund", "cost_center", "account"}),
        rest=Q(brought_by=None),
    ),
    columns=(
        Column(name="document", label=_("Document"), draw=_document),
        Column(name="on", label=_("Date"), kind=Kind.DATE),
        Column(name="state", label=_("State"), kind=Kind.CHOICE, choices=State.choices),
        Column(name="amount", label=_("Amount"), kind=Kind.NUMBER, draw=drawn_amount, total=Sum),
        Column(name="year", label=_("Fiscal year"), kind=Kind.CHOICE, path="fiscal_year"),
        _coded("fund", _("Fund")),
        _coded("cost_center", _("Cost center"), optional=True),
        _coded("account", _("Account")),
        Column(name="vendor", label=_("Vendor"), css="wrap", is_nullable=True),
        Column(
            name="project", label=_("Project"), read=lambda row: row.project_words, path="allocations",
            can_sort=False, can_filter=False, is_nullable=True,
        ),
        Column(name="description", label=_("Description"), css="wrap", is_nullable=True, is_optional=True),
        Column(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=EntryKind.choices, is_optional=True),
        Column(name="authority", label=_("Authority"), css="wrap", is_nullable=True, is_optional=True),
        Column(name="source", label=_("Source"), kind=Kind.CHOICE, shown_by="source__name", is_nullable=True,
               is_optional=True),
    ),
)  # fmt: skip

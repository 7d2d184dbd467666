"""What of the ledger belongs to one project: its shares of entries, line by line."""

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.models import Allocation, State
from milepost.domain.money.models import Kind as EntryKind
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.money.tables.entries import drawn_amount
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.table import Table, Things


def _rows(person: Person, things: Things) -> Found:
    project = Project.objects.visible_to(person).filter(pk=things["project_id"]).first()
    if project is None or not may(person, "money.view", project):
        return Allocation.objects.none()
    return Allocation.posted().filter(project=project)


def _load(rows: Found, reader: Reader) -> Iterable[Allocation]:
    return rows.select_related("entry__fund", "entry__account", "entry__cost_center")


def _coded(name: str, label: object, *, optional: bool = False) -> Column:
    return Column(
        name=name, label=label, kind=Kind.CHOICE, path=f"entry__{name}", shown_by=f"entry__{name}__code",  # type: ignore[arg-type]
        is_nullable=True, is_optional=optional, css="wrap",
        read=lambda row: getattr(row.entry, name) and str(getattr(row.entry, name)),
    )  # fmt: skip


PROJECT_LINES = Table(
    name="project-ledger",
    label=_("Lines"),
    nouns=(_("line"), _("lines")),
    standard=_("All lines"),
    rows=_rows,
    load=_load,
    searches=("entry__document", "entry__vendor", "entry__description"),
    search_label=_("Document, vendor or words"),
    sort="-on",
    columns=(
        Column(name="document", label=_("Document"), path="entry__document"),
        Column(name="on", label=_("Date"), kind=Kind.DATE, path="entry__on"),
        Column(name="state", label=_("State"), kind=Kind.CHOICE, path="entry__state", choices=State.choices),
        Column(name="amount", label=_("Amount"), kind=Kind.NUMBER, draw=drawn_amount, total=Sum),
        Column(name="year", label=_("Fiscal year"), kind=Kind.CHOICE, path="entry__fiscal_year"),
        _coded("fund", _("Fund")),
        _coded("account", _("Account")),
        _coded("cost_center", _("Cost center"), optional=True),
        Column(name="vendor", label=_("Vendor"), path="entry__vendor", css="wrap", is_nullable=True),
        Column(name="description", label=_("Description"), path="entry__description", css="wrap", is_nullable=True),
        Column(name="kind", label=_("Kind"), kind=Kind.CHOICE, path="entry__kind", choices=EntryKind.choices),
        Column(name="authority", label=_("Authority"), path="entry__authority", css="wrap", is_nullable=True,
               is_optional=True),
    ),
)  # fmt: skip

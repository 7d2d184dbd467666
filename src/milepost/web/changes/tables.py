"""The change requests of a project, and of all projects."""

from dataclasses import replace
from operator import attrgetter

from django.db.models import OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import ChangeImpact, ChangeRequest
from milepost.domain.people.models import Person
from milepost.web.projects.tables.drawing import named_person
from milepost.web.projects.tables.register import PROJECT_COLUMNS
from milepost.web.tables.column import Column, Found, Kind, Option, Reader
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.components import badge
from milepost.web.templatetags.formats import UNDEFINED, money

State = ChangeRequest.State
TONES = {
    State.DRAFT: "neutral", State.SUBMITTED: "info", State.ASSESSED: "info", State.IN_DECISION: "warn",
    State.APPROVED: "good", State.APPLIED: "good", State.REJECTED: "bad", State.WITHDRAWN: "neutral",
}  # fmt: skip


def _rows(person: Person, things: Things) -> Found:
    rows = ChangeRequest.objects.visible_to(person)
    project = things.get("project_id")
    return rows if project is None else rows.filter(project=project)


def _load(rows: Found, reader: Reader) -> Found:
    with_impact: Found = rows.annotate(days_now=_latest("days_later"), cost_now=_latest("cost"))
    return with_impact.select_related("project__department", "project__manager", "requester")


def state_badge(change: ChangeRequest) -> str:
    """Show the state of a change as a word with its tone."""
    return badge(change.get_state_display(), TONES[State(change.state)])


def _link(change: ChangeRequest) -> str:
    address = reverse("changes:change", args=[change.project_id, change.number])
    return format_html('<a href="{}">{}</a>', address, change.title)


def _days(value: int | None, row: ChangeRequest | None) -> str:
    return UNDEFINED if value is None else f"{value:+} d" if value else "0 d"


def _cost(value: object, row: ChangeRequest | None) -> str:
    return UNDEFINED if value is None else money(value)  # type: ignore[arg-type]


def _latest(field: str) -> Subquery:
    return Subquery(
        ChangeImpact.objects.filter(change_request=OuterRef("pk")).order_by("-pk").values(field)[:1]
    )


_OWN_COLUMNS = (
    Column(name="title", label=_("Change"), css="wrap", draw=lambda value, row: _link(row), can_filter=False),
    Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False),
    Column(name="type", label=_("Type"), kind=Kind.CHOICE, choices=ChangeRequest.Type.choices),
    Column(
        name="state",
        label=_("State"),
        kind=Kind.CHOICE,
        choices=State.choices,
        options=(Option("open", _("Open"), Q(state__in=ChangeRequest.OPEN)),),
        draw=lambda value, row: state_badge(row) if row is not None else str(value),
    ),
    Column(
        name="days", label=_("Days"), kind=Kind.NUMBER, expression=_latest("days_later"), read=attrgetter("days_now"),
        draw=_days, is_nullable=True, total=Sum, help=_("By which the finish moves, of the calendar"),
    ),
    Column(
        name="cost", label=_("Cost"), kind=Kind.NUMBER, expression=_latest("cost"), read=attrgetter("cost_now"),
        draw=_cost, is_nullable=True, total=Sum,
    ),
    Column(
        name="draws_on", label=_("Draws on"), kind=Kind.CHOICE, choices=ChangeRequest.DrawsOn.choices, is_nullable=True
    ),
    Column(name="decide_by", label=_("Decide by"), kind=Kind.DATE, is_nullable=True),
    Column(name="raised", label=_("Raised"), kind=Kind.DATE, path="raised_on"),
    Column(
        name="requester", label=_("Requested by"), kind=Kind.CHOICE, shown_by="requester__name", draw=named_person,
        is_optional=True,
    ),
    Column(name="ended", label=_("Ended"), kind=Kind.DATE, path="ended_on", is_nullable=True, is_optional=True),
    Column(name="reason", label=_("Why"), css="wrap", is_optional=True),
)  # fmt: skip

CHANGES = Table(
    name="changes",
    label=_("Changes"),
    nouns=(_("change"), _("changes")),
    standard=_("All changes"),
    rows=_rows,
    load=_load,
    searches=("title", "reason", "options"),
    search_label=_("Words of the change"),
    sort="-raised,-number",
    columns=(_OWN_COLUMNS[0], *PROJECT_COLUMNS, *_OWN_COLUMNS[1:]),
)
PROJECT_CHANGES = replace(CHANGES, name="project-changes", sort="-number", columns=_OWN_COLUMNS)

"""Action items and decisions over all that a person may see."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.actions.action_items import edit_action_item, end_action_item, may_change
from milepost.domain.governance.models import ActionItem, Decision
from milepost.domain.people.models import Person
from milepost.web.access import today
from milepost.web.projects.tables.register import ReasonForm, owner_column, person_field
from milepost.web.tables.bulk import each
from milepost.web.tables.column import Column, Edit, Found, Kind, Reader
from milepost.web.tables.table import Bulk, Table, Things
from milepost.web.templatetags.values import civil_date

ACTION = "governance.edit_action_items"


def _items(person: Person, things: Things) -> Found:
    return ActionItem.objects.visible_to(person)


def _load_items(rows: Found, reader: Reader) -> Found:
    return rows.select_related("owner", "project__department", "meeting").prefetch_related("project__roles")


def _change(row: ActionItem, values: Any, by: Person, at: datetime) -> None:
    edit_action_item(row, values, by=by, at=at)


def _done(row: ActionItem, given: dict[str, Any], by: Person, at: datetime) -> None:
    end_action_item(row, ActionItem.State.DONE, outcome=given["reason"], by=by, at=at)


def _edit(name: str, field: Any) -> Edit:
    def act(row: ActionItem, value: Any, by: Person, at: datetime) -> None:
        _change(row, {name: value}, by, at)

    def initial(row: ActionItem) -> Any:
        value = getattr(row, name)
        return value.pk if isinstance(value, Person) else value

    return Edit(
        field=field, initial=initial, may=lambda person, row: row.is_open and may_change(person, row), act=act
    )


def _due_field(row: ActionItem) -> forms.Field:
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _due(value: date | None, row: ActionItem | None) -> str:
    late = "late" if row is not None and row.days_overdue(today()) else ""
    return format_html('<span class="{}">{}</span>', late, civil_date(value))


def _owner() -> Column:
    column = owner_column(ACTION, _change)
    return Column(
        name=column.name, label=column.label, kind=column.kind, shown_by=column.shown_by, is_nullable=True,
        own=column.own, draw=column.draw, edit=_edit("owner", person_field),
    )  # fmt: skip


ACTION_ITEMS = Table(
    name="action-items",
    label=_("Action items"),
    nouns=(_("action item"), _("action items")),
    standard=_("Open action items"),
    rows=_items,
    load=_load_items,
    link=lambda row: reverse("meetings:action-item", args=[row.number]),
    searches=("title", "outcome"),
    search_label=_("Words of the action item"),
    sort="due,number",
    columns=(
        Column(name="title", label=_("Action item"), can_filter=False),
        Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False),
        _owner(),
        Column(
            name="due",
            label=_("Due"),
            kind=Kind.DATE,
            path="due_on",
            is_nullable=True,
            draw=_due,
            edit=_edit("due_on", _due_field),
        ),
        Column(
            name="project", label=_("Project"), kind=Kind.CHOICE, shown_by="project__name", is_nullable=True
        ),
        Column(
            name="meeting",
            label=_("Meeting"),
            kind=Kind.CHOICE,
            shown_by="meeting__title",
            is_nullable=True,
            is_optional=True,
        ),
        Column(
            name="state",
            label=_("State"),
            kind=Kind.CHOICE,
            choices=ActionItem.State.choices,
            default=("open",),
        ),
        Column(name="raised", label=_("Raised"), kind=Kind.DATE, path="raised_on", is_optional=True),
        Column(name="outcome", label=_("Outcome"), css="wrap", is_nullable=True, is_optional=True),
    ),
    bulks=(
        Bulk(
            name="done", label=_("Mark done"), icon="check", form=ReasonForm, act=each(_done), done=_("done")
        ),
    ),
)


def _decisions(person: Person, things: Things) -> Found:
    return Decision.objects.visible_to(person)


def _load_decisions(rows: Found, reader: Reader) -> Found:
    return rows.select_related("project", "meeting", "superseded_by")


def _text(value: str, row: Decision) -> str:
    if not row.is_superseded:
        return value
    later = row.superseded_by.number
    return format_html('<s>{}</s> <span class="soft">Superseded by decision {}</span>', value, later)


DECISIONS = Table(
    name="decisions",
    label=_("Decisions"),
    nouns=(_("decision"), _("decisions")),
    standard=_("All decisions"),
    rows=_decisions,
    load=_load_decisions,
    searches=("text", "reason", "decided_by"),
    search_label=_("Words of the decision"),
    sort="-decided,-number",
    columns=(
        Column(name="text", label=_("Decision"), css="wrap", can_filter=False, draw=_text),
        Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False),
        Column(name="decided", label=_("Decided"), kind=Kind.DATE, path="decided_on"),
        Column(name="by", label=_("By"), path="decided_by"),
        Column(
            name="project", label=_("Project"), kind=Kind.CHOICE, shown_by="project__name", is_nullable=True
        ),
        Column(
            name="meeting",
            label=_("Meeting"),
            kind=Kind.CHOICE,
            shown_by="meeting__title",
            is_nullable=True,
            is_optional=True,
        ),
        Column(
            name="vote",
            label=_("Vote"),
            css="soft",
            read=lambda row: row.vote,
            path="votes_for",
            can_filter=False,
            can_sort=False,
            is_nullable=True,
            is_optional=True,
        ),
        Column(name="reason", label=_("Why"), css="wrap", is_nullable=True),
    ),
)

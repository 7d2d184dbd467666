"""The requirements of a project."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.scoping import drop_requirement, edit_requirement
from milepost.domain.projects.models import DeliverableRequirement, Requirement
from milepost.web.projects.tables.register import ReasonForm, edit
from milepost.web.tables.bulk import each
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.table import Bulk, Table, Things

ACTION = "projects.edit_scope"


def _rows(person: Person, things: Things) -> Found:
    return Requirement.objects.visible_to(person).filter(project=things.get("project_id"))


def _load(rows: Found, reader: Reader) -> Found:
    loaded: Found = rows.annotate(deliverable_count=_deliverables()).select_related("project__department")
    return loaded.prefetch_related("project__roles")


def _deliverables() -> Coalesce:
    ties = DeliverableRequirement.objects.filter(requirement=OuterRef("pk")).order_by().values("requirement")
    return Coalesce(Subquery(ties.annotate(count=Count("pk")).values("count")), 0)


def _link(row: Requirement) -> str:
    address = reverse("scope:requirement", args=[row.project_id, row.number])
    text = format_html("<s>{}</s>", row.text) if row.is_dropped else row.text
    return format_html('<a href="{}">{}</a>', address, text)


def _change(row: Requirement, values: Any, by: Person, at: datetime) -> None:
    edit_requirement(row, values, by=by, at=at)


def _drop(row: Requirement, given: dict[str, Any], by: Person, at: datetime) -> None:
    drop_requirement(row, reason=given["reason"], by=by, at=at)


def _priority(row: Requirement) -> forms.Field:
    return forms.ChoiceField(choices=Requirement.Priority.choices)


def _source(row: Requirement) -> forms.Field:
    return forms.CharField(max_length=300, required=False)


REQUIREMENTS = Table(
    name="requirements",
    label=_("Requirements"),
    nouns=(_("requirement"), _("requirements")),
    standard=_("Standing requirements"),
    rows=_rows,
    load=_load,
    searches=("text", "source", "acceptance_criteria"),
    search_label=_("Words of the requirement"),
    sort="number",
    columns=(
        Column(name="text", label=_("Requirement"), css="wrap", draw=lambda value, row: _link(row), can_filter=False),
        Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False),
        Column(
            name="priority", label=_("Priority"), kind=Kind.CHOICE, choices=Requirement.Priority.choices,
            edit=edit(ACTION, "priority", _priority, _change),
        ),
        Column(
            name="source", label=_("Source"), css="wrap", is_nullable=True,
            edit=edit(ACTION, "source", _source, _change),
        ),
        Column(name="criteria", label=_("Accepted when"), css="wrap", path="acceptance_criteria", is_nullable=True),
        Column(
            name="deliverables", label=_("Deliverables"), kind=Kind.NUMBER, expression=_deliverables(),
            read=lambda row: row.deliverable_count,
        ),
        Column(
            name="state", label=_("State"), kind=Kind.CHOICE, choices=Requirement.State.choices,
            default=("proposed", "agreed"),
        ),
        Column(name="raised", label=_("Raised"), kind=Kind.DATE, path="raised_on", is_optional=True),
    ),
    bulks=(
        Bulk(name="drop", label=_("Drop"), icon="delete", form=ReasonForm, act=each(_drop), done=_("dropped")),
    ),
)  # fmt: skip

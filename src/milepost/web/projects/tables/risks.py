"""The risks of a project, and of all projects."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import F, Max, Q, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may_anywhere
from milepost.domain.projects.actions.risks import close_risk, confirm_risk, edit_risk
from milepost.domain.projects.calculations.risk_scales import risk_scales
from milepost.domain.projects.models import Risk
from milepost.web.access import today
from milepost.web.projects.tables.drawing import named_person
from milepost.web.projects.tables.register import (
    PROJECT_COLUMNS,
    OwnerForm,
    ReasonForm,
    edit,
    loaded,
    of_project,
    owner_column,
)
from milepost.web.tables.bulk import each
from milepost.web.tables.column import Column, Found, Kind
from milepost.web.tables.table import Bulk, Table, Things

ACTION = "projects.edit_risks"


def _rows(person: Person, things: Things) -> Found:
    return of_project(Risk.objects.visible_to(person), things.get("project_id"))


def _change(row: Risk, values: Any, by: Person, at: datetime) -> None:
    edit_risk(row, values, by=by, at=at)


def _rated(name: str, label: Any) -> Column:
    def field(row: Risk) -> forms.Field:
        steps = getattr(risk_scales(on=today()), name)
        return forms.TypedChoiceField(choices=[(step.number, step.label) for step in steps], coerce=int)

    return Column(
        name=name,
        label=label,
        kind=Kind.NUMBER,
        edit=edit(ACTION, name, field, _change),
        help=_("1 to 5 on the city's scales"),
    )


def _close(row: Risk, given: dict[str, Any], by: Person, at: datetime) -> None:
    close_risk(row, reason=given["reason"], by=by, at=at)


def _review(row: Risk, given: dict[str, Any], by: Person, at: datetime) -> None:
    confirm_risk(row, by=by, at=at)


def _may(person: Person) -> bool:
    return may_anywhere(person, ACTION) or person.project_roles.exists()


_OWN_COLUMNS = (
    Column(name="event", label=_("Risk"), draw=lambda value, row: _link(row), can_filter=False),
    Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False),
    Column(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=Risk.Kind.choices, is_optional=True),
    Column(name="category", label=_("Category"), kind=Kind.CHOICE, css="narrow"),
    _rated("probability", _("Probability")),
    _rated("impact", _("Impact")),
    Column(
        name="score",
        label=_("Score"),
        kind=Kind.NUMBER,
        css="strong",
        expression=F("probability") * F("impact"),
        read=lambda row: row.score,
        total=Max,
        help=_("Probability times impact, 1 to 25; of several risks the highest"),
    ),
    Column(
        name="residual",
        label=_("Residual"),
        kind=Kind.NUMBER,
        expression=F("residual_probability") * F("residual_impact"),
        read=lambda row: row.residual_score,
        is_nullable=True,
        help=_("The score after the response"),
    ),
    owner_column(ACTION, _change),
    Column(name="strategy", label=_("Strategy"), kind=Kind.CHOICE, choices=Risk.Strategy.choices),
    Column(
        name="response",
        label=_("Response"),
        css="wrap",
        is_nullable=True,
        is_optional=True,
        draw=lambda value, row: format_html("{}", Truncator(value).words(20)),
    ),
    Column(
        name="state",
        label=_("State"),
        kind=Kind.CHOICE,
        choices=Risk.State.choices,
        default=("open",),
    ),
    Column(name="reviewed", label=_("Reviewed"), kind=Kind.DATE, path="reviewed_on", is_nullable=True),
    Column(name="proximity", label=_("Proximity"), kind=Kind.DATE, path="proximity_on", is_nullable=True),
    Column(
        name="escalated_to",
        label=_("Escalated to"),
        kind=Kind.CHOICE,
        shown_by="escalated_to__name",
        is_nullable=True,
        draw=named_person,
        own=lambda reader: Q(escalated_to=reader.person),
        is_optional=True,
    ),
    Column(
        name="cost_if_happens",
        label=_("Cost if it happens"),
        kind=Kind.NUMBER,
        is_nullable=True,
        is_optional=True,
        total=Sum,
    ),
    Column(name="shared", label=_("Shared with guests"), kind=Kind.FLAG, path="is_shared", is_optional=True),
    Column(name="trigger", label=_("Trigger"), css="wrap", is_nullable=True, is_optional=True),
    Column(name="cause", label=_("Cause"), css="wrap", is_nullable=True, is_optional=True),
    Column(name="effect", label=_("Effect"), css="wrap", is_nullable=True, is_optional=True),
)


def _link(row: Risk) -> str:
    address = reverse("projects:risk", args=[row.project_id, row.number])
    return format_html('<a href="{}">{}</a>', address, row.event)


RISKS = Table(
    name="risks",
    label=_("Risks"),
    nouns=(_("risk"), _("risks")),
    standard=_("Open risks"),
    rows=_rows,
    load=lambda rows, reader: loaded(rows.select_related("escalated_to")),
    searches=("event", "cause", "effect", "response"),
    search_label=_("Words of the risk"),
    sort="-score",
    columns=(_OWN_COLUMNS[0], *PROJECT_COLUMNS, *_OWN_COLUMNS[1:]),
    bulks=(
        Bulk(
            name="review",
            label=_("Mark as reviewed"),
            icon="check",
            act=each(_review),
            may=_may,
            done=_("reviewed today"),
        ),
        Bulk(
            name="owner",
            label=_("Assign an owner"),
            icon="people",
            form=OwnerForm,
            act=each(_change),
            may=_may,
            done=_("have a new owner"),
        ),
        Bulk(
            name="close",
            label=_("Close"),
            icon="close",
            form=ReasonForm,
            act=each(_close),
            may=_may,
            done=_("closed"),
        ),
    ),
)
PROJECT_RISKS = replace(RISKS, name="project-risks", columns=_OWN_COLUMNS)

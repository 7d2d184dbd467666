"""Checks, defects and the punch list of a project."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.actions.defects import edit_defect
from milepost.domain.governance.actions.punch_list import close_punch_item
from milepost.domain.governance.models import Defect, PunchItem, QualityCheck
from milepost.domain.people.models import Person
from milepost.web.go_live.tables.shared import DUE, NUMBER, OWNER, rows_of
from milepost.web.projects.tables.register import OwnerForm
from milepost.web.tables.bulk import each
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.table import Bulk, Table
from milepost.web.templatetags.components import badge

TONES = {"passed": "good", "failed": "bad", "blocked": "warn", "not_yet": "neutral"}
SEVERE = {Defect.Severity.CRITICAL: "bad", Defect.Severity.HIGH: "warn"}


def _load(rows: Found, reader: Reader) -> Found:
    return rows.select_related("owner", "project").prefetch_related("project__roles")


def _load_items(rows: Found, reader: Reader) -> Found:
    return _load(rows, reader).select_related("organization")


def _give(row: Defect, given: dict[str, Any], by: Person, at: datetime) -> None:
    edit_defect(row, {"owner": given["owner"]}, by=by, at=at)


def _close(row: PunchItem, given: dict[str, Any], by: Person, at: datetime) -> None:
    close_punch_item(row, outcome=given["outcome"], by=by, at=at)


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("What was seen"), required=False, max_length=500)


CHECKS = Table(
    name="quality-checks",
    label=_("Quality plan"),
    nouns=(_("check"), _("checks")),
    standard=_("All checks"),
    rows=rows_of(QualityCheck),
    load=_load,
    link=lambda row: reverse("go-live:check", args=[row.project_id, row.number]),
    searches=("title", "criterion"),
    search_label=_("Words of the check"),
    sort="due,number",
    columns=(
        Column(name="title", label=_("Check"), can_filter=False),
        NUMBER,
        Column(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=QualityCheck.Kind.choices),
        Column(
            name="outcome",
            label=_("Result"),
            kind=Kind.CHOICE,
            choices=QualityCheck.Outcome.choices,
            draw=lambda value, row: badge(str(QualityCheck.Outcome(value).label), TONES[value]),
        ),
        OWNER,
        DUE,
        Column(name="criterion", label=_("Passed when"), css="wrap"),
        Column(
            name="tries",
            label=_("Results"),
            kind=Kind.NUMBER,
            expression=Count("results"),
            can_filter=False,
            is_optional=True,
        ),
    ),
)

DEFECTS = Table(
    name="defects",
    label=_("Defects"),
    nouns=(_("defect"), _("defects")),
    standard=_("Open defects"),
    rows=rows_of(Defect),
    load=_load,
    link=lambda row: reverse("go-live:defect", args=[row.project_id, row.number]),
    searches=("title", "description", "outcome"),
    search_label=_("Words of the defect"),
    sort="-severity,number",
    columns=(
        Column(name="title", label=_("Defect"), can_filter=False),
        NUMBER,
        Column(
            name="severity",
            label=_("Severity"),
            kind=Kind.CHOICE,
            choices=Defect.Severity.choices,
            draw=lambda value, row: badge(str(Defect.Severity(value).label), SEVERE.get(value, "neutral")),
        ),
        Column(
            name="state",
            label=_("State"),
            kind=Kind.CHOICE,
            choices=Defect.State.choices,
            default=("open", "fixed"),
        ),
        OWNER,
        DUE,
        Column(name="found", label=_("Found"), kind=Kind.DATE, path="found_on"),
        Column(name="retests", label=_("Retests"), kind=Kind.NUMBER, is_optional=True),
        Column(name="outcome", label=_("Outcome"), css="wrap", is_nullable=True, is_optional=True),
    ),
    bulks=(
        Bulk(
            name="owner",
            label=_("Assign an owner"),
            icon="people",
            form=OwnerForm,
            act=each(_give),
            done=_("have a new owner"),
        ),
    ),
)

PUNCH_ITEMS = Table(
    name="punch-items",
    label=_("Punch list"),
    nouns=(_("punch item"), _("punch items")),
    standard=_("Open punch items"),
    rows=rows_of(PunchItem),
    load=_load_items,
    link=lambda row: reverse("go-live:punch-item", args=[row.project_id, row.number]),
    searches=("room", "title"),
    search_label=_("Room or words"),
    sort="room,number",
    columns=(
        Column(name="title", label=_("What is left"), can_filter=False),
        NUMBER,
        Column(name="room", label=_("Room"), can_group=True),
        Column(
            name="state",
            label=_("State"),
            kind=Kind.CHOICE,
            choices=PunchItem.State.choices,
            default=("open", "ready"),
        ),
        Column(
            name="organization",
            label=_("Who finishes it"),
            kind=Kind.CHOICE,
            shown_by="organization__name",
            is_nullable=True,
        ),
        OWNER,
        DUE,
        Column(name="found", label=_("Found"), kind=Kind.DATE, path="found_on", is_optional=True),
    ),
    bulks=(
        Bulk(
            name="close",
            label=_("Close"),
            icon="check",
            form=OutcomeForm,
            act=each(_close),
            done=_("closed"),
        ),
    ),
)

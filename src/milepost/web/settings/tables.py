"""The record of changes: every change set, the latest first."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import ChangeSet
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.web.tables.column import Column, Found, Kind, Stored
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.formats import moment

LONGEST = 160


def _rows(person: Person, things: Things) -> Found:
    change_sets = ChangeSet.objects.all()
    return change_sets if may(person, "common.view_audit") else change_sets.none()


def _short(value: str, row: ChangeSet) -> str:
    return format_html("{}", Truncator(value).chars(LONGEST))


AUDIT = Table(
    name="audit",
    label=_("Changes"),
    nouns=(_("change"), _("changes")),
    standard=_("All changes"),
    rows=_rows,
    load=lambda rows, reader: rows,
    link=lambda row: reverse("settings:change-set", args=[row.pk]),
    searches=("by_name", "action", "summary", "reason"),
    search_label=_("Who, what or why"),
    sort="-when",
    columns=(
        Column(name="action", label=_("What")),
        Column(
            name="when",
            label=_("When"),
            kind=Kind.DATE,
            path="at",
            stored=Stored.STAMP,
            css="nowrap",
            draw=lambda value, row: format_html(
                '<time datetime="{}">{}</time>', value.isoformat(), moment(value)
            ),
        ),
        Column(name="who", label=_("Who"), path="by_name"),
        Column(name="summary", label=_("Summary"), css="wrap", draw=_short, is_nullable=True),
        Column(name="reason", label=_("Reason"), css="wrap", draw=_short, is_nullable=True),
        Column(name="about", label=_("About"), path="subject_type", is_nullable=True, is_optional=True),
    ),
)

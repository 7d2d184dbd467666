"""What the tables of risks and of issues share: whose they are, on which project, and who may change them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.web.projects.tables.drawing import named_person
from milepost.web.tables.column import Column, Edit, Found, Kind

Change = Callable[[Any, dict[str, Any], Person, datetime], None]
"""Changes some fields of a row by the action of its kind."""


class OwnerForm(forms.Form):
    """Who looks after the selected rows from now on."""

    owner = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), label=_("New owner"), empty_label=_("Choose a person")
    )


class ReasonForm(forms.Form):
    """Why the selected rows end."""

    reason = forms.CharField(label=_("How it ended"), widget=forms.Textarea(attrs={"rows": 3}))


def loaded(rows: Any) -> list[Any]:
    """Load rows of a register with what their cells and permissions need."""
    # A project of many rows is one object, with its roles read into it once.
    return list(
        rows.select_related("owner").prefetch_related(
            "project__department", "project__manager", "project__roles"
        )
    )


def may_change(action: str) -> Callable[[Person, Any], bool]:
    """Tell whether a person may change a row whose project still takes changes."""
    return lambda person, row: not row.project.is_over and may(person, action, row.project)


def edit(action: str, name: str, field: Callable[[Any], forms.Field], change: Change) -> Edit:
    """Describe a field of the register that is changed in place."""

    def act(row: Any, value: Any, by: Person, at: datetime) -> None:
        change(row, {name: value}, by, at)

    def initial(row: Any) -> Any:
        value = getattr(row, name)
        return value.pk if isinstance(value, Person) else value

    return Edit(field=field, initial=initial, may=may_change(action), act=act)


def person_field(row: Any) -> forms.Field:
    """Offer everybody who is active."""
    return forms.ModelChoiceField(
        Person.objects.filter(is_active=True), required=False, empty_label=gettext("No one yet")
    )


def owner_column(action: str, change: Change) -> Column:
    """Describe the owner of a risk or issue."""
    return Column(
        name="owner",
        label=gettext("Owner"),
        kind=Kind.CHOICE,
        shown_by="owner__name",
        is_nullable=True,
        own=lambda reader: Q(owner=reader.person),
        draw=named_person,
        edit=edit(action, "owner", person_field, change),
    )


PROJECT_COLUMNS = (
    Column(
        name="project",
        label=_("Project"),
        kind=Kind.CHOICE,
        css="narrow",
        shown_by="project__name",
        draw=lambda value, row: format_html(
            '<a href="{}">{}</a>', reverse("projects:overview", args=[row.project_id]), value
        ),
    ),
    Column(
        name="department",
        label=_("Department"),
        kind=Kind.CHOICE,
        path="project__department",
        shown_by="project__department__name",
        is_optional=True,
    ),
    Column(
        name="manager",
        label=_("Manager"),
        kind=Kind.CHOICE,
        path="project__manager",
        shown_by="project__manager__name",
        is_nullable=True,
        own=lambda reader: Q(project__manager=reader.person),
        draw=named_person,
        is_optional=True,
    ),
)


def of_project(rows: Found, project_id: int | None) -> Found:
    """Keep the rows of one project, or all."""
    return rows if project_id is None else rows.filter(project=project_id)

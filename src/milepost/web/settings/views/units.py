"""Departments and divisions, sites, and organizations outside the city."""

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from milepost.domain.people.actions.organizing import CannotOrganize, add_unit, edit_unit
from milepost.domain.people.models import Department, Organization, Site
from milepost.domain.people.permissions import may, require
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in
from milepost.web.settings.forms import UNIT_FORMS
from milepost.web.settings.page import form_status, show

TAB = "Departments & sites"
ACTIVE = Count("persons", filter=Q(persons__is_active=True))


@for_persons
def units(request: AskedBy) -> HttpResponse:
    """List departments with their divisions, sites and organizations."""
    departments = list(Department.objects.annotate(person_count=ACTIVE).order_by("name"))
    return show(
        request,
        "settings/units.html",
        tab=TAB,
        departments=_as_tree(departments),
        sites=Site.objects.annotate(person_count=ACTIVE).order_by("name"),
        organizations=Organization.objects.annotate(person_count=ACTIVE).order_by("name"),
        may_edit=may(request.person, "people.edit_directory"),
    )


@for_persons
def new_unit(request: AskedBy, kind: str) -> HttpResponse:
    """Add a department, site or organization."""
    require(request.person, "people.edit_directory")
    model, form_class = _kind(kind)
    form = form_class(request.POST or None)
    if form.is_valid():
        with shown_in(form):
            added = add_unit(model(**form.cleaned_data), by=request.person, at=now())
            messages.success(request, gettext("{added} is added.").format(added=added))
            return redirect("settings:units")
    title = f"Add {model._meta.verbose_name}"
    return show(request, "settings/unit.html", tab=TAB, status=form_status(form), form=form, title=title)


@for_persons
def unit(request: AskedBy, kind: str, unit_id: int) -> HttpResponse:
    """Change a department, site or organization."""
    require(request.person, "people.edit_directory")
    model, form_class = _kind(kind)
    edited = get_object_or_404(model._default_manager.all(), pk=unit_id)
    initial = {name: getattr(edited, name) for name in form_class.base_fields}
    form = form_class(request.POST) if request.method == "POST" else form_class(initial=initial)
    if form.is_valid():
        with shown_in(form, CannotOrganize):
            edit_unit(edited, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("{edited} is saved.").format(edited=edited))
            return redirect("settings:units")
    return show(
        request, "settings/unit.html", tab=TAB, status=form_status(form), form=form, title=str(edited)
    )


def _kind(kind: str) -> tuple[type[Department | Site | Organization], type[Form]]:
    if kind not in UNIT_FORMS:
        raise Http404
    return UNIT_FORMS[kind]


def _as_tree(departments: list[Department]) -> list[tuple[Department, int]]:
    """Put each division behind what it belongs to, with its depth."""
    below: dict[int | None, list[Department]] = {}
    for department in departments:
        below.setdefault(department.parent_id, []).append(department)

    def walk(parent: int | None, depth: int) -> list[tuple[Department, int]]:
        return [
            row
            for department in below.get(parent, [])
            for row in [(department, depth), *walk(department.pk, depth + 1)]
        ]

    return walk(None, 0)

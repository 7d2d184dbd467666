"""Pages of equipment and rooms: the catalog, one with its bookings by week, and when it is closed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.actions.keeping_equipment import (
    add_equipment,
    close_equipment,
    edit_equipment,
    restore_equipment,
    retire_equipment,
    set_equipment_capacity,
    withdraw_closing,
    withdraw_equipment_capacity,
)
from milepost.domain.people.models import Equipment, EquipmentCapacity, EquipmentClosing
from milepost.domain.people.permissions import may, may_anywhere, require
from milepost.domain.staffing.calculations.equipment_use import use_of
from milepost.domain.staffing.calculations.periods import Unit, periods_from
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.refusals import shown_in
from milepost.web.staffing.equipment_forms import ClosingForm, EquipmentCapacityForm, EquipmentForm
from milepost.web.staffing.equipment_words import ShownUse, away_during, shown_catalog, shown_weeks

EDIT = "people.edit_equipment"
WEEKS = 8
MOST_AHEAD = timedelta(days=5 * 366)


@for_persons
@require_GET
def catalog(request: AskedBy) -> HttpResponse:
    """List what can be booked, with what is booked of it over the coming 18 months."""
    require(request.person, "people.view_directory")
    rows = list(Equipment.objects.select_related("calendar", "site", "owner"))
    periods = periods_from(today(), Unit.MONTH)
    shown = shown_catalog(use_of(rows, periods), periods)
    shown["may_edit"] = may_anywhere(request.person, EDIT)
    return render(request, "staffing/equipment.html", shown)


@for_persons
@require_http_methods(["GET", "POST"])
def new_equipment(request: AskedBy) -> HttpResponse:
    """Put equipment or a room into the catalog."""
    require(request.person, EDIT)
    form = EquipmentForm(request.POST or None)
    if form.is_valid():
        with shown_in(form):
            added = add_equipment(form.values, by=request.person, at=now())
            messages.success(request, gettext("{name} can be booked now.").format(name=added.name))
            return redirect("staffing:one-equipment", added.pk)
    shown = {"form": form, "title": gettext("New equipment or room")}
    return render(request, "staffing/equipment_form.html", shown, status=422 if form.errors else 200)


@for_persons
@require_http_methods(["GET", "POST"])
def edit(request: AskedBy, equipment_id: int) -> HttpResponse:
    """Change what is decided of equipment."""
    equipment = _equipment(equipment_id)
    require(request.person, EDIT, equipment)
    form = EquipmentForm(request.POST or None, equipment=equipment)
    if form.is_valid():
        with shown_in(form):
            edit_equipment(equipment, form.values, by=request.person, at=now())
            messages.success(request, gettext("{name} is saved.").format(name=equipment.name))
            return redirect("staffing:one-equipment", equipment.pk)
    shown = {"form": form, "title": _equipment(equipment_id).name, "equipment": equipment}
    return render(request, "staffing/equipment_form.html", shown, status=422 if form.errors else 200)


@for_persons
@require_GET
def one_equipment(request: AskedBy, equipment_id: int) -> HttpResponse:
    """Show who has it week by week, where too much is booked, and when it is closed."""
    require(request.person, "people.view_directory")
    return _shown(request, _equipment(equipment_id))


@for_persons
@require_POST
def closings(request: AskedBy, equipment_id: int) -> HttpResponse:
    """Close it on some days."""
    form = ClosingForm(request.POST, auto_id="closing_%s")
    saved = gettext("The closing is saved; work that books it waits.")
    return _kept(request, equipment_id, form, close_equipment, saved)


@for_persons
@require_POST
def capacities(request: AskedBy, equipment_id: int) -> HttpResponse:
    """Let so many be there from a day on."""
    form = EquipmentCapacityForm(request.POST, auto_id="capacity_%s")
    return _kept(request, equipment_id, form, set_equipment_capacity, gettext("The capacity is saved."))


@for_persons
@require_POST
def closing_withdrawal(request: AskedBy, closing_id: int) -> HttpResponse:
    """Open it again on days on which it was to be closed."""
    row = get_object_or_404(EquipmentClosing.objects.select_related("equipment__owner"), pk=closing_id)
    withdraw_closing(row, by=request.person, at=now())
    messages.success(request, gettext("The closing is withdrawn."))
    return redirect("staffing:one-equipment", row.equipment_id)


@for_persons
@require_POST
def capacity_withdrawal(request: AskedBy, capacity_id: int) -> HttpResponse:
    """Let the capacity before it count on."""
    row = get_object_or_404(EquipmentCapacity.objects.select_related("equipment__owner"), pk=capacity_id)
    withdraw_equipment_capacity(row, by=request.person, at=now())
    messages.success(request, gettext("The capacity is withdrawn."))
    return redirect("staffing:one-equipment", row.equipment_id)


@for_persons
@require_POST
def retirement(request: AskedBy, equipment_id: int) -> HttpResponse:
    """Retire it, or bring it back."""
    equipment = _equipment(equipment_id)
    if equipment.is_active:
        retire_equipment(equipment, by=request.person, at=now())
        messages.success(request, gettext("{name} is retired.").format(name=equipment.name))
    else:
        restore_equipment(equipment, by=request.person, at=now())
        messages.success(request, gettext("{name} can be booked again.").format(name=equipment.name))
    return redirect("staffing:one-equipment", equipment.pk)


def _equipment(key: int) -> Equipment:
    return get_object_or_404(Equipment.objects.select_related("calendar", "site", "owner"), pk=key)


def _kept(
    request: AskedBy, equipment_id: int, form: Form, keep: Callable[..., object], saved: str
) -> HttpResponse:
    """Keep what was typed of equipment, or show it again with what is wrong."""
    equipment = _equipment(equipment_id)
    require(request.person, EDIT, equipment)
    if form.is_valid():
        with shown_in(form):
            keep(equipment, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, saved)
            return redirect("staffing:one-equipment", equipment.pk)
    return _shown(request, equipment, refused=form)


def _shown(request: AskedBy, equipment: Equipment, *, refused: Form | None = None) -> HttpResponse:
    monday = _monday(request)
    weeks = periods_from(monday, Unit.WEEK, months=3)
    weeks = [week for week in weeks if week.first >= monday][:WEEKS]
    (use,) = use_of([equipment], weeks)
    names = ShownUse.names_for(request.person, use)
    shown: dict[str, Any] = {
        "equipment": equipment,
        "weeks": shown_weeks(use, weeks, names, away_during(use, request.person)),
        "conflict_count": len(use.conflicts),
        "earlier": monday - timedelta(weeks=WEEKS),
        "later": monday + timedelta(weeks=WEEKS),
        "is_now": monday == _week_of(today()),
        "closings": equipment.closings.filter(last__gte=today()),
        "capacities": equipment.capacities.all(),
        "may_edit": may(request.person, EDIT, equipment),
        "closing_form": ClosingForm(auto_id="closing_%s"),
        "capacity_form": EquipmentCapacityForm(auto_id="capacity_%s"),
    }
    if refused is not None:
        shown["closing_form" if isinstance(refused, ClosingForm) else "capacity_form"] = refused
    return render(request, "staffing/one_equipment.html", shown, status=422 if refused else 200)


def _monday(request: AskedBy) -> date:
    """Give the week that the address asks for, else this one; what is no day or far away is this week."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        asked = today()
    return _week_of(asked if abs(asked - today()) <= MOST_AHEAD else today())


def _week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())

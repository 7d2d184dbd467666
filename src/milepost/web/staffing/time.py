"""One person's time: what it goes to, absences, and the share that operations take."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.people.actions.recording_absences import (
    AbsenceFields,
    CannotRecord,
    record_absence,
    withdraw_absence,
)
from milepost.domain.people.models import Absence, Delegation, Person
from milepost.domain.people.permissions import may, may_anywhere
from milepost.domain.staffing.actions.setting_operations import set_operations, withdraw_operations
from milepost.domain.staffing.calculations.periods import Period, Unit, periods_from
from milepost.domain.staffing.calculations.time_of import shares_of, time_of
from milepost.domain.staffing.models import OperationsLoad, PersonSkill
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.people.tabs import tabs_of
from milepost.web.refusals import shown_in
from milepost.web.staffing.delegation_forms import DelegationForm
from milepost.web.staffing.forms import AbsenceForm, OperationsForm
from milepost.web.staffing.heat_map import Show, cells_html, headings, hours_of, label, period_query, title
from milepost.web.staffing.reach import VIEW, may_see_reasons, person_for
from milepost.web.staffing.skill_forms import PersonSkillForm


@for_persons
@require_GET
def time(request: AskedBy, person_id: int) -> HttpResponse:
    """Show a person's time, and of one period the tasks that ask for it."""
    return show_time(request, person_for(request, person_id))


@for_persons
@require_POST
def absences(request: AskedBy, person_id: int) -> HttpResponse:
    """Record an absence."""
    person = person_for(request, person_id)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        with shown_in(form, CannotRecord):
            record_absence(person, AbsenceFields(**form.cleaned_data), by=request.person, at=now())
            messages.success(request, gettext("The absence is recorded."))
            return redirect("staffing:time", person.pk)
    return show_time(request, person, absence_form=form)


@for_persons
@require_POST
def operations(request: AskedBy, person_id: int) -> HttpResponse:
    """Set how much of a person's time operations take, whatever the team's load is."""
    person = person_for(request, person_id)
    form = OperationsForm(request.POST)
    if form.is_valid():
        with shown_in(form):
            set_operations(person, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("The operations load is saved."))
            return redirect("staffing:time", person.pk)
    return show_time(request, person, operations_form=form)


@for_persons
@require_POST
def absence_withdrawal(request: AskedBy, absence_id: int) -> HttpResponse:
    """Take an absence off the record."""
    absence = get_object_or_404(Absence.objects.select_related("person"), pk=absence_id)
    person_for(request, absence.person_id)
    withdraw_absence(absence, by=request.person, at=now())
    messages.success(request, gettext("The absence is withdrawn."))
    return redirect("staffing:time", absence.person_id)


@for_persons
@require_POST
def operations_withdrawal(request: AskedBy, load_id: int) -> HttpResponse:
    """Take an operations load off."""
    load = get_object_or_404(OperationsLoad.objects.select_related("person", "department"), pk=load_id)
    withdraw_operations(load, by=request.person, at=now())
    messages.success(request, gettext("The operations load is withdrawn."))
    if load.person_id:
        return redirect("staffing:time", load.person_id)
    return redirect("staffing:team-operations", load.department_id)


def show_time(
    request: AskedBy,
    person: Person,
    *,
    absence_form: AbsenceForm | None = None,
    operations_form: OperationsForm | None = None,
    skill_form: PersonSkillForm | None = None,
    delegation_form: DelegationForm | None = None,
) -> HttpResponse:
    """Answer with a person's time, and with the form that was refused."""
    unit = Unit.WEEK if request.GET.get("unit") == Unit.WEEK else Unit.MONTH
    periods = periods_from(today(), unit)
    period = period_asked(request, periods)
    row = time_of(person, periods, as_of=today())
    cell = row.cells[periods.index(period)]
    may_edit = may(request.person, "people.edit_availability", person)
    shown: dict[str, Any] = {
        "shown_person": person,
        "tabs": tabs_of(request.person, person, current="time"),
        "unit": unit,
        "headings": headings(periods, unit),
        "periods": [(label(one, unit), title(one, unit)) for one in periods],
        "cells": cells_html(row.cells, [period_query(one.first, unit) for one in periods], Show.LOAD),
        "period": period,
        "period_title": title(period, unit),
        "hours": hours_of(cell),
        "is_over": cell.is_over,
        "shares": shares_of(person, period, reader=request.person, as_of=today()),
        "absences": person.absences.all(),
        "sees_reasons": may_see_reasons(request.person, person),
        "loads": OperationsLoad.objects.filter(person=person),
        "may_edit": may_edit,
        "may_delegate": person == request.person or may(request.person, "people.delegate", person),
        "delegations": Delegation.objects.filter(
            person=person, last__gte=today(), ended_at=None
        ).select_related("delegate"),
        "delegation_form": delegation_form
        or DelegationForm(person=person, initial={"first": today()}, auto_id="delegation_%s"),
        "sees_capacity": may_anywhere(request.person, VIEW),
        "skills": PersonSkill.objects.filter(person=person).select_related("skill"),
        "may_edit_skills": may(request.person, "staffing.edit_skills", person),
        "skill_form": skill_form or PersonSkillForm(auto_id="skill_%s"),
        "today": today(),
        "absence_form": absence_form or AbsenceForm(initial={"first": today()}, auto_id="absence_%s"),
        "operations_form": operations_form or OperationsForm(initial={"first": today()}, auto_id="load_%s"),
    }
    is_refused = bool(absence_form or operations_form or skill_form or delegation_form)
    return render(request, "staffing/time.html", shown, status=422 if is_refused else 200)


def period_asked(request: AskedBy, periods: list[Period]) -> Period:
    """Give the period the address names, by default the first."""
    named = request.GET.get("on")
    if not named:
        return periods[0]
    try:
        day = date.fromisoformat(named)
    except ValueError as error:
        raise Http404 from error
    found = next((period for period in periods if period.first <= day < period.end), None)
    if found is None:
        raise Http404
    return found

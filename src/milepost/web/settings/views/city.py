"""The city itself."""

from calendar import month_name

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from milepost.domain.people.actions.configuring import edit_city
from milepost.domain.people.models import City
from milepost.domain.people.permissions import may
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in
from milepost.web.settings.forms import CityForm
from milepost.web.settings.page import form_status, show


@for_persons
def city(request: AskedBy) -> HttpResponse:
    """Show the city's name, time zone, fiscal year and calendar, to be changed by whoever may."""
    shown_city = get_object_or_404(City.objects.select_related("calendar"))
    initial = {name: getattr(shown_city, name) for name in CityForm.base_fields}
    form = CityForm(request.POST) if request.method == "POST" else CityForm(initial=initial)
    if form.is_valid():
        with shown_in(form):
            edit_city(shown_city, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("The city's settings are saved."))
            return redirect("settings:city")
    return show(
        request,
        "settings/city.html",
        tab="City",
        status=form_status(form),
        city=shown_city,
        fiscal_year_starts=month_name[shown_city.fiscal_year_start_month],
        form=form,
        may_edit=may(request.person, "people.edit_city"),
    )

"""The very first page: the city is named and its first administrator made."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods

from milepost.domain.people.actions.founding import CityStands, found_city, founding_code
from milepost.domain.people.models import City
from milepost.web.access import now
from milepost.web.refusals import shown_in
from milepost.web.setup.forms import FoundingForm


@require_http_methods(["GET", "POST"])
def founding(request: HttpRequest) -> HttpResponse:
    """Found the city for whoever has the code that the server printed, while there is no city."""
    if City.objects.exists() or not constant_time_compare(request.GET.get("code", ""), founding_code()):
        raise Http404
    form = FoundingForm(request.POST or None)
    if form.is_valid():
        with shown_in(form, CityStands):
            given = form.cleaned_data
            person = found_city(
                given["city"],
                administrator=given["administrator"],
                email=given["email"],
                password=given["password"],
                at=now(),
            )
            login(request, person.account)
            return redirect("setup:setup")
    return render(request, "setup/founding.html", {"form": form}, status=422 if form.errors else 200)

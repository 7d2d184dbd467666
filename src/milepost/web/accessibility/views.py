"""The statement: what is promised, how it is tested, what falls short, and whom to tell."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from milepost.domain.people.models import City

REVIEWED_ON = date(2026, 11, 30)


@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement with the city's own contact."""
    shown = {"city": City.objects.first(), "reviewed_on": REVIEWED_ON}
    return render(request, "accessibility/statement.html", shown)

"""The city's own settings."""

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from milepost.api.access import Call, now
from milepost.api.kinds import Id, Words
from milepost.api.problems import PROBLEMS
from milepost.api.sending import sent
from milepost.domain.people.actions.configuring import edit_city
from milepost.domain.people.models import City, WorkingCalendar
from milepost.domain.people.permissions import require

router = Router()


class CityOut(Schema):
    """The city; new projects follow its calendar."""

    name: str
    time_zone: str
    fiscal_year_start_month: int
    calendar_id: int
    accessibility_email: str
    accessibility_phone: str


class CityFields(Schema):
    """Settings to change; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=120)
    time_zone: Words | None = Field(None, description="Such as America/Denver.")
    fiscal_year_start_month: int | None = Field(None, ge=1, le=12)
    calendar_id: Id | None = None
    accessibility_email: str | None = Field(None, max_length=254)
    accessibility_phone: str | None = Field(None, max_length=40)


@router.get("/city", response={200: CityOut, **PROBLEMS})
def get_city(request: Call) -> City:
    """Give the city's settings."""
    require(request.auth, "people.view_settings")
    return get_object_or_404(City)


@router.patch("/city", response={200: CityOut, **PROBLEMS})
def patch_city(request: Call, given: CityFields) -> City:
    """Change the city's settings."""
    city = get_object_or_404(City)
    calendars = WorkingCalendar.objects.filter(is_city_wide=True)
    edit_city(city, by=request.auth, at=now(), **sent(given, {"calendar": calendars}))
    return city

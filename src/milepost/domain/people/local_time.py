"""The city's own clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from milepost.domain.people.models import City

DEFAULT_ZONE = "America/Denver"


def local_day(at: datetime) -> date:
    """Give the date on which a moment falls in the city."""
    zone = City.objects.values_list("time_zone", flat=True).first() or DEFAULT_ZONE
    return at.astimezone(ZoneInfo(zone)).date()

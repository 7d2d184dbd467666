"""The city's own clock."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from milepost.domain.people.queries import standing_city

DEFAULT_ZONE = "America/Denver"


def city_zone() -> ZoneInfo:
    """Give the city's time zone."""
    city = standing_city()
    return ZoneInfo(city.time_zone if city else DEFAULT_ZONE)


def local_day(at: datetime) -> date:
    """Give the date on which a moment falls in the city."""
    return at.astimezone(city_zone()).date()


def local_time(at: datetime) -> datetime:
    """Give a moment as the clocks of the city show it."""
    return at.astimezone(city_zone())


def local_days(moments: Iterable[datetime]) -> dict[datetime, date]:
    """Give the dates on which moments fall in the city, in one query."""
    zone = city_zone()
    return {at: at.astimezone(zone).date() for at in moments}


def day_begins(day: date) -> datetime:
    """Give the moment a date begins in the city."""
    return datetime.combine(day, time(), city_zone())


def moment_of(local: datetime) -> datetime:
    """Give the moment at which the city's clocks show a naive local time; of an hour that comes twice, the first."""
    return local.replace(tzinfo=city_zone(), fold=0).astimezone(UTC)


def is_skipped(local: datetime) -> bool:
    """Tell whether the city's clocks never show a local time, for they jump over it in spring."""
    return moment_of(local).astimezone(city_zone()).replace(tzinfo=None) != local.replace(fold=0)


def comes_twice(local: datetime) -> bool:
    """Tell whether the city's clocks show a local time twice, for they are set back in the fall."""
    zone = city_zone()
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and not is_skipped(local)

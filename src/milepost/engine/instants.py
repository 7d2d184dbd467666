"""Schedule instants: whole minutes of local civil time since 1970-01-01 00:00."""

from datetime import date, datetime, timedelta

MINUTES_PER_DAY = 1440
EPOCH = datetime(1970, 1, 1)
EPOCH_ORDINAL = EPOCH.toordinal()


def minutes_of(instant: datetime) -> int:
    """Give the minutes since the epoch of a naive local time; seconds are dropped."""
    since = instant - EPOCH
    return since.days * MINUTES_PER_DAY + since.seconds // 60


def datetime_of(minutes: int) -> datetime:
    """Give the naive local time of an instant."""
    return EPOCH + timedelta(minutes=minutes)


def day_of(day: date) -> int:
    """Give the day number since the epoch; `day_of(d) * 1440` is the midnight that begins it."""
    return day.toordinal() - EPOCH_ORDINAL


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def us_date(minutes: int) -> str:
    """Write the day of an instant as US readers do: Mar 12, 2027."""
    day = datetime_of(minutes)
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"

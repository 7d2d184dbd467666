"""How dates, durations, money and shares read on every page."""

from datetime import date, datetime
from decimal import Decimal

from django.template import Library
from django.utils.timezone import is_aware, localtime

UNDEFINED = "—"
NOT_YET = "not yet"
MINUS = "\u2212"

NEAR_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}
SPANS = ((14, 1, "day"), (61, 7, "week"), (731, 30, "month"), (10**7, 365, "year"))
"""Below how many days what unit counts, and its days."""

register = Library()


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """Write a date or the date of an instant: Mar 12, 2027."""
    return UNDEFINED if value is None else f"{value:%b} {value.day}, {value.year}"


def distance(day: date, today: date, *, is_due: bool = False) -> str:
    """Write how far a date lies from today: today, in 3 days, 2 weeks ago; of what is due, 5 days late."""
    days = (day - today).days
    if days in NEAR_DAYS and not (is_due and days < 0):
        return NEAR_DAYS[days]
    far = abs(days)
    step, unit = next((step, unit) for limit, step, unit in SPANS if far < limit)
    count = far // step
    text = f"{count:,} {unit}{'' if count == 1 else 's'}"
    if days > 0:
        return f"in {text}"
    return f"{text} late" if is_due else f"{text} ago"


@register.filter
def moment(value: datetime | None) -> str:
    """Write an instant: Mar 12, 2027, 4:30 PM."""
    if value is None:
        return UNDEFINED
    local = localtime(value) if is_aware(value) else value
    return f"{day(local)}, {local:%I:%M %p}".replace(", 0", ", ")


@register.filter
def duration(minutes: int | None, minutes_per_day: int = 480) -> str:
    """Write working minutes as working days: 3 d, 2.5 d."""
    if minutes is None:
        return UNDEFINED
    return f"{_plain(Decimal(minutes) / minutes_per_day)} d"


@register.filter
def signed_duration(minutes: int | None, minutes_per_day: int = 480) -> str:
    """Write a difference in working days with its sign: +3 d, −2.5 d, 0 d."""
    text = duration(minutes, minutes_per_day)
    return f"+{text}" if minutes is not None and minutes > 0 else text


@register.filter
def signed_days(days: float | None) -> str:
    """Write a difference that is counted in working days: +3 d, −2.5 d, 0 d."""
    if days is None:
        return UNDEFINED
    text = _plain(Decimal(round(days, 1)))
    return f"+{text} d" if days > 0 and text != "0" else f"{text} d"


@register.filter
def money(amount: Decimal | int | None) -> str:
    """Write dollars, with cents only where there are any: $1,362,400."""
    if amount is None:
        return UNDEFINED
    sign = MINUS if amount < 0 else ""
    places = 0 if amount == int(amount) else 2
    return f"{sign}${abs(amount):,.{places}f}"


@register.filter
def dollars(amount: float | Decimal | None) -> str:
    """Write whole dollars of what is measured; undefined is not zero but "not yet"."""
    if amount is None:
        return NOT_YET
    return f"{MINUS if round(amount) < 0 else ''}${abs(amount):,.0f}"


@register.filter
def index(value: float | None) -> str:
    """Write an index to two places; undefined is not zero but "not yet"."""
    return NOT_YET if value is None else f"{value:.2f}"


@register.filter
def percent(share: float | Decimal | None) -> str:
    """Write a number from 0 to 100 as a whole percentage: 62%."""
    return UNDEFINED if share is None else f"{share:.0f}%"


def _plain(number: Decimal) -> str:
    """Write a number to two places without trailing zeros."""
    text = f"{abs(number):,.2f}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if number < 0 and text != "0" else text

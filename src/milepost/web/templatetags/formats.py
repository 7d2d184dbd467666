"""How dates, durations, money and shares read on every page."""

from datetime import date, datetime
from decimal import Decimal

from django.template import Library
from django.utils.timezone import is_aware, localtime

UNDEFINED = "—"
MINUS = "\u2212"

register = Library()


@register.filter
def day(value: date | None) -> str:
    """Write a date or the date of an instant: Mar 12, 2027."""
    return UNDEFINED if value is None else f"{value:%b} {value.day}, {value.year}"


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
def percent(share: float | Decimal | None) -> str:
    """Write a number from 0 to 100 as a whole percentage: 62%."""
    return UNDEFINED if share is None else f"{share:.0f}%"


def _plain(number: Decimal) -> str:
    """Write a number to two places without trailing zeros."""
    text = f"{abs(number):,.2f}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if number < 0 and text != "0" else text

"""Dates, durations and money as components; loaded with `components`."""

from datetime import date, datetime
from decimal import Decimal

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from milepost.web.templatetags import formats

NOT_YET = mark_safe('<span class="undefined">not yet</span>')

register = Library()


@register.simple_tag(name="date")
def civil_date(
    value: date | None, shown: str = "absolute", *, due: bool = False, today: date | None = None
) -> SafeString:
    """Show a civil date, readable by machines too: absolute, relative ("in 3 days"), or both; late where it is due."""
    if value is None:
        return SafeString(formats.UNDEFINED)
    civil = value.date() if isinstance(value, datetime) else value
    if shown == "absolute":
        return format_html('<time datetime="{}">{}</time>', civil.isoformat(), formats.day(civil))
    today = today or localdate()
    distance = formats.distance(civil, today, is_due=due)
    tone = " late" if due and civil < today else ""
    if shown == "relative":
        return format_html(
            '<time class="date{}" datetime="{}" title="{}">{}</time>',
            tone, civil.isoformat(), formats.day(civil), distance,
        )  # fmt: skip
    return format_html(
        '<time class="date" datetime="{}">{}, <span class="date-distance{}">{}</span></time>',
        civil.isoformat(), formats.day(civil), tone, distance,
    )  # fmt: skip


@register.simple_tag
def period(start: date, finish: date) -> SafeString:
    """Show from when to when, the year only where it is needed: Nov 3 to Dec 11, 2026."""
    first = formats.day(start)
    if start.year == finish.year:
        first = first.rpartition(",")[0]
    first, last = first.replace(" ", "\xa0"), formats.day(finish).replace(" ", "\xa0")
    if (start.year, start.month, start.day) == (finish.year, finish.month, finish.day):
        return civil_date(finish)
    return format_html(
        '<time datetime="{}">{}</time> to <time datetime="{}">{}</time>',
        f"{start:%Y-%m-%d}", first, f"{finish:%Y-%m-%d}", last,
    )  # fmt: skip


@register.simple_tag
def duration(minutes: int | None, minutes_per_day: int = 480, *, signed: bool = False) -> SafeString:
    """Show working minutes as working days; signed for a difference."""
    if minutes is None:
        return NOT_YET
    text = (formats.signed_duration if signed else formats.duration)(minutes, minutes_per_day)
    days = text.removesuffix(" d")
    words = f"{days} working {'day' if days.lstrip('+') == '1' else 'days'}"
    return format_html('<span class="duration" title="{}">{}</span>', words, text)


@register.simple_tag
def money(amount: Decimal | int | None, *, signed: bool = False) -> SafeString:
    """Show dollars with figures that stand in line; undefined is not zero but "not yet"."""
    if amount is None:
        return NOT_YET
    text = formats.money(amount)
    if signed and amount > 0:
        text = f"+{text}"
    tone = " money-negative" if amount < 0 else ""
    return format_html('<data class="money{}" value="{}">{}</data>', tone, amount, text)

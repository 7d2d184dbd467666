"""How minutes of work read as hours."""

from django.template import Library

register = Library()
MINUTES_PER_HOUR = 60


@register.filter
def hours(minutes: int | None) -> str:
    """Write minutes as hours: 7.5."""
    return "" if minutes is None else f"{round(minutes / MINUTES_PER_HOUR, 2):,g}"

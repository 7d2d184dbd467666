"""How long something is due."""

from datetime import date


def days_past(due: date | None, as_of: date) -> int:
    """Count the days since a day; none before it, and none where there is no such day."""
    return max(0, (as_of - due).days) if due is not None else 0

"""What tests read of a table that a page shows."""

from typing import Any

from django.http import HttpResponse


def listed(answer: HttpResponse) -> list[Any]:
    """Give all rows that a page's table finds, in their order."""
    reading = answer.context["table"].reading  # type: ignore[attr-defined]
    return reading.load([key for key, _ in reading.keys_from()])  # type: ignore[no-any-return]

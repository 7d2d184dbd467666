"""Tentative moves as an address holds them: `shift=7:14` lets project 7 begin fourteen days later."""

from collections.abc import Mapping
from contextlib import suppress

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from milepost.domain.projects.calculations.what_if import MOST_DAYS

SHIFT = "shift"
MOST_MOVES = 20


def moves_in(query: QueryDict) -> dict[int, int]:
    """Read the moves of an address; what is no move is left out."""
    found: dict[int, int] = {}
    for text in query.getlist(SHIFT)[:MOST_MOVES]:
        project, _, days = text.partition(":")
        with suppress(ValueError):
            found[int(project)] = max(-MOST_DAYS, min(MOST_DAYS, int(days)))
    return {project: days for project, days in found.items() if days}


def address_with(request: HttpRequest, moves: Mapping[int, int]) -> str:
    """Give the address of the same view with other moves."""
    query = request.GET.copy()
    for name in ("move", "by", "unit", "page"):
        query.pop(name, None)
    query.setlist(SHIFT, [f"{project}:{days}" for project, days in moves.items() if days])
    text = query.urlencode(safe=":")
    path = reverse("portfolio:roadmap")
    return f"{path}?{text}" if text else path


def days_words(days: int) -> str:
    """Say how far something moves: 2 weeks later, 3 days earlier."""
    count, unit = (abs(days) // 7, "week") if days % 7 == 0 and days else (abs(days), "day")
    return f"{count} {unit}{'' if count == 1 else 's'} {'later' if days > 0 else 'earlier'}"

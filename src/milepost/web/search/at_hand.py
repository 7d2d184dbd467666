"""What a reader has at hand: starred, or opened lately."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from milepost.domain.common.actions.visiting import note_visit
from milepost.domain.common.models import Star, Visit
from milepost.domain.common.search.finding import Found, findable_among
from milepost.domain.people.models import Person
from milepost.web.search.hits import PRESENTATIONS, Hit, hits_of

VISITED = {
    "projects:task": ("task", "task_id"),
    "reports:report": ("report", "report_id"),
}
"""Pages of one thing, and the argument that names it; any other page of a project is a visit of the project."""


class AtHand(NamedTuple):
    """A row that a reader comes back to."""

    kind: str
    icon: str
    hit: Hit


def starred(person: Person) -> list[AtHand]:
    """Give what a person starred and may still see."""
    return _shown(list(Star.objects.filter(user=person.account).values_list("kind", "object_id")), person)


def recent(person: Person, *, count: int) -> list[AtHand]:
    """Give what a person opened lately and may still see, the last one first."""
    visits = list(Visit.objects.filter(user=person.account).values_list("kind", "object_id"))
    return _shown(visits, person)[:count]


def _shown(rows: list[tuple[str, int]], person: Person) -> list[AtHand]:
    kept = findable_among(rows, person=person) if rows else []
    hits = {
        (kind, hit.pk): hit
        for kind in {kind for kind, _ in kept}
        for hit in hits_of(Found(kind, 0, tuple(pk for other, pk in kept if other == kind)))
    }
    return [AtHand(kind, PRESENTATIONS[kind].icon, hits[kind, pk]) for kind, pk in kept if (kind, pk) in hits]


class NotesVisits:
    """Notes each page of a project, a task or a report that a person opened and was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200 and _is_page(request, response):
            _note(request)
        return response


def _is_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    is_part = bool(getattr(request, "htmx", False))
    return not is_part and response.headers.get("Content-Type", "").startswith("text/html")


def _note(request: HttpRequest) -> None:
    match = request.resolver_match
    person: Person | None = getattr(request, "person", None)
    if match is None or person is None:
        return
    kind, argument = VISITED.get(match.view_name, ("project", "project_id"))
    if object_id := match.kwargs.get(argument):
        note_visit(person.account, kind, object_id, at=timezone.now())

"""What the palette lists as one types: what is at hand, what one may do, and what is found."""

from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from milepost.domain.common.search.finding import find
from milepost.domain.common.search.terms import Terms, terms_of
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.search.at_hand import AtHand, recent, starred
from milepost.web.search.commands import Command, deeds, of_project, places
from milepost.web.search.hits import PRESENTATIONS, hits_of

EACH = 4
RECENT = 5
STARRED = 5
SHORTEST = 2
"""Letters from which on rows are searched; before, only what is at hand and what one may do."""

Option = dict[str, str]


@for_persons
@require_GET
def palette(request: AskedBy) -> JsonResponse:
    """Give the options for what was typed on a page of a project or of none, in the order of their groups."""
    typed = request.GET.get("q", "").strip()
    project = _project(request)
    if typed:
        options = [*_answering(request.person, project, terms_of(typed)), *_found(request.person, typed)]
    else:
        options = [*_at_hand(request.person, project), *_offered(request.person, project)]
    return JsonResponse({"options": options}, headers={"Cache-Control": "no-store"})


def _project(request: HttpRequest) -> Project | None:
    number = request.GET.get("project", "")
    person: Person = request.person  # type: ignore[attr-defined]
    return Project.objects.visible_to(person).filter(pk=number).first() if number.isdigit() else None


def _at_hand(person: Person, project: Project | None) -> Iterable[Option]:
    here = ("project", project.pk) if project else None
    last = [row for row in recent(person, count=RECENT + 1) if (row.kind, row.hit.pk) != here][:RECENT]
    shown = {(row.kind, row.hit.pk) for row in last}
    yield from (_row(row, "Opened lately") for row in last)
    stars = [row for row in starred(person) if (row.kind, row.hit.pk) not in {*shown, here}]
    yield from (_row(row, "Starred") for row in stars[:STARRED])


def _offered(person: Person, project: Project | None) -> Iterable[Option]:
    if project:
        yield from (
            _option(command, f"{project.number} {project.name}") for command in of_project(person, project)
        )
    yield from (_option(command, "Go to") for command in places(person))
    yield from (_option(command, "Do") for command in deeds(person))


def _answering(person: Person, project: Project | None, terms: Terms) -> Iterable[Option]:
    if terms.kinds or terms.states:
        return
    for command in of_project(person, project) if project else ():
        if command.answers(terms.words):
            yield _option(command, "In this project")
    for command in places(person):
        if command.answers(terms.words):
            yield _option(command, "Go to")
    for command in deeds(person):
        if command.answers(terms.words):
            yield _option(command, "Do")


def _found(person: Person, typed: str) -> Iterable[Option]:
    if len(typed) >= SHORTEST:
        found = find(terms_of(typed), person=person, as_of=today(), each=EACH, among=PRESENTATIONS)
        order = list(PRESENTATIONS)
        for one in sorted(found, key=lambda one: order.index(one.kind)):
            presentation = PRESENTATIONS[one.kind]
            for hit in hits_of(one):
                yield _as_option(hit.title, hit.note, hit.url, presentation.icon, presentation.plural)
    everything = f"{reverse('search:search')}?{urlencode({'q': typed})}"
    yield _as_option(f"Search everything for “{typed}”", "", everything, "search", "Search")


def _row(row: AtHand, group: str) -> Option:
    return _as_option(row.hit.title, row.hit.note, row.hit.url, row.icon, group)


def _option(command: Command, group: str) -> Option:
    option = _as_option(command.label, "", command.url, command.icon, group)
    return {**option, "value": command.does} if command.does else option


def _as_option(label: str, note: str, url: str, icon: str, group: str) -> Option:
    return {"value": url, "label": label, "note": note, "url": url, "icon": icon, "group": group}

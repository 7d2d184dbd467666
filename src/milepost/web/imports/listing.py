"""A list from a spreadsheet, of projects, people, hours, capital items and more: upload, preview, confirm."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import CannotImportList
from milepost.domain.money.actions.importing_capital import (
    import_capital,
    read_capital,
    understood_capital,
)
from milepost.domain.people.actions.enrolling_list import (
    enroll_list,
    read_people,
)
from milepost.domain.people.actions.enrolling_list import understood as understood_people
from milepost.domain.people.actions.importing_absences import (
    import_absences,
    read_absences,
    understood_absences,
)
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may_anywhere, require
from milepost.domain.projects.actions.importing_list import (
    import_project_list,
    read_list,
)
from milepost.domain.projects.actions.importing_list import understood as understood_projects
from milepost.domain.staffing.actions.importing_engagements import (
    import_engagements,
    read_engagements,
    understood_engagements,
)
from milepost.domain.staffing.actions.importing_hours import (
    HoursLine,
    import_hours,
    read_hours,
    understood_hours,
)
from milepost.domain.staffing.actions.importing_tickets import (
    import_tickets,
    read_tickets,
    understood_tickets,
)
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.sheets.absences import ListedAbsence, write_absence_list
from milepost.exchange.sheets.capital_items import ListedCapital, write_capital_list
from milepost.exchange.sheets.columns import BadRows
from milepost.exchange.sheets.engagements import ListedEngagement, write_engagement_list
from milepost.exchange.sheets.hours import ListedHours, write_hours_list
from milepost.exchange.sheets.people import ListedPerson, write_person_list
from milepost.exchange.sheets.projects import ListedProject, write_project_list
from milepost.exchange.sheets.tickets import ListedTickets, write_ticket_list
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.files import file_response
from milepost.web.imports.forms import ListForm
from milepost.web.money.views.funds import this_year
from milepost.web.setup.progress import is_setting_up


@dataclass(frozen=True, slots=True)
class Listing:
    """A kind of list: who may bring it, how it is read, understood and applied, and how its preview reads."""

    noun: str
    permission: str
    row: type[Any]
    read: Callable[..., Sequence[Any]]
    understood: Callable[..., Sequence[Any]]
    apply: Callable[..., Sequence[Any]]
    template: Callable[[], bytes]
    preview: str
    done: str
    is_of_own_people: bool = False
    """Whoever may do it for some people brings the list of those; each row asks for its person."""


def _hours_today(rows: Sequence[ListedHours]) -> list[HoursLine]:
    return understood_hours(rows, on=today())


LISTINGS = {
    "projects": Listing(
        noun="project",
        permission="projects.import_list",
        row=ListedProject,
        read=read_list,
        understood=understood_projects,
        apply=import_project_list,
        template=write_project_list,
        preview="imports/project_list_preview.html",
        done="projects:projects",
    ),
    "people": Listing(
        noun="person",
        permission="people.edit_directory",
        row=ListedPerson,
        read=read_people,
        understood=understood_people,
        apply=enroll_list,
        template=write_person_list,
        preview="imports/person_list_preview.html",
        done="people:directory",
    ),
    "engagements": Listing(
        noun="engagement",
        permission="staffing.import_requests",
        row=ListedEngagement,
        read=read_engagements,
        understood=understood_engagements,
        apply=import_engagements,
        template=write_engagement_list,
        preview="imports/engagement_list_preview.html",
        done="staffing:requests",
    ),
    "absences": Listing(
        noun="absence",
        permission="people.edit_availability",
        row=ListedAbsence,
        read=lambda file, name: read_absences(file, name, on=today()),
        understood=understood_absences,
        apply=import_absences,
        template=write_absence_list,
        preview="imports/absence_list_preview.html",
        done="staffing:capacity",
        is_of_own_people=True,
    ),
    "hours": Listing(
        noun="line",
        permission="staffing.keep_hours",
        row=ListedHours,
        read=read_hours,
        understood=_hours_today,
        apply=import_hours,
        template=write_hours_list,
        preview="imports/hours_list_preview.html",
        done="staffing:timesheets",
    ),
    "tickets": Listing(
        noun="load",
        permission="staffing.edit_operations",
        row=ListedTickets,
        read=read_tickets,
        understood=lambda rows, by: understood_tickets(rows, on=today(), by=by),
        apply=import_tickets,
        template=write_ticket_list,
        preview="imports/ticket_list_preview.html",
        done="staffing:capacity",
        is_of_own_people=True,
    ),
    "capital-items": Listing(
        noun="capital item",
        permission="money.plan_capital",
        row=ListedCapital,
        read=read_capital,
        understood=understood_capital,
        apply=import_capital,
        template=lambda: write_capital_list(range(this_year() + 1, this_year() + 6)),
        preview="imports/capital_list_preview.html",
        done="ledger:capital-plan",
    ),
}


@for_persons
@require_http_methods(["GET", "POST"])
def brought_list(request: AskedBy, kind: str) -> HttpResponse:
    """Take a list, and show what it would create or what is wrong with it."""
    listing = _listing(request, kind)
    form = ListForm(request.POST or None, request.FILES or None, kind=kind)
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            rows = listing.read(file, file.name)
            _understood(request, listing, rows)
        except (CannotImportList, BadRows) as error:
            problems = error.problems
        except UnreadableFile as error:
            problems = [str(error)]
        else:
            request.session[_key(kind)] = [_kept(row) for row in rows]
            return redirect("imports:list-preview", kind)
    shown = {"form": form, "problems": problems, "kind": kind, "things": kind.replace("-", " ")}
    return render(request, "imports/list.html", shown, status=422 if form.is_bound else 200)


@for_persons
@require_GET
def preview(request: AskedBy, kind: str) -> HttpResponse:
    """Show what the list would create."""
    listing = _listing(request, kind)
    rows = _staged(request, kind)
    if not rows:
        return redirect("imports:list", kind)
    try:
        understood = _understood(request, listing, rows)
    except CannotImportList as error:
        messages.error(request, str(error))
        return redirect("imports:list", kind)
    return render(request, listing.preview, {"rows": understood, "kind": kind})


@for_persons
@require_POST
def confirmation(request: AskedBy, kind: str) -> HttpResponse:
    """Apply the list, or nothing of it."""
    listing = _listing(request, kind)
    try:
        applied = listing.apply(_staged(request, kind), by=request.person, at=now())
    except CannotImportList as error:
        messages.error(request, str(error))
        return redirect("imports:list", kind)
    request.session.pop(_key(kind), None)
    noun = listing.noun if len(applied) == 1 else {"person": "people"}.get(listing.noun, f"{listing.noun}s")
    messages.success(
        request, gettext("The list of {number:,} {noun} is in.").format(number=len(applied), noun=noun)
    )
    return redirect("setup:setup" if is_setting_up(request.person) else listing.done)


@for_persons
@require_GET
def template(request: AskedBy, kind: str) -> HttpResponse:
    """Give the list to fill in."""
    listing = _listing(request, kind)
    return file_response(listing.template(), f"{listing.noun.replace(' ', '-')}-list.xlsx")


def _listing(request: AskedBy, kind: str) -> Listing:
    if kind not in LISTINGS:
        raise Http404
    listing = LISTINGS[kind]
    if not (listing.is_of_own_people and _has_people(request.person, listing.permission)):
        require(request.person, listing.permission)
    return listing


def _has_people(person: Person, permission: str) -> bool:
    """Tell whether somebody keeps what is listed for some people: by a role over a department, or as a supervisor."""
    return may_anywhere(person, permission) or person.reports_of.filter(is_active=True).exists()


def _understood(request: AskedBy, listing: Listing, rows: Sequence[Any]) -> Sequence[Any]:
    return (
        listing.understood(rows, by=request.person) if listing.is_of_own_people else listing.understood(rows)
    )


def _key(kind: str) -> str:
    return f"list of {kind}"


def _staged(request: AskedBy, kind: str) -> list[Any]:
    row = LISTINGS[kind].row
    dated = {field.name for field in fields(row) if field.type == date | None}
    return [
        row(
            **{
                name: date.fromisoformat(value) if name in dated and value else value
                for name, value in kept.items()
            }
        )
        for kept in request.session.get(_key(kind), [])
    ]


def _kept(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in asdict(row).items()
    }

"""Ledger lines that nobody has given to a project, each with a suggestion where lines like it went."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from milepost.domain.money.actions.allocating import CannotAllocate, Share, allocate
from milepost.domain.money.calculations.matching import suggestions
from milepost.domain.money.models import LedgerEntry, UnmatchedLine
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.ledger_forms import projects_for
from milepost.web.money.ledger_page import require_ledger, show

ROWS = 50


@for_persons
@require_http_methods(["GET", "POST"])
def unmatched_lines(request: AskedBy) -> HttpResponse:
    """List the lines without a project, the latest first, and give chosen ones to one."""
    require_ledger(request)
    if request.method == "POST":
        return _allocate(request)
    pages = Paginator(UnmatchedLine.posted().values_list("pk", flat=True), ROWS)
    pages.count = UnmatchedLine.waiting()
    page = pages.get_page(request.GET.get("page"))
    entries = LedgerEntry.objects.filter(pk__in=list(page.object_list))
    lines = list(entries.select_related("fund", "cost_center", "account", "brought_by"))
    projects = projects_for(request.person)
    names = {project.pk: project for project in projects}
    found = suggestions(lines)
    shown = [
        (line, names.get(found[line.pk].project) if line.pk in found else None, found.get(line.pk))
        for line in lines
    ]
    return show(
        request,
        "ledger/unmatched.html",
        tab="ledger:unmatched",
        unmatched=pages.count,
        page=page,
        lines=shown,
        projects=projects,
        may_allocate=bool(projects),
        may_leave=may(request.person, "money.import_ledger"),
    )


def _allocate(request: AskedBy) -> HttpResponse:
    """Give the chosen lines to the project that their buttons or the list below name."""
    word, _, one = request.POST.get("give", "").partition("/")
    keys = [one] if one else request.POST.getlist("line")
    chosen = request.POST.get("project", "") if word == "chosen" else word
    rows = LedgerEntry.posted().filter(pk__in=[key for key in keys if key.isdecimal()])
    entries = list(rows.select_related("brought_by"))
    project = (
        Project.objects.visible_to(request.person).filter(pk=chosen).first() if chosen.isdecimal() else None
    )
    if not entries or (project is None and chosen != "none"):
        messages.error(request, gettext("Choose lines, and the project they belong to."))
        return redirect("ledger:unmatched")
    try:
        allocate(entries, [Share(project)], by=request.person, at=now())
    except CannotAllocate as refusal:
        messages.error(request, str(refusal))
    else:
        whom = str(project) if project else gettext("no project")
        said = ngettext(
            "{count} line is given to {whom}.", "{count} lines are given to {whom}.", len(entries)
        )
        messages.success(request, said.format(count=len(entries), whom=whom))
    return redirect("ledger:unmatched")

"""What was spent on a project, and bringing more of it from the ledger."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.money.actions.importing_expenditures import (
    CannotImportExpenditures,
    bring_expenditures,
    discard_expenditures,
    post_expenditures,
)
from milepost.domain.money.calculations.earned_value import expended_on, spent_on
from milepost.domain.money.calculations.expenditure_preview import preview_of
from milepost.domain.money.models import LedgerImport
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.exchange.sheets.expenditures import write_expenditure_list
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.files import file_response
from milepost.web.money.access import money_project
from milepost.web.money.forms import ExpendituresForm
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in

ROWS, SHOWN = 50, 100


@for_persons
@require_http_methods(["GET", "POST"])
def expenditures(request: AskedBy, project_id: int) -> HttpResponse:
    """List what was spent, the latest first, and take a file with more."""
    project = money_project(request, project_id)
    form = ExpendituresForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with shown_in(form, CannotImportExpenditures):
            brought = bring_expenditures(
                project,
                file,
                file.name,
                control_total=form.cleaned_data["control_total"],
                by=request.person,
                at=now(),
            )
            return redirect("money:expenditure-import", project.pk, brought.pk)
    spent = expended_on(project).select_related("entry").order_by("-entry__on", "-entry")
    page = Paginator(spent, ROWS).get_page(request.GET.get("page"))
    names = dict(project.tasks.values_list("uid", "name"))
    return show(
        request,
        project,
        "money/expenditures.html",
        tab="money",
        status=422 if form.errors else 200,
        part="expenditures",
        form=form,
        page=page,
        rows=[(row, names.get(row.uid or 0, "")) for row in page.object_list],
        total=spent_on(project),
        brought=LedgerImport.objects.filter(project=project).select_related("attachment", "by")[:10],
        can_import=may(request.person, "money.import_expenditures", project),
    )


@for_persons
@require_GET
def expenditure_import(request: AskedBy, project_id: int, import_id: int) -> HttpResponse:
    """Show what posting a brought file would do."""
    project = money_project(request, project_id)
    brought = _brought(project, import_id)
    preview = preview_of(brought)
    names = dict(project.tasks.values_list("uid", "name"))
    return show(
        request,
        project,
        "money/expenditure_import.html",
        tab="money",
        part="expenditures",
        brought=brought,
        preview=preview,
        lines=[(row, names.get(row.uid or 0, "")) for row in preview.new[:SHOWN]],
        rejects=preview.rejects[:SHOWN],
        is_waiting=brought.state == LedgerImport.State.PREVIEWED,
        can_import=may(request.person, "money.import_expenditures", project),
    )


@for_persons
@require_POST
def posting(request: AskedBy, project_id: int, import_id: int) -> HttpResponse:
    """Post a brought file, or put it aside."""
    project = money_project(request, project_id)
    brought = _brought(project, import_id)
    try:
        if request.POST.get("decision") == "discard":
            discard_expenditures(brought, by=request.person, at=now())
            messages.info(request, gettext("{brought} is put aside.").format(brought=brought))
        else:
            preview = post_expenditures(brought, by=request.person, at=now())
            count = len(preview.new)
            messages.success(request, f"{count:,} line{'' if count == 1 else 's'} posted.")
    except CannotImportExpenditures as refusal:
        messages.error(request, str(refusal))
        return redirect("money:expenditure-import", project.pk, brought.pk)
    return redirect("money:expenditures", project.pk)


@for_persons
@require_GET
def expenditure_template(request: AskedBy, project_id: int) -> HttpResponse:
    """Give the list to fill in."""
    money_project(request, project_id)
    return file_response(write_expenditure_list(), "expenditures.xlsx")


def _brought(project: Project, import_id: int) -> LedgerImport:
    found = LedgerImport.objects.select_related("attachment", "by", "project")
    return get_object_or_404(found, project=project, pk=import_id)

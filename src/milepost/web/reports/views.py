"""Status reports: lists, drafting, the published report as page, PDF and e-mail, and the portfolio on one page."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.models import City
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.rating import CannotRate, rate_status
from milepost.domain.projects.calculations.status import Dimension
from milepost.domain.projects.models import Project, Status
from milepost.domain.reports.actions.drafting import (
    CannotDraft,
    discard_report,
    draft_report,
    redraft_report,
    revise_report,
)
from milepost.domain.reports.actions.keeping_pdf import pdf_to_read
from milepost.domain.reports.actions.publishing import CannotPublish, publish_report
from milepost.domain.reports.models import (
    CouncilCommunication,
    Distribution,
    Publication,
    Reader,
    StatusReport,
)
from milepost.domain.reports.queries import drafts_of
from milepost.domain.reports.rendering.email import voice_email
from milepost.domain.reports.rendering.pdf import PdfUnavailable, report_pdf, rollup_pdf, voice_pdf
from milepost.domain.reports.rendering.rollup import RollUpView, rollup_of
from milepost.domain.reports.rendering.slides import report_slides, rollup_slides
from milepost.domain.reports.rendering.view import view_of
from milepost.domain.reports.rendering.voices import voice_of
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.discussion.presenting import discussion_of
from milepost.web.projects.access import project_for
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.reports.access import report_for
from milepost.web.reports.answering import email_response, pdf_response, slides_response
from milepost.web.reports.forms import PeriodForm, RatingForm, TextsForm
from milepost.web.reports.reading import reader_of, reader_tabs, sources_of
from milepost.web.reports.tables import REPORTS
from milepost.web.tables.answering import answer_to
from milepost.web.tables.shown import TableView


@for_persons
@require_GET
def index(request: AskedBy) -> HttpResponseBase:
    """List the published reports the person may see, and the person's own drafts."""
    table = TableView(request, REPORTS)
    if answer := answer_to(table):
        return answer
    return render(request, "reports/index.html", {"table": table, "drafts": drafts_of(request.person)})


@for_persons
@require_http_methods(["GET", "POST"])
def of_project(request: AskedBy, project_id: int) -> HttpResponse:
    """List a project's reports and offer to draft the next."""
    project = project_for(request, project_id)
    require(request.person, "reports.view", project)
    form = PeriodForm(request.POST or None, initial=_next_period(project))
    if request.method == "POST" and form.is_valid():
        start, finish = form.cleaned_data["period_start"], form.cleaned_data["period_finish"]
        with shown_in(form, CannotDraft):
            return _see(draft_report(project, start=start, finish=finish, by=request.person, at=now()))
    draft = StatusReport.objects.filter(project=project, state=StatusReport.State.DRAFT).first()
    context = {
        "reports": StatusReport.objects.published().filter(project=project).select_related("published_by"),
        "draft": draft if may(request.person, "reports.view_draft", project) else None,
        "communications": CouncilCommunication.objects.visible_to(request.person).filter(project=project),
        "may_write": may(request.person, "reports.write", project),
        "distributions": Distribution.objects.visible_to(request.person).filter(project=project),
        "may_send": may(request.person, "reports.send", project),
        "publication": Publication.objects.filter(project=project).first(),
        "may_publish_project": may(request.person, "reports.publish_project", project),
        "form": form if may(request.person, "reports.write", project) and draft is None else None,
    }
    return show(
        request,
        project,
        "reports/of_project.html",
        tab="reports",
        status=422 if form.errors else 200,
        **context,
    )


@for_persons
@require_GET
def report(request: AskedBy, report_id: int) -> HttpResponse:
    """Show a report as its readers see it."""
    found = report_for(request, report_id)
    voice = voice_of(found, reader_of(request))
    context = {
        "kept": found,
        "report": view_of(found),
        "voice": voice,
        "readers": reader_tabs(found, voice.reader),
        "sources": sources_of(found.project, voice),
        "trail": _trail(found),
        "discussion": discussion_of(request, found),
        "may_write": not found.is_published and may(request.person, "reports.write", found.project),
        "may_publish": not found.is_published and may(request.person, "reports.publish", found.project),
    }
    return render(request, "reports/report.html", context)


@for_persons
@require_http_methods(["GET", "POST"])
def texts(request: AskedBy, report_id: int) -> HttpResponse:
    """Edit the words of a draft."""
    found = report_for(request, report_id)
    require(request.person, "reports.write", found.project)
    if found.is_published:
        return _see(found)
    form = TextsForm(request.POST or None, report=found)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotDraft):
            revise_report(found, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("The draft is saved."))
            return _see(found)
    return _edit(request, found, form, RatingForm())


@for_persons
@require_POST
def ratings(request: AskedBy, report_id: int) -> HttpResponse:
    """Rate a dimension of the project from within its draft."""
    found = report_for(request, report_id)
    form = RatingForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        dimension, status = Dimension(given["dimension"]), Status(given["status"])
        with shown_in(form, CannotRate):
            rate_status(found.project, dimension, status, by=request.person, at=now(), reason=given["reason"])
            messages.success(
                request,
                gettext("{label} is rated {lower}.").format(
                    label=dimension.label, lower=status.label.lower()
                ),
            )
            return redirect("reports:texts", found.pk)
    return _edit(request, found, TextsForm(None, report=found), form)


@for_persons
@require_POST
def redraft(request: AskedBy, report_id: int) -> HttpResponse:
    """Write the words of a draft anew from the facts."""
    found = report_for(request, report_id)
    try:
        redraft_report(found, by=request.person, at=now())
    except CannotDraft as error:
        messages.error(request, str(error))
    return redirect("reports:texts", found.pk)


@for_persons
@require_POST
def publication(request: AskedBy, report_id: int) -> HttpResponse:
    """Publish a draft."""
    found = report_for(request, report_id)
    try:
        publish_report(found, by=request.person, at=now())
        messages.success(request, gettext("The report is published and stays as it is."))
    except (CannotPublish, CannotDraft) as error:
        messages.error(request, str(error))
    return _see(found)


@for_persons
@require_POST
def removal(request: AskedBy, report_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = report_for(request, report_id)
    try:
        discard_report(found, by=request.person, at=now())
        messages.success(request, gettext("The draft is discarded."))
    except CannotDraft as error:
        messages.error(request, str(error))
        return _see(found)
    return redirect("reports:of_project", found.project_id)


@for_persons
@require_GET
def pdf(request: AskedBy, report_id: int) -> HttpResponse:
    """Give a report as PDF; a published one is made once and kept."""
    found = report_for(request, report_id)
    reader = reader_of(request)
    kind = "status" if reader == Reader.MANAGER else reader
    name = f"{found.project.number}-{kind}-{found.period_finish:%Y-%m-%d}.pdf"
    try:
        if reader != Reader.MANAGER:
            return pdf_response(voice_pdf(found, reader), name)
        if found.is_published:
            return pdf_response(pdf_to_read(found), name)
        return pdf_response(report_pdf(found), name)
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return _see(found)


@for_persons
@require_GET
def slides(request: AskedBy, report_id: int) -> HttpResponse:
    """Give a report for the director as a presentation."""
    found = report_for(request, report_id)
    return slides_response(
        report_slides(found), f"{found.project.number}-{found.period_finish:%Y-%m-%d}.pptx"
    )


@for_persons
@require_GET
def portfolio_slides(request: AskedBy) -> HttpResponse:
    """Give the portfolio as a presentation."""
    return slides_response(rollup_slides(_rollup(request)), f"portfolio-{today():%Y-%m-%d}.pptx")


@for_persons
@require_GET
def email(request: AskedBy, report_id: int) -> HttpResponse:
    """Show a report in the words of a reader as the HTML to send by e-mail."""
    return email_response(voice_email(report_for(request, report_id), reader_of(request)))


@for_persons
@require_GET
def portfolio(request: AskedBy) -> HttpResponse:
    """Show the open projects the person may see on one page."""
    return render(request, "reports/portfolio.html", {"rollup": _rollup(request)})


@for_persons
@require_GET
def portfolio_pdf(request: AskedBy) -> HttpResponse:
    """Give the portfolio on one page as PDF."""
    try:
        return pdf_response(rollup_pdf(_rollup(request)), f"portfolio-{today():%Y-%m-%d}.pdf")
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return redirect("reports:portfolio")


def _edit(request: AskedBy, found: StatusReport, form: TextsForm, rating: RatingForm) -> HttpResponse:
    context = {
        "kept": found,
        "report": view_of(found),
        "trail": _trail(found),
        "form": form,
        "rating": rating,
        "voices": [(voice_of(found, reader), form[_field_of(reader)]) for reader in Reader.values],
    }
    status = 422 if form.errors or rating.errors else 200
    return render(request, "reports/texts.html", context, status=status)


def _field_of(reader: str) -> str:
    return "summary" if reader == Reader.MANAGER else reader


def _trail(found: StatusReport) -> list[dict[str, str]]:
    return [
        {"label": "Reports", "url": reverse("reports:index")},
        {"label": found.project.name, "url": reverse("reports:of_project", args=[found.project_id])},
    ]


def _next_period(project: Project) -> dict[str, object]:
    """Propose the days since the last report, or the last seven."""
    last = StatusReport.objects.published().filter(project=project).first()
    day = today()
    start = (
        last.period_finish + timedelta(days=1)
        if last and last.period_finish < day
        else day - timedelta(days=6)
    )
    return {"period_start": start, "period_finish": day}


def _rollup(request: AskedBy) -> RollUpView:
    projects = Project.objects.visible_to(request.person).open().prefetch_related("roles")
    found = list(projects.select_related("department", "manager", "dates"))
    return rollup_of(found, city=City.objects.get().name, as_of=today(), seen_by=request.person)


def _see(found: StatusReport) -> HttpResponse:
    return redirect(reverse("reports:report", args=[found.pk]))

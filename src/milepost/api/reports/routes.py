"""Status reports: draft, revise, publish, read."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS, problem
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.drafting import discard_report, draft_report, revise_report
from milepost.domain.reports.actions.keeping_pdf import pdf_to_read
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.actions.publishing_projects import publish_project, withdraw_project
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.models import Publication, StatusReport
from milepost.domain.reports.models.status_report import StatusReportQuerySet
from milepost.domain.reports.rendering.pdf import PdfUnavailable

router = Router()


class ReportBrief(Schema):
    """A report in a list."""

    id: int
    project_id: int
    period_start: date
    period_finish: date
    state: str
    overall_status: str
    schedule_status: str
    scope_status: str
    published_at: datetime | None


class ReportOut(ReportBrief):
    """A report with its words and the facts it keeps."""

    summary: str
    done: str
    next: str
    decisions: str
    director: str
    council: str
    public: str
    facts: dict[str, Any]
    taken_out: str
    """What is left out because it was restricted after it was written."""


class PeriodIn(Schema):
    """The period a report covers, both days included."""

    period_start: Day
    period_finish: Day


class TextsIn(Schema):
    """Words of a draft to change; what is left out stays."""

    summary: Words | None = None
    done: Words | None = None
    next: Words | None = None
    decisions: Words | None = None
    director: Words | None = None
    council: Words | None = None
    public: Words | None = None


class PublicationIn(Schema):
    """What the public page shows of a project beside its words, status and milestones."""

    shows_money: bool = True


class PublicationOut(PublicationIn):
    """A project on the public page."""

    project_id: int
    at: datetime


@router.get("/reports", response={200: list[ReportBrief], **PROBLEMS})
@paginate(Pages)
def list_reports(request: Call, project_id: Id | None = None) -> StatusReportQuerySet:
    """List the published reports the caller may see."""
    reports = StatusReport.objects.visible_to(request.auth)
    return reports.filter(project=project_id) if project_id else reports


@router.post("/projects/{project_id}/reports", response={201: ReportOut, **PROBLEMS})
def post_report(request: Call, project_id: Id, given: PeriodIn) -> Status[StatusReport]:
    """Draft a report from the facts."""
    project = project_for(request, project_id)
    period = {"start": given.period_start, "finish": given.period_finish}
    return Status(201, draft_report(project, **period, by=request.auth, at=now()))


@router.get("/reports/{report_id}", response={200: ReportOut, **PROBLEMS})
def get_report(request: Call, report_id: Id) -> StatusReport:
    """Give a report."""
    return _report(request, report_id)


@router.patch("/reports/{report_id}", response={200: ReportOut, **PROBLEMS})
def patch_report(request: Call, report_id: Id, given: TextsIn) -> StatusReport:
    """Change the words of a draft."""
    report = _report(request, report_id)
    texts = {name: text for name, text in given.dict(exclude_unset=True).items() if text is not None}
    revise_report(report, by=request.auth, at=now(), **texts)
    return report


@router.post("/reports/{report_id}/publication", response={200: ReportOut, **PROBLEMS})
def post_publication(request: Call, report_id: Id) -> StatusReport:
    """Publish a draft; it stays as it is from then on."""
    report = _report(request, report_id)
    publish_report(report, by=request.auth, at=now())
    return report


@router.delete("/reports/{report_id}", response={204: None, **PROBLEMS})
def delete_report(request: Call, report_id: Id) -> Status[None]:
    """Throw a draft away."""
    discard_report(_report(request, report_id), by=request.auth, at=now())
    return Status(204, None)


@router.get("/reports/{report_id}/pdf", response=PROBLEMS)
def get_pdf(request: Call, report_id: Id) -> HttpResponse:
    """Give a published report as PDF."""
    report = _report(request, report_id)
    if not report.is_published:
        raise Http404
    try:
        content = pdf_to_read(report)
    except PdfUnavailable as unavailable:
        return problem(422, str(unavailable))
    return HttpResponse(content, content_type="application/pdf")


@router.put("/projects/{project_id}/publication", response={200: PublicationOut, **PROBLEMS})
def put_publication(request: Call, project_id: Id, given: PublicationIn) -> Publication:
    """Put a project on the public page, or change what is shown there."""
    project = project_for(request, project_id)
    return publish_project(project, shows_money=given.shows_money, by=request.auth, at=now())


@router.delete("/projects/{project_id}/publication", response={204: None, **PROBLEMS})
def delete_publication(request: Call, project_id: Id) -> Status[None]:
    """Take a project off the public page."""
    withdraw_project(project_for(request, project_id), by=request.auth, at=now())
    return Status(204, None)


def _report(request: Call, report_id: Id) -> StatusReport:
    readable = Project.objects.where_may(request.auth, "reports.view")
    reports = StatusReport.objects.filter(project__in=readable)
    report = get_object_or_404(reports.select_related("project", "pdf"), pk=report_id)
    if not report.is_published and not may(request.auth, "reports.view_draft", report.project):
        raise Http404
    return cleared([report])[0]

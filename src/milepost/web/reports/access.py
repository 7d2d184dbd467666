"""Which report a page is about."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.models import StatusReport
from milepost.web.access import AskedBy


def report_for(request: AskedBy, report_id: int) -> StatusReport:
    """Give a report that the person may read, a draft only to who may see drafts; or raise `Http404`."""
    related = ("project__department", "project__manager", "project__sponsor", "published_by", "author", "pdf")
    reports = StatusReport.objects.select_related(*related).prefetch_related("project__roles")
    visible = reports.filter(project__in=Project.objects.where_may(request.person, "reports.view"))
    report = get_object_or_404(visible, pk=report_id)
    if not report.is_published and not may(request.person, "reports.view_draft", report.project):
        raise Http404
    return cleared([report])[0]

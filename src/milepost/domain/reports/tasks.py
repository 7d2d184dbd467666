"""Background work of this area: thin wrappers around its actions."""

from milepost.domain.common.jobs import JobFailed, Progress, job
from milepost.domain.reports.actions.keeping_pdf import keep_pdf
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.rendering.pdf import PdfUnavailable


@job("reports.make_pdf")
def make_pdf(progress: Progress, *, report_id: int) -> None:
    progress.report(10, "Making the PDF")
    try:
        keep_pdf(StatusReport.objects.get(pk=report_id))
    except PdfUnavailable as unavailable:
        raise JobFailed(str(unavailable)) from unavailable

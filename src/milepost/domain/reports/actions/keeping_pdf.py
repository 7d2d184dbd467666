"""The PDF of a published report is made once and kept."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from milepost.domain.common.models import Attachment
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.rendering.pdf import report_pdf


def pdf_to_read(report: StatusReport) -> bytes:
    """Give a published report as PDF: the kept one, unless something was restricted since; raises `PdfUnavailable`."""
    (shown,) = cleared([report])
    return report_pdf(shown) if shown.taken_out else keep_pdf(report).read()


def keep_pdf(report: StatusReport) -> Attachment:
    """Give the kept PDF of a published report, made now where there is none; it follows from the report alone."""
    if report.pdf:
        return report.pdf
    content = report_pdf(report)
    name = f"{report.project.number}-status-{report.period_finish:%Y-%m-%d}.pdf"
    with transaction.atomic():
        attachment = Attachment.objects.create(
            name=name,
            content=ContentFile(content, name=name),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        StatusReport.objects.filter(pk=report.pk).update(pdf=attachment)
    report.pdf = attachment
    return attachment

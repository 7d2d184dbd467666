"""A report as a tagged PDF (PDF/UA-1) that a screen reader reads in order."""

from pathlib import Path
from typing import Any, NoReturn

from django.template.loader import render_to_string
from django.utils.translation import gettext

from milepost.domain.people.models import City
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.rendering.portfolio import PortfolioView
from milepost.domain.reports.rendering.rollup import RollUpView
from milepost.domain.reports.rendering.view import view_of
from milepost.domain.reports.rendering.voices import voice_of

STYLES = Path(__file__).with_name("print.css")


class PdfUnavailable(Exception):
    """PDF needs the Pango library, which this machine lacks; the message says how to get it."""


def report_pdf(report: StatusReport) -> bytes:
    """Give a status report as PDF; raises `PdfUnavailable`."""
    return pdf_of("rendering/report_pdf.html", {"report": view_of(report), "city": _city()})


def voice_pdf(report: StatusReport, reader: str) -> bytes:
    """Give a report in the words of one reader as PDF; raises `PdfUnavailable`."""
    shown = {"report": view_of(report), "voice": voice_of(report, reader), "city": _city()}
    return pdf_of("rendering/voice_pdf.html", shown)


def rollup_pdf(rollup: RollUpView) -> bytes:
    """Give the portfolio on one page as PDF; raises `PdfUnavailable`."""
    return pdf_of("rendering/rollup_pdf.html", {"rollup": rollup})


def portfolio_pdf(portfolio: PortfolioView) -> bytes:
    """Give the portfolio report of a month as PDF; raises `PdfUnavailable`."""
    return pdf_of("rendering/portfolio_pdf.html", {"portfolio": portfolio})


def pdf_of(template: str, context: dict[str, Any], *, styles: Path = STYLES) -> bytes:
    """Render a template as PDF/UA-1; nothing outside the page is ever fetched."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 - fails where Pango is missing, and takes a second to load
    except OSError as error:
        raise PdfUnavailable(
            gettext(
                "PDF files need the Pango library. On Debian: apt "
                "install libpango-1.0-0 libpangoft2-1.0-0 "
                "libharfbuzz-subset0; on macOS: brew install "
                "pango. Everything else works without it."
            )
        ) from error
    page = HTML(string=render_to_string(template, context), url_fetcher=_fetch_nothing)
    pdf: bytes = page.write_pdf(
        stylesheets=[CSS(filename=styles, url_fetcher=_fetch_nothing)], pdf_variant="pdf/ua-1"
    )
    return pdf


def _city() -> str:
    return City.objects.get().name


def _fetch_nothing(url: str) -> NoReturn:
    raise ValueError(f"A report refers to nothing outside itself: {url}")

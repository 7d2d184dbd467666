"""A report as e-mail: HTML that mail programs show, and the same as plain text."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from milepost.domain.reports.calculations.readers.council import under_heading
from milepost.domain.reports.models import Reader, StatusReport
from milepost.domain.reports.rendering.portfolio import PortfolioView
from milepost.domain.reports.rendering.view import view_of
from milepost.domain.reports.rendering.voices import voice_of


@dataclass(frozen=True, slots=True)
class Email:
    """A message without its addresses."""

    subject: str
    html: str
    text: str


def report_email(report: StatusReport) -> Email:
    """Give a status report as e-mail; styles stand in the elements, for mail programs drop style sheets."""
    view = view_of(report)
    context = {"report": view}
    return Email(
        subject=f"{view.title}: {view.statuses[0].word.lower()}, {view.period}",
        html=render_to_string("rendering/report_email.html", context),
        text=render_to_string("rendering/report_email.txt", context),
    )


def portfolio_email(portfolio: PortfolioView) -> Email:
    """Give the portfolio report of a month as e-mail."""
    context = {"portfolio": portfolio}
    return Email(
        subject=f"{portfolio.title}, {portfolio.month}",
        html=render_to_string("rendering/portfolio_email.html", context),
        text=render_to_string("rendering/portfolio_email.txt", context),
    )


def voice_email(report: StatusReport, reader: str) -> Email:
    """Give a report in the words of one reader as e-mail."""
    if reader == Reader.MANAGER:
        return report_email(report)
    view, voice = view_of(report), voice_of(report, reader)
    texts = [f"{view.title}, {view.period}", under_heading(voice.text, view.title), view.taken_out]
    return Email(
        subject=f"{view.title}: {view.statuses[0].word.lower()}, {view.period}",
        html=render_to_string("rendering/voice_email.html", {"report": view, "voice": voice}),
        text="\n\n".join(filter(None, texts)),
    )

"""A status report is published: its facts are read a last time and frozen with its words."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import User
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.telling import tell
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.reports.actions.drafting import TEXTS, check_draft, statuses_and_facts, untouched
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.calculations.facts import read_facts
from milepost.domain.reports.models import StatusReport


class CannotPublish(Refusal):
    """Says what the report lacks."""


def publish_report(report: StatusReport, *, by: Person, at: datetime) -> None:
    """Freeze a draft as the project's report of its period, and have its PDF made in the background."""
    require(by, "reports.publish", report.project)
    check_draft(report)
    report.refresh_from_db(fields=[*TEXTS, "facts", "sentences"])
    if not report.summary.strip():
        raise CannotPublish(gettext("Write a summary first: one or two sentences for somebody in a hurry."))
    with recording("reports.publish", by=by.account, at=at, subject=report.project) as record:
        record.update(
            report,
            state=StatusReport.State.PUBLISHED,
            published_at=at,
            published_by=by,
            **_texts_and_facts(report, at),
        )
        record.summary = f"Status report for {report.period_finish:%b %-d, %Y} published."
        text = f"{by} published the status report of {report.project.name}"
        tell(
            "report_published",
            topic=report,
            text=text,
            by=by.account,
            at=at,
            to=_sponsor(report),
            watchers=True,
        )
        enqueue("reports.make_pdf", by=by.account, report_id=report.pk)


def _sponsor(report: StatusReport) -> list[User | None]:
    """The sponsor hears of every report, watching or not."""
    return [report.project.sponsor.user] if report.project.sponsor else []


def _texts_and_facts(report: StatusReport, at: datetime) -> dict[str, object]:
    """Read the facts once more, write anew what nobody edited, and keep nothing restricted in the rest.

    Nothing is to be read where the draft was written at this very moment.
    """
    if report.created_at == at:
        return {}
    facts = read_facts(report.project, start=report.period_start, finish=report.period_finish)
    (shown,) = cleared([report])
    texts = {name: getattr(shown, name) for name in TEXTS}
    return {**texts, **statuses_and_facts(facts), **untouched(shown, facts)}

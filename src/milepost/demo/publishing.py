"""What the demo city tells its residents and its council."""

from datetime import datetime, timedelta

from milepost.demo.living import Stage
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.communicating_with_council import (
    draft_communication,
    finish_communication,
    revise_communication,
)
from milepost.domain.reports.actions.distributing import DistributionFields, begin_distribution
from milepost.domain.reports.actions.publishing_projects import publish_project
from milepost.domain.reports.calculations.packet import council_days
from milepost.domain.reports.models import Reader, StatusReport


def publish_projects(stage: Stage, *, at: datetime) -> None:
    """Put every open project that reports and is not restricted on the public page."""
    lead = stage.cast.holder("PMO lead")
    told = StatusReport.objects.published().exclude(public="").order_by().values("project")
    for project in Project.objects.open().filter(pk__in=told, is_restricted=False).order_by("number"):
        publish_project(project, shows_money=True, by=lead, at=at)


RECOMMENDATION = "Staff recommends that council receive this report and direct staff to go on as planned."
ALTERNATIVES = (
    "- Ask for another report before more of the budget is spent.\n"
    "- Put the project on hold; the systems it replaces then stay in use."
)
FOR_THE_PACKET = {
    "agenda_item": "6B",
    "legal_review": "City Attorney, no legal questions",
    "approved_by": "City Manager",
    "history": "Council authorized the award of the main contract. That paper is on file with the City Clerk.",
}
MOST_MATTERS = 3


def write_to_council(stage: Stage, *, at: datetime) -> None:
    """Bring the gravest of the larger projects before the next meetings, one of them finished for the packet."""
    told = StatusReport.objects.published().exclude(public="").order_by().values("project")
    larger = Project.objects.open().filter(pk__in=told, is_restricted=False, tier=Project.Tier.LARGE)
    for number, day in enumerate(council_days(after=at.date(), count=MOST_MATTERS)):
        project = larger.order_by("number")[number : number + 1].first()
        if project is None or project.manager is None:
            return
        by = project.manager
        paper = draft_communication(project, meeting_on=day, by=by, at=at)
        revise_communication(paper, recommendation=RECOMMENDATION, alternatives=ALTERNATIVES, by=by, at=at)
        if number == 0:
            revise_communication(paper, **FOR_THE_PACKET, by=by, at=at)
            finish_communication(paper, by=by, at=at)


def send_reports(stage: Stage, *, at: datetime) -> None:
    """Have the portfolio report sent to the executive and to the heads, from the first of next month on."""
    lead, executive = stage.cast.holder("PMO lead"), stage.cast.holder("Chief information officer")
    first = (at.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    for reader, people in ((Reader.DIRECTOR, [executive, lead]), (Reader.COUNCIL, [executive])):
        fields: DistributionFields = {"reader": reader, "cadence": "monthly", "next_on": first}
        begin_distribution(None, fields, people, by=lead, at=at)

"""What the demo city tells its residents: its larger projects stand on the public page."""

from datetime import datetime

from milepost.demo.living import Stage
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.publishing_projects import publish_project
from milepost.domain.reports.models import StatusReport


def publish_projects(stage: Stage, *, at: datetime) -> None:
    """Put every open project that reports and is not restricted on the public page."""
    lead = stage.cast.holder("PMO lead")
    told = StatusReport.objects.published().exclude(public="").order_by().values("project")
    for project in Project.objects.open().filter(pk__in=told, is_restricted=False).order_by("number"):
        publish_project(project, shows_money=True, by=lead, at=at)

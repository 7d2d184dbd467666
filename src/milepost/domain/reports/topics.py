"""Status reports are discussed, the published by whoever reads reports, a draft by whoever sees drafts."""

from django.db import models
from django.db.models import Q

from milepost.domain.common.models import User
from milepost.domain.common.notification_kinds import (
    AT_ONCE,
    IN_DIGEST,
    OF_WORK,
    ON_WATCHED,
    NotificationKind,
    register_kinds,
)
from milepost.domain.common.topics import register_topic
from milepost.domain.projects.models import Project
from milepost.domain.projects.topics import person_of, topic_of_project
from milepost.domain.projects.wording import day_text
from milepost.domain.reports.models import StatusReport

register_kinds(
    NotificationKind("report_published", "A status report is published", ON_WATCHED, IN_DIGEST),
    NotificationKind("report_not_sent", "A report could not be sent by e-mail", OF_WORK, AT_ONCE),
)


def _visible_to(user: User) -> models.QuerySet[StatusReport]:
    person = person_of(user)
    readable = Project.objects.where_may(person, "reports.view").order_by()
    published = Q(state=StatusReport.State.PUBLISHED, project__in=readable)
    with_drafts = Project.objects.where_may(person, "reports.view_draft").order_by()
    return StatusReport.objects.filter(published | Q(project__in=with_drafts)).select_related("project")


register_topic(
    topic_of_project(
        "report",
        StatusReport,
        project_of=lambda report: report.project,
        title=lambda report: f"the status report of {day_text(report.period_finish)}",
        followers=lambda report: [report.author],
        visible_to=_visible_to,
        view=lambda report: "reports.view" if report.is_published else "reports.view_draft",
    )
)

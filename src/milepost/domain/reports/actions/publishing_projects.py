"""A project is put on the public page, and taken off it."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.reports.models import Publication, StatusReport


class CannotShowProject(Refusal):
    """Says why a project does not go on the public page."""


def publish_project(project: Project, *, shows_money: bool, by: Person, at: datetime) -> Publication:
    """Put a project on the public page, or change whether its money is shown there."""
    require(by, "reports.publish_project", project)
    if project.is_restricted:
        raise CannotShowProject(gettext("A restricted project is not shown to the public."))
    if not StatusReport.objects.published().filter(project=project).exclude(public="").exists():
        raise CannotShowProject(
            gettext("Publish a status report with a text for the public first; the public page shows it.")
        )
    standing = Publication.objects.filter(project=project).first()
    with recording("reports.publish_project", by=by.account, at=at, subject=project) as record:
        record.summary = (
            "Put on the public page." if standing is None else "Shown otherwise on the public page."
        )
        if standing is None:
            return record.create(Publication(project=project, shows_money=shows_money, at=at, by=by))
        return record.update(standing, shows_money=shows_money, at=at, by=by)


def withdraw_project(project: Project, *, by: Person, at: datetime) -> None:
    """Take a project off the public page; nothing happens where it is not on it."""
    require(by, "reports.publish_project", project)
    with recording("reports.withdraw_project", by=by.account, at=at, subject=project) as record:
        record.summary = "Taken off the public page."
        record.delete_many(list(Publication.objects.filter(project=project)))

"""Reads of reports worth a name."""

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.reports.models import StatusReport


def drafts_of(person: Person) -> list[StatusReport]:
    """Give the drafts a person has begun, on projects still visible to them."""
    drafts = StatusReport.objects.filter(
        state=StatusReport.State.DRAFT, author=person, project__in=Project.objects.visible_to(person)
    )
    return list(drafts.select_related("project"))

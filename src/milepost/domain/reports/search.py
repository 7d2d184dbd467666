"""What the global search finds of reports: those that are published."""

from django.db.models import Q

from milepost.domain.common.search.nouns import Noun, findable
from milepost.domain.people.models import Person
from milepost.domain.reports.models import StatusReport


def _published(person: Person) -> Q:
    return Q(object_id__in=StatusReport.objects.visible_to(person).values("pk"))


findable(
    Noun(
        "report", StatusReport, title="summary", scope="project_id", findable=_published,
        text=("done", "next", "decisions"),
    )
)  # fmt: skip

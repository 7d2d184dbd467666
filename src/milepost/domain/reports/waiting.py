"""What of reports waits for a person: drafts to finish, and reports that are due."""

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.people.waiting import Waiting, waits
from milepost.domain.projects.models import Project
from milepost.domain.reports.calculations.overdue import overdue_reports
from milepost.domain.reports.calculations.packet import next_deadline
from milepost.domain.reports.models import CouncilCommunication
from milepost.domain.reports.queries import drafts_of, recently_reported


@waits("draft")
def own_drafts(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the drafts a person has begun; a report waits to be published once its period is over."""
    for draft in drafts_of(person):
        title = f"Finish and publish the report to {draft.period_finish:%b %-d}"
        is_over = draft.period_finish <= as_of
        yield Waiting(
            "draft", draft, title, project=draft.project, due=draft.period_finish, is_decision=is_over
        )


@waits("report")
def reports_due(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the projects a person manages whose status report is overdue, unless it is begun."""
    begun = {draft.project_id for draft in drafts_of(person)}
    managed = Project.objects.visible_to(person).open().filter(manager=person).exclude(pk__in=begun)
    projects = list(managed.prefetch_related("roles").order_by("number"))
    for concern in overdue_reports(projects, recently_reported(projects), as_of=as_of):
        project = next(one for one in projects if one.pk == concern.project_id)
        if may(person, "reports.write", project):
            due = as_of - timedelta(days=round(concern.days))
            yield Waiting(
                "report", project, "Write the status report", concern.sentence, project=project, due=due
            )


@waits("council")
def packets_due(person: Person, as_of: date) -> Iterator[Waiting]:
    """Give the next step of each Council Communication a person drafts."""
    drafts = CouncilCommunication.objects.visible_to(person).filter(
        author=person, state=CouncilCommunication.State.DRAFT, meeting_on__gte=as_of
    )
    for draft in drafts.select_related("project"):
        step = next_deadline(draft.meeting_on, as_of=as_of)
        due = step.on if step else draft.meeting_on
        title = f"Council communication: {step.step.lower() if step else 'council meets'}"
        yield Waiting("council", draft, title, draft.subject, project=draft.project, due=due)

"""What an agenda could hold: whatever is due where a meeting belongs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from milepost.domain.governance.models import ActionItem, AgendaItem, ChangeRequest, ChangeStep, Meeting
from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.risk_reviews import risk_reviews
from milepost.domain.projects.models import Issue, Project, Risk, Task
from milepost.domain.projects.waiting import decisions
from milepost.domain.projects.wording import counted, day_text

AHEAD = timedelta(days=14)
MOST_OF_A_KIND = 15


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point that an agenda could take in; `source` names what it comes from."""

    source: str
    title: str
    detail: str
    group: str
    kind: str = AgendaItem.Kind.DISCUSSION
    project: Project | None = None
    presenter: Person | None = None


def proposals_for(meeting: Meeting, *, by: Person, as_of: date) -> list[Proposal]:
    """Give what is due where a meeting belongs and its agenda does not hold yet, within what a person may see."""
    projects = _projects(meeting, by).only("pk", "name", "number", "is_restricted", "department_id")
    held = set(meeting.agenda_items.values_list("source", flat=True))
    found = (
        *_action_items(meeting, projects, as_of),
        *_decisions(projects, by, as_of),
        *_changes(projects),
        *_issues(projects, as_of),
        *_risks(projects, as_of),
        *_milestones(projects, as_of),
    )
    return [one for one in found if one.source not in held]


def _projects(meeting: Meeting, by: Person) -> QuerySet[Project]:
    """Keep the open projects a meeting is about: its own, those its people work on, or for the portfolio all."""
    visible = Project.objects.visible_to(by).open()
    if meeting.project_id:
        return visible.filter(pk=meeting.project_id)
    if meeting.organization_id:
        return visible.filter(roles__person__organization=meeting.organization_id).distinct()
    if meeting.department_id:
        return visible.filter(
            Q(department=meeting.department_id)
            | Q(roles__person__department=meeting.department_id)
            | Q(manager__in=meeting.attendances.values("person"))
        ).distinct()
    return visible


def _action_items(meeting: Meeting, projects: QuerySet[Project], as_of: date) -> Iterator[Proposal]:
    of_series = Q(meeting__series=meeting.series_id) if meeting.series_id else Q(pk__in=[])
    due = Q(due_on=None) | Q(due_on__lte=as_of + AHEAD)
    items = ActionItem.objects.open().filter(of_series | Q(project__in=projects) & due)
    for item in items.select_related("owner", "project").order_by("due_on", "number")[:MOST_OF_A_KIND]:
        late = item.days_overdue(as_of)
        when = (
            f"{counted(late, 'day')} overdue"
            if late
            else f"due {day_text(item.due_on)}"
            if item.due_on
            else ""
        )
        yield Proposal(
            f"action:{item.pk}",
            item.title,
            _joined("Action item", item.owner and item.owner.name, when),
            "Open action items",
            project=item.project,
            presenter=item.owner,
        )


def _decisions(projects: QuerySet[Project], by: Person, as_of: date) -> Iterator[Proposal]:
    wanted = set(projects.values_list("pk", flat=True))
    for one in decisions(by, as_of):
        if one.project.pk in wanted:
            yield Proposal(
                f"{one.kind}:{one.project.pk}",
                f"{one.project.name}: {one.title[0].lower()}{one.title[1:]}",
                one.detail,
                "Decisions that wait",
                AgendaItem.Kind.DECISION,
                one.project,
            )


def _changes(projects: QuerySet[Project]) -> Iterator[Proposal]:
    """Offer the changes that wait for a board, and those that wait for the sign-off of somebody."""
    waiting = ChangeStep.objects.filter(
        state=ChangeStep.State.WAITING, change_request__state=ChangeRequest.State.IN_DECISION,
        change_request__project__in=projects,
    )  # fmt: skip
    offered: set[int] = set()
    for step in waiting.select_related("change_request__project", "change_request__requester").order_by(
        "change_request", "position"
    ):
        change = step.change_request
        if change.pk not in offered and len(offered) < MOST_OF_A_KIND:
            offered.add(change.pk)
            yield Proposal(
                f"change:{change.pk}",
                f"Change {change.number} of {change.project.name}: {change.title}",
                _joined("Change", f"waits for the {step.get_level_display().lower()}"),
                "Changes to decide",
                AgendaItem.Kind.DECISION,
                change.project,
                change.requester,
            )


def _issues(projects: QuerySet[Project], as_of: date) -> Iterator[Proposal]:
    grave = Q(severity__gte=Issue.Severity.HIGH) | Q(due_on__lt=as_of)
    issues = Issue.objects.filter(grave, restriction="", state=Issue.State.OPEN, project__in=projects)
    for issue in issues.select_related("owner", "project").order_by("-severity", "due_on")[:MOST_OF_A_KIND]:
        late = issue.days_overdue(as_of)
        yield Proposal(
            f"issue:{issue.pk}",
            issue.title,
            _joined(
                f"{issue.get_severity_display()} issue",
                issue.project.name,
                late and f"{counted(late, 'day')} overdue",
            ),
            "Issues, overdue or grave",
            project=issue.project,
            presenter=issue.owner,
        )


def _risks(projects: QuerySet[Project], as_of: date) -> Iterator[Proposal]:
    risks = Risk.objects.filter(restriction="", state=Risk.State.OPEN, project__in=projects).select_related(
        "owner", "project"
    )
    for risk, due in risk_reviews(risks, as_of=as_of)[:MOST_OF_A_KIND]:
        yield Proposal(
            f"risk:{risk.pk}",
            risk.event,
            _joined(f"Risk of score {risk.score}", risk.project.name, f"review due {day_text(due)}"),
            "Risks to review",
            project=risk.project,
            presenter=risk.owner,
        )


def _milestones(projects: QuerySet[Project], as_of: date) -> Iterator[Proposal]:
    horizon = datetime.combine(as_of + AHEAD, time())
    tasks = Task.objects.filter(
        project__in=projects,
        is_milestone=True,
        is_active=True,
        percent_complete__lt=100,
        dates__finish__lt=horizon,
    )
    for task in tasks.select_related("project", "responsible", "dates").order_by("dates__finish")[
        :MOST_OF_A_KIND
    ]:
        yield Proposal(
            f"milestone:{task.pk}",
            task.name,
            _joined("Milestone", task.project.name, day_text(task.dates.finish.date())),
            "Milestones of the next two weeks, and late ones",
            AgendaItem.Kind.INFORMATION,
            task.project,
            task.responsible,
        )


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)
